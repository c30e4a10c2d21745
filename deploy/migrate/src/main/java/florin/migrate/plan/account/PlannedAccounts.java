package florin.migrate.plan.account;

import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.BroughtKeys;
import florin.migrate.plan.row.CurrencyText;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.PlanOptions;
import florin.migrate.plan.row.Reference;
import florin.migrate.plan.row.Users;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.source.ExactAmounts;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Plans the logins and the accounts. */
public final class PlannedAccounts {

  static final String ACCOUNTS = "accounts";
  static final String LINKS = "plaid_accounts";
  static final String ITEMS = "plaid_items";

  private static final int LONGEST_NAME = 128;

  private final SourceDatabase source;
  private final Findings findings;
  private final BroughtKeys keys;
  private final Users users;
  private final Function<String, Optional<String>> currencies;
  private final PlanOptions options;
  private final SequencedMap<String, PlannedAccount> accounts = new LinkedHashMap<>();
  private final Set<String> usedInstitutions = new HashSet<>();
  private final SequencedMap<String, PlannedItem> items = new LinkedHashMap<>();

  /**
   * @param currencies the currency of most transactions of an account
   */
  public PlannedAccounts(
      SourceDatabase source,
      Findings findings,
      BroughtKeys keys,
      Users users,
      Function<String, Optional<String>> currencies,
      PlanOptions options) {
    this.source = source;
    this.findings = findings;
    this.keys = keys;
    this.users = users;
    this.currencies = currencies;
    this.options = options;
  }

  public SequencedMap<String, PlannedAccount> accounts() {
    return accounts;
  }

  public SequencedMap<String, PlannedItem> items() {
    return items;
  }

  public PlannedAccounts read() {
    KeptRows rows = new KeptRows(source, findings, keys);
    Map<String, String> institutions = new HashMap<>();
    rows.read("institutions", List.of("id"), List.of(), _ -> true)
        .forEach(
            one -> one.row().text("name").ifPresent(name -> institutions.put(one.key(), name)));
    AccountLogins logins = AccountLogins.read(source);
    rows.read(
        ACCOUNTS,
        List.of("account_id"),
        List.of(Reference.optional("institution_db_id", "institutions")),
        one -> addAccount(one, logins, institutions));
    institutions.keySet().stream()
        .filter(Predicate.not(usedInstitutions::contains))
        .sorted()
        .forEach(
            id ->
                findings.leftOut(
                    "institutions",
                    id,
                    FindingRule.NOT_MAPPED,
                    "id: no account that is brought refers to it"));
    rows.read(
        LINKS, List.of("account_id"), List.of(Reference.needed("account_id", ACCOUNTS)), _ -> true);
    rows.read(ITEMS, List.of("item_id"), List.of(), this::addItem);
    separateUsers();
    replaceUnofficialCurrencies();
    accounts.values().forEach(account -> addLogin(account, logins.link(account.id())));
    accounts.values().forEach(account -> addToken(account, logins.token(account.id())));
    renameTaken();
    items
        .values()
        .removeIf(
            item ->
                accounts.values().stream()
                        .noneMatch(account -> account.item().filter(item.id()::equals).isPresent())
                    && reportUnused(item));
    return this;
  }

  /** Names of accounts by hand are distinct in Florin. */
  private void renameTaken() {
    Map<String, Integer> uses = new HashMap<>();
    accounts.values().forEach(one -> uses.merge(nameKey(one), 1, Integer::sum));
    accounts.replaceAll(
        (id, account) -> {
          if (account.item().isPresent() || uses.getOrDefault(nameKey(account), 0) == 1) {
            return account;
          }
          String suffix = " (%s)".formatted(id);
          PlannedAccount renamed =
              account.named(
                  Vocabulary.cut(account.name(), LONGEST_NAME - suffix.length()) + suffix);
          findings.changed(ACCOUNTS, id, FindingRule.NAME_TAKEN, "name: became " + renamed.name());
          return renamed;
        });
  }

  private static String nameKey(PlannedAccount account) {
    return account.user() + '\n' + Vocabulary.nameKey(account.name());
  }

  private boolean reportUnused(PlannedItem item) {
    findings.leftOut(
        ITEMS, item.id(), FindingRule.NOT_MAPPED, "item_id: no account of it is brought");
    return true;
  }

