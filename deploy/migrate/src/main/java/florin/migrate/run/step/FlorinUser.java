package florin.migrate.run.step;

import florin.migrate.client.FlorinClient;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.transaction.PlannedTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A user of the source in Florin, with the source's rows that are there. */
public final class FlorinUser {

  private final MigrationPlan plan;
  private final String name;
  private final FlorinClient client;
  private final UUID id;
  private Map<String, JsonNode> accounts = Map.of();
  private Map<String, String> accountNames = Map.of();
  private Map<String, FoundTransaction> transactions = new HashMap<>();

  public FlorinUser(MigrationPlan plan, String name, FlorinClient client) {
    this.plan = plan;
    this.name = name;
    this.client = client;
    this.id = UUID.fromString(client.get("/api/users/me").path("id").asString());
  }

  public UUID id() {
    return id;
  }

  /** The key of a row of this user among the rows that were brought. */
  public String key(String kind, String sourceId) {
    return String.join(" ", id.toString(), kind, sourceId);
  }

  /** The source's name of the user. */
  public String name() {
    return name;
  }

  public FlorinClient client() {
    return client;
  }

  public boolean owns(String user) {
    return user.equals(name);
  }

  public Stream<PlannedAccount> plannedAccounts() {
    return plan.accounts().values().stream().filter(account -> owns(account.user()));
  }

  public Stream<PlannedTransaction> plannedTransactions() {
    return plan.transactions().values().stream().filter(one -> owns(one.user()));
  }

  /** Accounts by the source's id: of a bank by that id, by hand by its name and currency. */
  public Map<String, JsonNode> readAccounts() {
    List<JsonNode> all = client.all("/api/accounts?includeHidden=true");
    Map<String, String> names = new HashMap<>();
    all.forEach(one -> names.put(one.path("id").asString(), one.path("name").asString("")));
    accountNames = names;
    Map<String, JsonNode> found = new HashMap<>();
    plannedAccounts()
        .forEach(
            account ->
                all.stream()
                    .filter(one -> isSame(account, one))
                    .findFirst()
                    .ifPresent(one -> found.put(account.id(), one)));
    accounts = found;
    return found;
  }

  private static boolean isSame(PlannedAccount account, JsonNode one) {
    return account.item().isPresent()
        ? one.path("externalId").asString("").equals(account.id())
        : one.path("manual").asBoolean(false)
            && one.path("name").asString("").equals(account.name())
            && one.path("currency").asString("").equals(account.currency());
  }

  /** Florin's id of an account of the source. */
  public Optional<String> account(String sourceId) {
    return Optional.ofNullable(accounts.get(sourceId)).map(one -> one.path("id").asString());
  }

  /** The names of all accounts of the user by Florin's id. */
  public Map<String, String> accountNames() {
    return Map.copyOf(accountNames);
  }

  public Optional<JsonNode> accountRow(String sourceId) {
    return Optional.ofNullable(accounts.get(sourceId));
  }

  /**
   * Reads all transactions. They are found by the source's id: of a bank by that id; of equal
   * entries by hand each one is taken once.
   */
  public Map<String, FoundTransaction> readTransactions() {
    readAccounts();
    transactions = find(rows(""), plannedTransactions());
    return transactions;
  }

  /** Reads the transactions of the accounts that have entries by hand. */
  public Map<String, FoundTransaction> readEntriesByHand() {
    readAccounts();
    String wanted =
        plannedByHand()
            .map(PlannedTransaction::account)
            .distinct()
            .flatMap(one -> account(one).stream())
            .map(id -> "&accountId=" + id)
            .collect(Collectors.joining());
    if (!wanted.isEmpty()) {
      transactions.putAll(find(rows(wanted), plannedByHand()));
    }
    return transactions;
  }

  private Stream<PlannedTransaction> plannedByHand() {
    return plannedTransactions().filter(one -> !one.fromBank());
  }

  /** Removed rows come first, so that a row that counts takes the place of a removed one. */
  private List<FoundTransaction> rows(String filter) {
    List<FoundTransaction> rows = new ArrayList<>();
    for (String removed : List.of("true", "false")) {
      rows.addAll(
          client.export(
              "/api/exports/transactions?removed=" + removed + filter, FoundTransaction::of));
    }
    return rows;
  }

  private Map<String, FoundTransaction> find(
      List<FoundTransaction> rows, Stream<PlannedTransaction> wanted) {
    Map<String, FoundTransaction> byBankId = new HashMap<>();
    EntriesByHand byHand = new EntriesByHand();
    for (FoundTransaction one : rows) {
      if (one.externalId().isEmpty()) {
        byHand.add(one);
      } else {
        byBankId.put(one.externalId(), one);
      }
    }
    Map<String, FoundTransaction> found = new HashMap<>();
    List<PlannedTransaction> unnamed = new ArrayList<>();
    wanted.forEach(
        planned -> {
          Optional<FoundTransaction> one =
              planned.fromBank()
                  ? Optional.ofNullable(byBankId.get(planned.id()))
                  : byHand.named(planned);
          one.ifPresentOrElse(
              row -> found.put(planned.id(), row),
              () -> {
                if (!planned.fromBank()) {
                  unnamed.add(planned);
                }
              });
        });
    unnamed.forEach(
        planned ->
            byHand
                .equal(planned, account(planned.account()).orElse(""))
                .ifPresent(row -> found.put(planned.id(), row)));
    return found;
  }

  /** As last read: a step that has not written transactions need not read them again. */
  public void ensureTransactions() {
    if (transactions.isEmpty()) {
      readTransactions();
    }
  }

  public Optional<FoundTransaction> transaction(String sourceId) {
    return Optional.ofNullable(transactions.get(sourceId));
  }

  /** Whether the bank has changed a transaction since it was brought. */
  public boolean changedByBank(FoundTransaction one) {
    long observations =
        client.all("/api/transactions/" + one.id() + "/history").stream()
            .filter(event -> event.path("actor").asString("").equals("provider"))
            .count();
    return observations > 1;
  }
}
