package florin.journal.rebuild;

import florin.journal.Columns;
import florin.journal.Sessions;
import florin.journal.setup.Migrations;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The schema {@code view_next} and what becomes of it; all of it as the owner. Making and dropping
 * tables with a foreign key locks {@code mirror.users}, so both give up soon and try again.
 */
class NextViews {

  private static final String DROP = "drop schema if exists %s cascade";

  private final Sessions owner;
  private final Migrations migrations;

  NextViews(Sessions owner, Migrations migrations) {
    this.owner = owner;
    this.migrations = migrations;
  }

  /** Makes it, or brings it up to date; tells whether anything was missing. */
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
    return owner.in(
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
        .in(
            "begin; set local lock_timeout to '200ms'",
            session -> session.sql(DROP.formatted(schema)).then())
        .retryWhen(Patience.forLocks());
  }
}