  private boolean addAccount(
      KeptRows.Kept one, AccountLogins logins, Map<String, String> institutions) {
    SourceRow row = one.row();
    Optional<SourceRow> link = logins.link(one.key());
    Optional<String> item = logins.item(row, one.key());
    Optional<String> user = userOf(ACCOUNTS, one, item.flatMap(logins::user));
    if (user.isEmpty()) {
      return false;
    }
    String word = row.text("type").or(() -> row.text("subtype")).orElse("other");
    Optional<String> type = Vocabulary.accountType(word);
    if (type.isEmpty()) {
      unknown(ACCOUNTS, one.key(), "type", word, "other");
    }
    String status = row.text("status").orElse("active");
    if (!Vocabulary.isStatus(status)) {
      unknown(ACCOUNTS, one.key(), "status", status, "active");
    }
    String linkType = row.text("link_type").orElse(link.isPresent() ? "plaid" : "manual");
    if (!Vocabulary.isLinkType(linkType)) {
      unknown(ACCOUNTS, one.key(), "link_type", linkType, link.isPresent() ? "plaid" : "manual");
    }
    row.text("institution_db_id").ifPresent(usedInstitutions::add);
    Optional<String> institution =
        row.text("institution_db_id")
            .flatMap(id -> Optional.ofNullable(institutions.get(id)))
            .or(() -> row.text("institution_name"));
    if (item.isEmpty() && (link.isPresent() || Vocabulary.lower(linkType).equals("plaid"))) {
      findings.changed(
          ACCOUNTS,
          one.key(),
          FindingRule.NOT_MAPPED,
          "item_id: none, and no access token: it becomes an account by hand");
    }
    Optional<BigDecimal> balance = balance(ACCOUNTS, one.key(), row, type.orElse("other"));
    accounts.put(
        one.key(),
        new PlannedAccount(
            one.key(),
            user.get(),
            item,
            name(one),
            type.orElse("other"),
            row.text("subtype"),
            institution,
            row.flag("is_hidden"),
            Vocabulary.isClosed(status),
            balance,
            currency(one.key())));
    return true;
  }

  private String name(KeptRows.Kept one) {
    String name = one.row().text("name").orElse("Unnamed account");
    if (name.length() > LONGEST_NAME) {
      findings.changed(
          ACCOUNTS,
          one.key(),
          FindingRule.SHORTENED,
          "name: %d characters (expected: at most %d)".formatted(name.length(), LONGEST_NAME));
    }
    return Vocabulary.cut(name, LONGEST_NAME);
  }

  private String currency(String account) {
    return currencies
        .apply(account)
        .orElseGet(
            () -> {
              findings.changed(
                  ACCOUNTS,
                  account,
                  FindingRule.CURRENCY_ASSUMED,
                  "currency: " + options.currency());
              return options.currency();
            });
  }

  /** An account by hand has a currency of ISO 4217. */
  private void replaceUnofficialCurrencies() {
    accounts.replaceAll(
        (id, account) -> {
          if (account.item().isPresent()
              || CurrencyText.official(Optional.of(account.currency())).isPresent()) {
            return account;
          }
          findings.changed(
              ACCOUNTS,
              id,
              FindingRule.CURRENCY_ASSUMED,
              "currency: %s became %s, it is an account by hand"
                  .formatted(account.currency(), options.currency()));
          return account.in(options.currency());
        });
  }

  private void unknown(String table, String key, String column, String word, String instead) {
    findings.changed(
        table,
        key,
        FindingRule.UNKNOWN_WORD,
        "%s: '%s' became %s".formatted(column, word, instead));
  }

