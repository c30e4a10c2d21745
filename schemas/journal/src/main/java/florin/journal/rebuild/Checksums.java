package florin.journal.rebuild;

import florin.journal.Columns;
import florin.journal.Session;
import florin.journal.rebuild.RebuildState.TableCheck;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares {@code view} and {@code view_next} table by table: the number of rows and the sum of a
 * 64-bit hash of each row's text. A sum, because it needs no order.
 */
final class Checksums {

  private static final String TABLES =
      """
      select c.relname as name
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'view_next' and c.relkind in ('r', 'p') and c.relname <> 'schema_history'
      order by c.relname
      """;

  private record Sum(long rows, String hash) {}

  private Checksums() {}

  /** Both sides as the transaction's snapshot has them. */
  static Mono<List<TableCheck>> compare(Session snapshot) {
    return snapshot
        .sql(TABLES)
        .map(row -> Columns.text(row, "name"))
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(table -> check(snapshot, table))
        .collectList();
  }

  private static Mono<TableCheck> check(Session snapshot, String table) {
    return sum(snapshot, "view", table)
        .zipWhen(_ -> sum(snapshot, "view_next", table))
        .map(
            both ->
                new TableCheck(
                    table,
                    both.getT1().rows(),
                    both.getT2().rows(),
                    both.getT1().equals(both.getT2())));
  }

  private static Mono<Sum> sum(Session snapshot, String schema, String table) {
    String statement = // a name of our own catalogue; there is no parameter for a table
        "select count(*) as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as"
            + " hash from "
            + schema
            + ".\""
            + table
            + "\" t";
    return snapshot
        .sql(statement)
        .map(row -> new Sum(Columns.number(row, "rows"), Columns.text(row, "hash")))
        .one();
  }
}
