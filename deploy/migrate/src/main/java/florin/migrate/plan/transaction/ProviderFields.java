package florin.migrate.plan.transaction;

import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.CurrencyText;
import florin.migrate.plan.row.JsonText;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.source.ExactAmounts;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The provider's own fields of transactions, by transaction id: those of the complete payload if
 * there is one, else those of the columns of {@code plaid_transaction_meta}.
 */
public final class ProviderFields {

  private static final String TABLE = "plaid_transaction_meta";
  private static final String OFFICIAL = "iso_currency_code";
  private static final String UNOFFICIAL = "unofficial_currency_code";

  private static final int FIRST_YEAR = 1583;
  private static final int LAST_YEAR = 9999;

  private final Map<String, Fields> all = new HashMap<>();
  private final Map<String, Map<String, Integer>> currencies = new HashMap<>();
  private final Findings findings;

  private ProviderFields(Findings findings) {
    this.findings = findings;
  }

  /**
   * @param amount positive = money out, as Plaid has it
   */
  record Fields(
      Optional<BigDecimal> amount,
      Optional<LocalDate> date,
      Optional<String> name,
      Optional<String> merchant,
      Optional<String> currency,
      Optional<Boolean> pending,
      PlannedTransaction.Bank bank) {

    static final Fields NONE =
        new Fields(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            PlannedTransaction.Bank.NONE);

    /** Whether the payload of the provider was there. */
    boolean complete() {
      return amount.isPresent() && name.isPresent();
    }
  }

  public static ProviderFields read(SourceDatabase source, Findings findings) {
    ProviderFields fields = new ProviderFields(findings);
    source.read(TABLE, "id", fields::add);
    return fields;
  }

  Fields of(String transaction) {
    return all.getOrDefault(transaction, Fields.NONE);
  }

  /** The currency of most transactions of an account. */
  public Optional<String> currencyOf(String account) {
    return currencies.getOrDefault(account, Map.of()).entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }

  private void add(SourceRow row) {
    Optional<String> id = row.text("transaction_id");
    if (id.isEmpty() || all.containsKey(id.get())) {
      return;
    }
    Optional<String> text = JsonText.column(row, "raw");
    Optional<JsonNode> raw = text.flatMap(JsonText::parse).filter(JsonNode::isObject);
    if (text.isPresent() && raw.isEmpty()) {
      findings.changed(
          TABLE, id.get(), FindingRule.INVALID_JSON, "raw: read as absent (expected: an object)");
    }
    Reading reading = new Reading(id.get(), row, raw);
    Fields fields = raw.map(json -> ofPayload(reading, json)).orElseGet(() -> ofColumns(reading));
    all.put(id.get(), fields);
    Optional<String> account =
        row.text("plaid_account_id")
            .or(() -> raw.flatMap(json -> JsonText.text(json, "account_id")));
    if (account.isPresent() && fields.currency().isPresent()) {
      currencies
          .computeIfAbsent(account.get(), _ -> new HashMap<>())
          .merge(fields.currency().get(), 1, Integer::sum);
    }
  }

  private Fields ofPayload(Reading reading, JsonNode json) {
    JsonNode category = json.path("personal_finance_category");
    return new Fields(
        amount(reading.id(), json),
        reading.date("date"),
        reading.text("name", TransactionTexts.LONGEST_OF_BANK),
        reading.text("merchant_name"),
        reading.currency(),
        Optional.of(json.path("pending").asBoolean(false)),
        new PlannedTransaction.Bank(
            reading.date("authorized_date"),
            reading.text("original_description", TransactionTexts.LONGEST_OF_BANK),
            reading.text("merchant_entity_id"),
            reading.text("pending_transaction_id"),
            JsonText.text(category, "primary").map(ProviderFields::cut),
            JsonText.text(category, "detailed").map(ProviderFields::cut),
            JsonText.text(category, "confidence_level").map(ProviderFields::cut),
            reading.text("payment_channel"),
            reading.text("transaction_code"),
            reading.text("check_number"),
            reading.text("website"),
            reading.text("logo_url")));
  }

  private Fields ofColumns(Reading reading) {
    return new Fields(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        reading.currency(),
        Optional.empty(),
        new PlannedTransaction.Bank(
            reading.date("authorized_date"),
            Optional.empty(),
            reading.text("merchant_entity_id"),
            reading.text("pending_transaction_id"),
            Optional.empty(),
            Optional.empty(),
            reading.text("pfc_confidence_level"),
            reading.text("payment_channel"),
            reading.text("transaction_code"),
            reading.text("check_number"),
            reading.text("website"),
            reading.text("logo_url")));
  }

