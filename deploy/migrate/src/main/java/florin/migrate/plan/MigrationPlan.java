package florin.migrate.plan;

import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.account.PlannedAccounts;
import florin.migrate.plan.account.PlannedItem;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.BroughtKeys;
import florin.migrate.plan.row.PlanOptions;
import florin.migrate.plan.row.Users;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.plan.transaction.PlannedTransactions;
import florin.migrate.plan.transaction.ProviderFields;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import florin.migrate.source.SourceShape;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * The content of a source as Florin will take it. It depends on nothing but the source and the
 * options, so that a second run plans the same.
 *
 * @param users the source's users
 * @param defaultUser the user of rows that name none
 * @param items logins by item id
 * @param accounts by account id
 * @param transactions by transaction id
 * @param rows the rows of the other tables that are brought, by table
 * @param pairs the id of the counterpart of each transaction that is half of a transfer
 */
public record MigrationPlan(
    SourceShape shape,
    List<String> users,
    Optional<String> defaultUser,
    SequencedMap<String, PlannedItem> items,
    SequencedMap<String, PlannedAccount> accounts,
    SequencedMap<String, PlannedTransaction> transactions,
    Map<String, List<SourceRow>> rows,
    Map<String, String> pairs,
    Findings findings) {

  public static MigrationPlan of(SourceDatabase source, PlanOptions options) {
    SourceShape shape = SourceShape.of(source);
    Findings findings = new Findings();
    BroughtKeys keys = new BroughtKeys();
    Users users = Users.of(source, options);
    ProviderFields fields = ProviderFields.read(source, findings);
    PlannedAccounts accounts =
        new PlannedAccounts(source, findings, keys, users, fields::currencyOf, options).read();
    OtherRows others =
        new OtherRows(source, findings, keys, users, accounts.accounts(), options.currency());
    Map<String, SourceRow> categories = new HashMap<>();
    others.readCategories().forEach(row -> row.text("id").ifPresent(id -> categories.put(id, row)));
    others.readTags();
    PlannedTransactions transactions =
        new PlannedTransactions(
                source,
                findings,
                keys,
                accounts.accounts(),
                fields,
                categories,
                tags(source, others.tagNames()))
            .read();
    others.readRest(transactions.usedCategories(), transactions.transactions());
    return new MigrationPlan(
        shape,
        users.all(),
        users.fallback(),
        accounts.items(),
        accounts.accounts(),
        transactions.transactions(),
        others.rows(),
        transactions.pairs(),
        findings);
  }

  /** The rows of a table that are brought, none if the source has no such table. */
  public List<SourceRow> rowsOf(String table) {
    return rows.getOrDefault(table, List.of());
  }

  /** The other half of the transfer that a transaction is a part of. */
  public Optional<PlannedTransaction> pairOf(PlannedTransaction one) {
    return Optional.ofNullable(pairs.get(one.id())).map(transactions::get);
  }

  /** The user of a row of a table whose rows name one. */
  public Optional<String> userOf(SourceRow row) {
    return row.text("user_id").or(() -> defaultUser);
  }

  /**
   * The names of the tags of each transaction.
   *
   * @param names of the tags that are brought, by id
   */
  private static Map<String, Set<String>> tags(SourceDatabase source, Map<String, String> names) {
    Map<String, Set<String>> tags = new HashMap<>();
    source.read(
        "transaction_tags",
        "tag_id",
        row ->
            row.text("tag_id")
                .map(names::get)
                .ifPresent(
                    name ->
                        tags.computeIfAbsent(
                                row.text("transaction_id").orElse(""),
                                _ -> new TreeSet<>(Comparator.comparing(Vocabulary::nameKey)))
                            .add(name)));
    return tags;
  }
}