  /** The balance from the holder's view; what an account owes is negative, however it is stored. */
  private Optional<BigDecimal> balance(String table, String key, SourceRow row, String type) {
    try {
      Optional<BigDecimal> stored = row.number("balance");
      if (stored.isEmpty()) {
        return stored;
      }
      ExactAmounts.Exact exact =
          ExactAmounts.of(
              stored.get(), row.table().column("balance"), ExactAmounts.AMOUNT_DECIMALS);
      findings.rounded(table, key, "balance", stored.get(), exact);
      return Optional.of(
          PlannedAccount.isDebt(type) ? exact.value().abs().negate() : exact.value());
    } catch (SourceRow.Unreadable none) {
      findings.changed(
          table, key, FindingRule.UNREADABLE_VALUE, none.getMessage() + ": read as unknown");
    } catch (ArithmeticException large) {
      findings.changed(
          table,
          key,
          FindingRule.OUT_OF_RANGE,
          "balance: " + large.getMessage() + ": read as unknown");
    }
    return Optional.empty();
  }

  /**
   * @param other the user if the row names none
   */
  private Optional<String> userOf(String table, KeptRows.Kept one, Optional<String> other) {
    Optional<String> user = one.row().text("user_id");
    if (user.isPresent()) {
      return user;
    }
    Optional<String> instead = other.or(users::fallback);
    if (instead.isEmpty()) {
      findings.leftOut(
          table,
          one.key(),
          FindingRule.USER_MISSING,
          "user_id: none (expected: a user, or --default-user)");
    } else {
      findings.changed(table, one.key(), FindingRule.USER_MISSING, "user_id: " + instead.get());
    }
    return instead;
  }

  /** A connection has one user: an account of another one is kept by hand. */
  private void separateUsers() {
    Map<String, String> owners = new HashMap<>();
    accounts
        .values()
        .forEach(one -> one.item().ifPresent(item -> owners.putIfAbsent(item, one.user())));
    accounts
        .values()
        .forEach(
            one ->
                one.item()
                    .map(items::get)
                    .filter(item -> item.user().equals(one.user()))
                    .ifPresent(item -> owners.put(item.id(), item.user())));
    accounts.replaceAll(
        (id, account) -> {
          Optional<String> owner = account.item().map(owners::get);
          if (owner.filter(account.user()::equals).isPresent() || owner.isEmpty()) {
            return account;
          }
          findings.changed(
              ACCOUNTS,
              id,
              FindingRule.USER_DIFFERS,
              "item_id: %s is of %s: it becomes an account by hand of %s"
                  .formatted(account.item().orElse(""), owner.get(), account.user()));
          return account.byHand();
        });
  }

  private boolean addItem(KeptRows.Kept one) {
    Optional<String> user = userOf(ITEMS, one, Optional.empty());
    if (user.isEmpty()) {
      return false;
    }
    SourceRow row = one.row();
    items.put(
        one.key(),
        new PlannedItem(
            one.key(),
            user.get(),
            row.text("access_token"),
            row.text("sync_cursor").or(() -> row.text("cursor")),
            row.text("institution_id"),
            row.text("institution_name"),
            products(row.text("product"))));
    return true;
  }

  /** Completes the login of an account, or makes one that only the account names. */
  private void addLogin(PlannedAccount account, Optional<SourceRow> link) {
    if (account.item().isEmpty()) {
      return;
    }
    String id = account.item().get();
    PlannedItem known =
        items.getOrDefault(
            id,
            new PlannedItem(
                id,
                account.user(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
    Set<String> products = new TreeSet<>(known.products());
    products.addAll(products(link.flatMap(of -> of.text("product"))));
    items.put(
        id,
        new PlannedItem(
            id,
            account.user(),
            known.token().or(() -> link.flatMap(of -> of.text("access_token"))),
            known.cursor().or(() -> link.flatMap(of -> of.text("sync_cursor"))),
            known
                .institutionId()
                .or(() -> link.flatMap(of -> of.text("plaid_institution_id")))
                .or(() -> link.flatMap(of -> of.text("institution_id"))),
            known.institutionName().or(account::institution),
            List.copyOf(products)));
  }

  /** The token of an account's own row counts only if no row of its item has one. */
  private void addToken(PlannedAccount account, Optional<String> token) {
    if (token.isPresent()) {
      account
          .item()
          .ifPresent(id -> items.computeIfPresent(id, (_, item) -> item.orToken(token.get())));
    }
  }

  private static List<String> products(Optional<String> text) {
    return text.map(
            list ->
                Arrays.stream(list.replaceAll("[\\[\\]\"']", "").split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .sorted()
                    .toList())
        .orElse(List.of());
  }
}
