package florin.journal.eraser;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Locks;
import florin.journal.database.MaintenanceLock;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.erasure.ErasedUsers;
import florin.journal.erasure.Erasure;
import florin.journal.erasure.ErasureStep;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Erases one marked user: first the external steps, then every row in one transaction that also
 * records the erasure in the journal. Safe to repeat from any point.
 */
public final class UserEraser {

  /**
   * Every table of rows that belong to users, from the catalogue, so that none is left out; those
   * of an interrupted rebuild or replay too, which goes on with its rows later.
   */
  public static final String TABLES =
      """
      select c.oid::regclass::text as name
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname in ('journal', 'mirror', 'mirror_next', 'mirror_old', 'work', 'view', 'view_next', 'view_old', 'vault')
        and c.oid not in (
          'journal.event'::regclass, 'mirror.erased_user'::regclass, 'mirror.users'::regclass)
        and exists (
          select from pg_catalog.pg_attribute a
          where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped)
      order by n.nspname, c.relname
      """;

  /** Tables whose rows may belong to a user whom their column does not name. */
  private static final List<String> UNATTRIBUTED =
      List.of("journal.parked_event", "journal.discarded_event");

  /** A record that could not be read: it mentions the user as text or as the 16 bytes of the id. */
  private static final String MENTIONS =
      """
       where user_id is null and (
        position(:user::uuid::text in lower(encode(key, 'escape'))) > 0
        or position(:user::uuid::text in lower(encode(value, 'escape'))) > 0
        or position(uuid_send(:user::uuid) in value) > 0
        or position(:user::uuid::text in lower(headers::text)) > 0
        or position(encode(convert_to(:user::uuid::text, 'UTF8'), 'hex') in headers::text) > 0)
      """;

  private static final String EVENTS =
      "delete from journal.event where user_id = :user and stream_type <> '" + Erasure.STREAM + "'";

  private static final String USER = "delete from mirror.users where user_id = :user";

  private final Sessions sessions;
  private final Commands commands;
  private final MaintenanceLock maintenanceLock;
  private final List<ErasureStep> steps;
  private final String service;
  private final Clock clock;

  /**
   * @param sessions of role {@code erasure}
   * @param service as it signs the last event
   */
  public UserEraser(
      Sessions sessions,
      Commands commands,
      MaintenanceLock maintenanceLock,
      List<ErasureStep> steps,
      String service,
      Clock clock) {
    this.sessions = sessions;
    this.commands = commands;
    this.maintenanceLock = maintenanceLock;
    this.steps = List.copyOf(steps);
    this.service = service;
    this.clock = clock;
  }

  /**
   * Completes when nothing of the user is left but its mark and its erasure stream.
   *
   * @throws florin.journal.stream.Rejection {@code maintenance-running} while a rebuild or a replay
   *     runs: it would carry rows over
   */
  public Mono<Void> erase(UUID user) {
    Mono<Void> deletion =
        Mono.defer(
            () ->
                sessions.transaction(
                    Locks.beginIntake(List.of(user)) + "set local statement_timeout to 0;",
                    session -> delete(session, user)));
    return Flux.fromIterable(steps)
        .concatMap(step -> step.before(user))
        .then(NonCancellable.run(maintenanceLock.withLock(deletion)))
        .doOnSuccess(_ -> commands.wake());
  }

  private Mono<Void> delete(Session session, UUID user) {
    return session
        .sql(TABLES)
        .map(row -> Columns.text(row, "name"))
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(
            table -> delete(session, "delete from " + table + " where user_id = :user", user))
        .thenMany(Flux.fromIterable(UNATTRIBUTED))
        .concatMap(table -> delete(session, "delete from " + table + MENTIONS, user))
        .then(Mono.defer(() -> delete(session, EVENTS, user)))
        .then(Mono.defer(() -> delete(session, USER, user)))
        .then(Mono.defer(() -> ErasedUsers.markDeleted(session, user)))
        .filter(Boolean::booleanValue) // else another process has done it, and appended the event
        .flatMap(_ -> commands.work(session, unit -> recordErasure(unit, user)));
  }

  private static Mono<Void> delete(Session session, String statement, UUID user) {
    return session.sql(statement).bind("user", user).then();
  }

  private Mono<Void> recordErasure(UnitOfWork unit, UUID user) {
    Change change = Change.by(Actor.SYSTEM, user, clock.instant());
    return unit.load(Erasure.DECIDER, Erasure.stream(user))
        .doOnNext(
            loadedStream ->
                unit.decide(
                    Erasure.DECIDER,
                    loadedStream,
                    new Erasure.Command.Finish(user, service, change.at()),
                    change))
        .then();
  }
}
