package florin.transactions.imports;

import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.store.ImportRows;
import florin.transactions.imports.store.ImportRows.RowDecision;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.problem.TransactionsProblem;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Checks and stores the decisions about rows. */
final class ImportDecisions {

  private static final String UNKNOWN =
      """
      select k.id from unnest(:ids::uuid[]) as k (id)
      where not exists (select from transaction t where t.user_id = :user and t.id = k.id)
      limit 1
      """;

  private ImportDecisions() {}

  static Mono<StoredImport> apply(
      Session session, StoredImport stored, List<RowDecision> decisions) {
    return demandTransactions(session, stored, decisions)
        .then(Mono.defer(() -> ImportRows.decide(session, stored.user(), stored.id(), decisions)))
        .doOnNext(
            found -> {
              if (found < decisions.size()) {
                throw new Rejection(
                    TransactionsProblem.IMPORT_ROW_UNKNOWN,
                    "decisions: "
                        + (decisions.size() - found)
                        + " of them name no row of the file (expected: 1 to "
                        + stored.total()
                        + ")",
                    "/decisions");
              }
            })
        .thenReturn(stored);
  }

  private static Mono<Void> demandTransactions(
      Session session, StoredImport stored, List<RowDecision> decisions) {
    UUID[] ids =
        decisions.stream()
            .map(RowDecision::transaction)
            .filter(Objects::nonNull)
            .distinct()
            .toArray(UUID[]::new);
    return ids.length == 0
        ? Mono.empty()
        : session
            .sql(UNKNOWN)
            .bind("ids", ids)
            .bind("user", stored.user())
            .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
            .one()
            .flatMap(
                id ->
                    Mono.error(
                        new Rejection(
                            TransactionsProblem.TRANSACTION_UNKNOWN,
                            "transactionId: '" + id + "' (expected: one of your transactions)",
                            "/decisions")));
  }

  /** A column that was chosen has to be in the file. */
  static void demandColumns(StoredImport read) {
    read.options()
        .forEach(
            (name, value) -> {
              boolean found =
                  read.reading().settings().stream()
                      .anyMatch(
                          setting ->
                              setting.name().equals(name)
                                  && setting.origin() != FileSetting.Origin.NEEDED);
              if (name.startsWith(ReadOptions.COLUMN) && !found) {
                String role = name.substring(ReadOptions.COLUMN.length());
                throw ImportPatch.invalid("columns/" + role, value, "a column of the file");
              }
            });
  }
}
