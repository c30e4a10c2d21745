package florin.migrate.plan.transaction;

import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.BroughtKeys;
import florin.migrate.plan.row.CurrencyText;
import florin.migrate.plan.row.JsonText;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.Reference;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.source.ExactAmounts;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Plans the transactions. */
public final class PlannedTransactions {

  private static final String TABLE = "transactions";

  /** The greatest difference that rounding to two decimals makes. */
  private static final BigDecimal HALF_CENT = new BigDecimal("0.005");

  private final SourceDatabase source;
  private final Findings findings;
  private final BroughtKeys keys;
  private final Map<String, PlannedAccount> accounts;
  private final ProviderFields fields;
  private final Map<String, SourceRow> categories;
  private final SequencedMap<String, PlannedTransaction> all = new LinkedHashMap<>();
  private final Set<String> usedCategories = new HashSet<>();
  private final TransactionTexts texts;
  private final TransactionEdits edits;
  private final TransactionDays days;
  private Map<String, String> pairs = Map.of();

  public PlannedTransactions(
      SourceDatabase source,
      Findings findings,
      BroughtKeys keys,
      Map<String, PlannedAccount> accounts,
      ProviderFields fields,
      Map<String, SourceRow> categories,
      Map<String, Set<String>> tags) {
    this.source = source;
    this.findings = findings;
    this.keys = keys;
    this.accounts = accounts;
    this.fields = fields;
    this.categories = categories;
    this.texts = new TransactionTexts(findings);
    this.edits = new TransactionEdits(findings, categories, tags, texts);
    this.days = new TransactionDays(findings);
  }

  /** The ids of the categories that transactions refer to. */
  public Set<String> usedCategories() {
    return usedCategories;
  }

  public SequencedMap<String, PlannedTransaction> transactions() {
    return all;
  }

  /** The id of the counterpart of each transaction that is half of a transfer. */
  public Map<String, String> pairs() {
    return pairs;
  }

  public PlannedTransactions read() {
    new KeptRows(source, findings, keys)
        .each(
            TABLE,
            List.of("transaction_id"),
            List.of(
                Reference.needed("account_id", "accounts"),
                Reference.optional("category_id", "categories")),
            this::add,
            _ -> {});
    pairs = TransferPairs.of(all);
    reportIncompletePairs();
    return this;
  }

  private boolean add(KeptRows.Kept one) {
    SourceRow row = one.row();
    PlannedAccount account = accounts.get(row.text("account_id").orElseThrow());
    if (account == null) {
      return false;
    }
    Optional<BigDecimal> held = amount(one);
    if (held.isEmpty()) {
      return false;
    }
    boolean fromBank = fromBank(one, account);
    Optional<BigDecimal> stored =
        fromBank ? held : held.map(amount -> rounded(one, amount, account.currency()));
    Optional<LocalDate> date = days.of(one, fromBank);
    ProviderFields.Fields provider = fields.of(one.key());
    if (date.isEmpty() || !isInCurrency(one, fromBank, provider, account)) {
      return false;
    }
    BigDecimal amount = stored.get().negate();
    if (amount.signum() == 0 && !fromBank) {
      findings.leftOut(TABLE, one.key(), FindingRule.ZERO_AMOUNT_LEFT_OUT, "amount: 0");
      return false;
    }
    if (amount.signum() == 0) {
      findings.changed(TABLE, one.key(), FindingRule.ZERO_AMOUNT_KEPT, "amount: 0");
    }
    checkUser(one, account);
    row.text("category_id").ifPresent(usedCategories::add);
    PlannedTransaction.Bank bank = bank(one, provider);
    checkSign(one, amount, bank);
    Set<String> edited = edits.edited(one, fromBank, provider, bank);
    all.put(
        one.key(),
        new PlannedTransaction(
            one.key(),
            account.id(),
            account.user(),
            bankAmount(one, fromBank, provider, amount),
            provider.currency().orElse(account.currency()),
            bankDate(one, fromBank, provider, date.get()),
            texts.name(one, fromBank, provider.name()),
            fromBank && provider.complete() ? provider.merchant() : merchant(row, edited),
            isPending(one, fromBank, provider),
            fromBank,
            bank,
            edits.of(one, edited, fromBank, provider)));
    return true;
  }

