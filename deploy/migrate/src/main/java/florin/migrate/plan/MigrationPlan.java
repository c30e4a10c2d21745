package florin.migrate.plan;

import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.BroughtKeys;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import florin.migrate.source.SourceShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * The content of a source as Florin will take it. It depends on nothing but the source and the
 * options, so that a second run plans the same.
 *
 * @param users the source's users
 * @param items logins by item id
 * @param accounts by account id
 * @param transactions by transaction id
 * @param pairs the id of the counterpart of each transaction that is half of a transfer
 */
public record MigrationPlan(
    SourceShape shape,
    List<String> users,
    SequencedMap<String, PlannedItem> items,
    SequencedMap<String, PlannedAccount> accounts,
    SequencedMap<String, PlannedTransaction> transactions,
    Map<String, String> pairs,
    Findings findings) {

  public static MigrationPlan of(SourceDatabase source, PlanOptions options) {
    SourceShape shape = SourceShape.of(source);
    Findings findings = new Findings();
    BroughtKeys keys = new BroughtKeys();
    Users users = Users.of(source, options);
    ProviderFields fields = ProviderFields.read(source, findings);
    PlannedAccounts accounts =
        new PlannedAccounts(source, findings, keys, users, fields, options).read();
    OtherRows others = new OtherRows(source, findings, keys, users, accounts.accounts());
    Map<String, SourceRow> categories = new HashMap<>();
    others
        .read("categories")
        .forEach(row -> row.text("id").ifPresent(id -> categories.put(id, row)));
    others.read("tags");
    PlannedTransactions transactions =
        new PlannedTransactions(
                source, findings, keys, accounts.accounts(), fields, categories, tags(source))
            .read();
    others.readRest(transactions.transactions());
    return new MigrationPlan(
        shape,
        users.all(),
        accounts.items(),
        accounts.accounts(),
        transactions.transactions(),
        transactions.pairs(),
        findings);
  }

  /** The names of the tags of each transaction. */
  private static Map<String, Set<String>> tags(SourceDatabase source) {
    Map<String, String> names = new HashMap<>();
    source.read(
        "tags",
        "id",
        row ->
            row.text("id")
                .ifPresent(id -> row.text("name").ifPresent(name -> names.put(id, name))));
    Map<String, Set<String>> tags = new HashMap<>();
    source.read(
        "transaction_tags",
        "tag_id",
        row -> {
          String name = names.get(row.text("tag_id").orElse(""));
          if (name != null && !name.equals("#untagged")) {
            tags.computeIfAbsent(row.text("transaction_id").orElse(""), _ -> new TreeSet<>())
                .add(name.startsWith("#") && name.length() > 1 ? name.substring(1) : name);
          }
        });
    return tags;
  }
}
