package florin.journal.rebuild;

import florin.journal.database.Columns;
import florin.journal.database.Sessions;
import florin.journal.migration.Migrations;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The schema {@code view_next} and what becomes of it; all of it as the owner. Making and dropping
 * tables with a foreign key locks {@code mirror.users}, so both give up soon and try again.
 */
public class NextViews {

  private static final String DROP = "drop schema if exists %s cascade";

  private final Sessions owner;
  private final Migrations migrations;

  public NextViews(Sessions owner, Migrations migrations) {
    this.owner = owner;
    this.migrations = migrations;
  }

  /** Creates it, or brings it up to date; true if anything was missing. */
  Mono<Boolean> migrate() {
    return Mono.fromCallable(migrations::migrateNextViews).subscribeOn(Schedulers.boundedElastic());
  }

  Mono<Void> drop() {
    return drop("view_next");
  }

  Mono<Void> dropOld() {
    return drop("view_old");
  }

  Mono<Boolean> exists() {
    return owner.transaction(
        "begin read only",
        session ->
            session
                .sql(
                    "select exists (select from pg_namespace where nspname = 'view_next') as found")
                .map(row -> Columns.bool(row, "found"))
                .one());
  }

  private Mono<Void> drop(String schema) {
    return owner
        .transaction(
            "begin; set local lock_timeout to '200ms'",
            session -> session.sql(DROP.formatted(schema)).then())
        .retryWhen(LockRetries.forLocks());
  }
}