  /** An entry by hand is in the currency of its account. */
  private boolean isInCurrency(
      KeptRows.Kept one, boolean fromBank, ProviderFields.Fields provider, PlannedAccount account) {
    Optional<String> other =
        provider.currency().filter(code -> !fromBank && !code.equals(account.currency()));
    other.ifPresent(
        code ->
            findings.leftOut(
                TABLE,
                one.key(),
                FindingRule.NOT_MAPPED,
                "currency: %s (expected: %s, that of its account by hand)"
                    .formatted(code, account.currency())));
    return other.isEmpty();
  }

  private Optional<BigDecimal> amount(KeptRows.Kept one) {
    try {
      Optional<BigDecimal> stored = one.row().number("amount");
      if (stored.isEmpty()) {
        findings.leftOut(
            TABLE, one.key(), FindingRule.MISSING_VALUE, "amount: none (expected: a number)");
        return stored;
      }
      ExactAmounts.Exact exact =
          ExactAmounts.of(
              stored.get(), one.row().table().column("amount"), ExactAmounts.AMOUNT_DECIMALS);
      findings.rounded(TABLE, one.key(), "amount", stored.get(), exact);
      return Optional.of(exact.value());
    } catch (SourceRow.Unreadable none) {
      findings.leftOut(
          TABLE, one.key(), FindingRule.UNREADABLE_VALUE, String.valueOf(none.getMessage()));
    } catch (ArithmeticException large) {
      findings.leftOut(TABLE, one.key(), FindingRule.OUT_OF_RANGE, "amount: " + large.getMessage());
    }
    return Optional.empty();
  }

  /** An entry by hand has no more decimals than its currency. */
  private BigDecimal rounded(KeptRows.Kept one, BigDecimal amount, String currency) {
    BigDecimal rounded = CurrencyText.rounded(amount, currency);
    if (rounded.compareTo(amount) != 0) {
      findings.changed(
          TABLE,
          one.key(),
          FindingRule.ROUNDED,
          "amount: %s became %s, the decimals of %s"
              .formatted(amount.toPlainString(), rounded.toPlainString(), currency));
    }
    return rounded;
  }

  private boolean fromBank(KeptRows.Kept one, PlannedAccount account) {
    String linked = account.item().isPresent() ? "plaid" : "manual";
    String word = one.row().text("provider").orElse(linked);
    if (!Vocabulary.isLinkType(word)) {
      findings.changed(
          TABLE,
          one.key(),
          FindingRule.UNKNOWN_WORD,
          "provider: '%s' became %s".formatted(word, linked));
      return account.item().isPresent();
    }
    boolean announced = Vocabulary.lower(word).equals("plaid");
    if (announced && account.item().isEmpty()) {
      findings.changed(
          TABLE,
          one.key(),
          FindingRule.NOT_MAPPED,
          "provider: plaid became an entry by hand, as its account is");
    }
    return announced && account.item().isPresent();
  }

  private void checkUser(KeptRows.Kept one, PlannedAccount account) {
    if (!one.row().table().has("user_id")) {
      return;
    }
    Optional<String> user = one.row().text("user_id");
    if (user.isEmpty()) {
      findings.changed(TABLE, one.key(), FindingRule.USER_MISSING, "user_id: that of the account");
    } else if (!user.get().equals(account.user())) {
      findings.changed(
          TABLE,
          one.key(),
          FindingRule.USER_DIFFERS,
          "user_id: %s became %s".formatted(user.get(), account.user()));
    }
  }

  private void checkSign(KeptRows.Kept one, BigDecimal amount, PlannedTransaction.Bank bank) {
    boolean income = bank.categoryPrimary().filter("INCOME"::equals).isPresent();
    if (income && amount.signum() < 0) {
      findings.changed(
          TABLE,
          one.key(),
          FindingRule.SIGN_DIFFERS,
          "amount: %s is money out although its category is income"
              .formatted(amount.toPlainString()));
    }
  }

