package florin.migrate.plan;

import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.JsonText;
import florin.migrate.source.ExactAmounts;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
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
final class ProviderFields {

  private static final String TABLE = "plaid_transaction_meta";

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

  static ProviderFields read(SourceDatabase source, Findings findings) {
    ProviderFields fields = new ProviderFields(findings);
    source.read(TABLE, "id", fields::add);
    return fields;
  }

  Fields of(String transaction) {
    return all.getOrDefault(transaction, Fields.NONE);
  }

  /** The currency of most transactions of an account. */
  Optional<String> currencyOf(String account) {
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
    row.text("iso_currency_code")
        .filter(code -> CurrencyText.code(Optional.of(code)).isEmpty())
        .ifPresent(
            code ->
                findings.changed(
                    TABLE,
                    id.get(),
                    FindingRule.UNKNOWN_WORD,
                    "iso_currency_code: '%s' became the account's currency".formatted(code)));
    Fields fields =
        raw.map(json -> ofPayload(json, amount(id.get(), json))).orElseGet(() -> ofColumns(row));
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

  /** The amount of a payload; one that Florin cannot hold is read as absent. */
  private Optional<BigDecimal> amount(String id, JsonNode json) {
    Optional<BigDecimal> stored = JsonText.number(json, "amount");
    if (stored.isEmpty()) {
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

  private static Fields ofPayload(JsonNode json, Optional<BigDecimal> amount) {
    JsonNode category = json.path("personal_finance_category");
    return new Fields(
        amount,
        JsonText.date(json, "date"),
        JsonText.text(json, "name"),
        JsonText.text(json, "merchant_name"),
        CurrencyText.code(JsonText.text(json, "iso_currency_code"))
            .or(() -> CurrencyText.code(JsonText.text(json, "unofficial_currency_code"))),
        Optional.of(json.path("pending").asBoolean(false)),
        new PlannedTransaction.Bank(
            JsonText.date(json, "authorized_date"),
            JsonText.text(json, "original_description"),
            JsonText.text(json, "merchant_entity_id"),
            JsonText.text(json, "pending_transaction_id"),
            JsonText.text(category, "primary"),
            JsonText.text(category, "detailed"),
            JsonText.text(category, "confidence_level"),
            JsonText.text(json, "payment_channel"),
            JsonText.text(json, "transaction_code"),
            JsonText.text(json, "check_number"),
            JsonText.text(json, "website"),
            JsonText.text(json, "logo_url")));
  }

  private static Fields ofColumns(SourceRow row) {
    return new Fields(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        CurrencyText.code(row.text("iso_currency_code"))
            .or(() -> CurrencyText.code(row.text("unofficial_currency_code"))),
        Optional.empty(),
        new PlannedTransaction.Bank(
            date(row),
            Optional.empty(),
            row.text("merchant_entity_id"),
            row.text("pending_transaction_id"),
            Optional.empty(),
            Optional.empty(),
            row.text("pfc_confidence_level"),
            row.text("payment_channel"),
            row.text("transaction_code"),
            row.text("check_number"),
            row.text("website"),
            row.text("logo_url")));
  }

  private static Optional<LocalDate> date(SourceRow row) {
    try {
      return row.date("authorized_date");
    } catch (SourceRow.Unreadable none) {
      return Optional.empty();
    }
  }
}
