package florin.transactions.export;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The ids that files gave to transactions: a file that is exported again has the same ids. */
final class ImportedIds {

  private static final String OF =
      """
      select distinct on (transaction_id) transaction_id, external_id from imported_row
      where user_id = :user and transaction_id = any(:ids) and external_id <> ''
      order by transaction_id, import_id, number
      """;

  private ImportedIds() {}

  /** By transaction; those that were not imported, or without an id, have none. */
  static Mono<Map<UUID, String>> of(Session session, UUID user, List<UUID> transactions) {
    return transactions.isEmpty()
        ? Mono.just(Map.of())
        : session
            .sql(OF)
            .bind("user", user)
            .bind("ids", transactions.toArray(UUID[]::new))
            .map(
                row ->
                    Map.entry(
                        Columns.uuid(row, "transaction_id"), Columns.text(row, "external_id")))
            .all()
            .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
