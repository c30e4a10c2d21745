package florin.journal.replay;

import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.rebuild.LockRetries;
import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The schemas {@code mirror_next} and {@code mirror_old}; all of it as the owner. Foreign keys lock
 * {@code mirror.users}, so statements that need a lock have a short timeout and are repeated.
 */
public final class MirrorTables {

  private static final String BRIEFLY = "begin; set local lock_timeout to '200ms'";

  private final Sessions owner;
  private final String roles;

  /**
   * @param roles who may use the schemas, as a list of role names
   */
  public MirrorTables(Sessions owner, String roles) {
    this.owner = owner;
    this.roles = roles;
  }

  /** Empty tables beside the live ones. */
  Mono<Void> create(Collection<String> tables) {
    return owner
        .transaction(
            BRIEFLY,
            session ->
                run(session, "drop schema if exists mirror_next cascade")
                    .then(run(session, "create schema mirror_next"))
                    .then(run(session, "grant usage on schema mirror_next to " + roles))
                    .thenMany(Flux.fromIterable(tables))
                    .concatMap(table -> copy(session, table))
                    .then())
        .retryWhen(LockRetries.forLocks());
  }

  private static Mono<Void> copy(Session session, String table) {
    return session.sql("select journal.copy_mirror(:name)").bind("name", table).then();
  }

  /** In the given transaction: the new tables in the place of the live ones. */
  Mono<Void> swap(Session session, Collection<String> tables) {
    return run(session, "create schema mirror_old")
        .thenMany(Flux.fromIterable(tables))
        .concatMap(
            table ->
                run(session, "alter table mirror.\"" + table + "\" set schema mirror_old")
                    .then(
                        run(
                            session,
                            "alter table mirror_next.\"" + table + "\" set schema mirror")))
        .then();
  }

  Mono<Void> drop() {
    return owner
        .transaction(
            BRIEFLY,
            session ->
                run(session, "drop schema if exists mirror_old cascade")
                    .then(run(session, "drop schema if exists mirror_next cascade")))
        .retryWhen(LockRetries.forLocks());
  }

  Mono<Void> dropOld() {
    return owner
        .transaction(BRIEFLY, session -> run(session, "drop schema if exists mirror_old cascade"))
        .retryWhen(LockRetries.forLocks());
  }

  private static Mono<Void> run(Session session, String statement) {
    return session.sql(statement).then();
  }
}