  /** A bank's amount is not replaced by an edited one, which Florin does not know. */
  private BigDecimal bankAmount(
      KeptRows.Kept one, boolean fromBank, ProviderFields.Fields provider, BigDecimal amount) {
    if (!fromBank || provider.amount().isEmpty()) {
      return amount;
    }
    BigDecimal bank = provider.amount().get().negate();
    if (bank.subtract(amount).abs().compareTo(HALF_CENT) <= 0) {
      return bank;
    }
    findings.changed(
        TABLE,
        one.key(),
        FindingRule.AMOUNT_EDITED,
        "amount: %s, the bank's is %s".formatted(amount.toPlainString(), bank.toPlainString()));
    return bank;
  }

  /** A bank's date is not replaced by an edited one, which Florin does not know. */
  private LocalDate bankDate(
      KeptRows.Kept one, boolean fromBank, ProviderFields.Fields provider, LocalDate date) {
    Optional<LocalDate> bank = fromBank ? provider.date() : Optional.empty();
    bank.filter(day -> !day.equals(date))
        .ifPresent(
            day ->
                findings.changed(
                    TABLE,
                    one.key(),
                    FindingRule.AMOUNT_EDITED,
                    "date: %s, the bank's is %s".formatted(date, day)));
    return bank.orElse(date);
  }

  /** An entry by hand is always posted. */
  private boolean isPending(KeptRows.Kept one, boolean fromBank, ProviderFields.Fields provider) {
    boolean pending = provider.pending().orElse(one.row().flag("pending"));
    if (pending && !fromBank) {
      findings.changed(
          TABLE, one.key(), FindingRule.NOT_MAPPED, "pending: an entry by hand is posted");
    }
    return pending && fromBank;
  }

  private PlannedTransaction.Bank bank(KeptRows.Kept one, ProviderFields.Fields provider) {
    PlannedTransaction.Bank bank = provider.bank();
    if (bank.categoryPrimary().isPresent()) {
      return bank;
    }
    SourceRow row = one.row();
    Optional<String> stored = JsonText.column(row, "personal_finance_category");
    Optional<JsonNode> json = stored.flatMap(JsonText::parse).filter(JsonNode::isObject);
    if (stored.isPresent() && json.isEmpty()) {
      findings.changed(
          TABLE,
          one.key(),
          FindingRule.INVALID_JSON,
          "personal_finance_category: read as absent (expected: an object)");
    }
    Optional<SourceRow> category =
        row.text("category_id").flatMap(id -> Optional.ofNullable(categories.get(id)));
    return new PlannedTransaction.Bank(
        bank.authorizedDate(),
        bank.originalDescription(),
        bank.merchantEntityId(),
        bank.pendingId(),
        json.flatMap(of -> JsonText.text(of, "primary"))
            .or(() -> category.flatMap(of -> of.text("pfc_primary")))
            .or(() -> category.flatMap(of -> of.text("primary_category")).map(Vocabulary::slug)),
        json.flatMap(of -> JsonText.text(of, "detailed"))
            .or(() -> category.flatMap(CategorySlug::ofBank))
            .or(() -> row.text("category_slug"))
            .or(() -> row.text("category").map(Vocabulary::slug)),
        bank.categoryConfidence(),
        bank.paymentChannel(),
        bank.transactionCode(),
        bank.checkNumber(),
        bank.website(),
        bank.logoUrl());
  }

  private static Optional<String> merchant(SourceRow row, Set<String> edited) {
    return edited.contains("merchant_name") ? Optional.empty() : TransactionTexts.named(row);
  }

  private void reportIncompletePairs() {
    for (PlannedTransaction one : all.values()) {
      if (!one.edits().internal() && one.edits().counterpart().isPresent()) {
        findings.changed(
            TABLE,
            one.id(),
            FindingRule.REFERENCE_DROPPED,
            "internal_match_id: %s, but is_internal is false"
                .formatted(one.edits().counterpart().get()));
      }
      if (one.edits().internal() && !pairs.containsKey(one.id())) {
        findings.changed(
            TABLE,
            one.id(),
            FindingRule.PAIR_INCOMPLETE,
            "internal_match_id: "
                + one.edits().counterpart().orElse("none")
                + " (expected: the other half, with the opposite amount in the same currency, in"
                + " another account, in no other pair)");
      }
    }
  }
}
