package florin.journal.rebuild;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.rebuild.RebuildState.TableCheck;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares the tables of two schemas: the number of rows and the sum of a 64-bit hash of each row's
 * text. A sum, because it needs no order.
 */
public final class Checksums {

  /**
   * The first statement of the transaction in whose snapshot both sides are read, without a time
   * limit.
   */
  public static final String SNAPSHOT =
      "begin isolation level repeatable read read only; set local statement_timeout to 0;"
          + " set local idle_in_transaction_session_timeout to 0";

  private static final String TABLES =
      """
      select c.relname as name
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = :schema and c.relkind in ('r', 'p') and c.relname <> 'schema_history'
      order by c.relname
      """;

  private record Sum(long rows, String hash) {}

  private Checksums() {}

  /** Fixes the snapshot at what is committed now. */
  public static Mono<Void> take(Session snapshot) {
    return snapshot.sql("select 1").then();
  }

  /** Every table of a schema. */
  static Mono<List<String>> tables(Session snapshot, String schema) {
    return snapshot
        .sql(TABLES)
        .bind("schema", schema)
        .map(row -> Columns.text(row, "name"))
        .all()
        .collectList();
  }

  /** Both sides as the transaction's snapshot has them. */
  public static Mono<List<TableCheck>> compare(
      Session snapshot, String live, String next, Collection<String> tables) {
    return Flux.fromIterable(tables)
        .concatMap(
            table ->
                sum(snapshot, live, table)
                    .zipWhen(_ -> sum(snapshot, next, table))
                    .map(
                        both ->
                            new TableCheck(
                                table,
                                both.getT1().rows(),
                                both.getT2().rows(),
                                both.getT1().equals(both.getT2()))))
        .collectList();
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