  private static String cut(String text) {
    return Vocabulary.ofProvider(text);
  }

  /** The amount of a payload; one that Florin cannot hold is read as absent. */
  private Optional<BigDecimal> amount(String id, JsonNode json) {
    Optional<BigDecimal> stored = JsonText.number(json, "amount");
    if (stored.isEmpty()) {
      if (json.hasNonNull("amount")) {
        findings.changed(
            TABLE,
            id,
            FindingRule.UNREADABLE_VALUE,
            "raw, amount: '%s' read as absent (expected: a finite number)"
                .formatted(cut(json.path("amount").toString())));
      }
      return stored;
    }
    try {
      ExactAmounts.Exact exact =
          ExactAmounts.of(stored.get(), Optional.empty(), ExactAmounts.AMOUNT_DECIMALS);
      findings.rounded(TABLE, id, "raw, amount", stored.get(), exact);
      return Optional.of(exact.value());
    } catch (ArithmeticException large) {
      findings.changed(
          TABLE, id, FindingRule.OUT_OF_RANGE, "raw: the amount is " + large.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Reads the fields of a row, and reports those that are not brought as they are.
   *
   * @param raw the complete payload, which counts instead of the columns
   */
  private final class Reading {

    private final String id;
    private final SourceRow row;
    private final Optional<JsonNode> raw;

    Reading(String id, SourceRow row, Optional<JsonNode> raw) {
      this.id = id;
      this.row = row;
      this.raw = raw;
    }

    String id() {
      return id;
    }

    private String named(String field) {
      return raw.isPresent() ? "raw, " + field : field;
    }

    private void changed(FindingRule rule, String detail) {
      findings.changed(TABLE, id, rule, detail);
    }

    Optional<String> text(String field) {
      return text(field, Vocabulary.LONGEST_OF_PROVIDER);
    }

    Optional<String> text(String field, int longest) {
      Optional<String> text = stored(field);
      text.filter(of -> of.length() > longest)
          .ifPresent(
              of ->
                  changed(
                      FindingRule.SHORTENED,
                      "%s: %d characters (expected: at most %d)"
                          .formatted(named(field), of.length(), longest)));
      return text.map(of -> Vocabulary.cut(of, longest));
    }

    private Optional<String> stored(String field) {
      if (raw.isEmpty()) {
        return row.text(field);
      }
      JsonNode value = raw.get().path(field);
      Optional<String> text = JsonText.text(raw.get(), field);
      if (text.isPresent() && !text.get().equals(value.asString())) {
        changed(
            FindingRule.UNREADABLE_VALUE,
            named(field) + ": brought without the characters that are none");
      } else if (text.isEmpty() && raw.get().hasNonNull(field) && !value.isString()) {
        changed(
            FindingRule.UNREADABLE_VALUE,
            "%s: %s read as absent (expected: a text)"
                .formatted(named(field), cut(value.toString())));
      }
      return text;
    }

    Optional<LocalDate> date(String field) {
      Optional<String> text = stored(field);
      try {
        Optional<LocalDate> day = raw.isPresent() ? text.map(LocalDate::parse) : row.date(field);
        if (day.filter(of -> of.getYear() < FIRST_YEAR || of.getYear() > LAST_YEAR).isEmpty()) {
          return day;
        }
        changed(
            FindingRule.OUT_OF_RANGE,
            "%s: %s read as absent (expected: %d or later)"
                .formatted(named(field), text.orElse(""), FIRST_YEAR));
      } catch (SourceRow.Unreadable | DateTimeException none) {
        changed(
            FindingRule.UNREADABLE_VALUE,
            "%s: '%s' read as absent (expected: a date)"
                .formatted(named(field), cut(text.orElse(""))));
      }
      return Optional.empty();
    }

    /** The code of the payload, else that of the columns; one of ISO 4217 comes first. */
    Optional<String> currency() {
      Optional<String> official =
          raw.flatMap(json -> JsonText.text(json, OFFICIAL)).or(() -> row.text(OFFICIAL));
      Optional<String> other =
          raw.flatMap(json -> JsonText.text(json, UNOFFICIAL)).or(() -> row.text(UNOFFICIAL));
      CurrencyText.changeOf(official, true)
          .ifPresent(change -> changed(FindingRule.UNKNOWN_WORD, OFFICIAL + ": " + change));
      if (CurrencyText.code(official).isEmpty()) {
        CurrencyText.changeOf(other, false)
            .ifPresent(change -> changed(FindingRule.UNKNOWN_WORD, UNOFFICIAL + ": " + change));
      }
      return CurrencyText.code(official).or(() -> CurrencyText.code(other));
    }
  }
}
