package florin.providersync.request;

import florin.journal.CommitSignal;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Requests syncs of connections. All requests while a run is waiting lead to one run; requests
 * while one is fetching lead to another one after it.
 */
@Component
public final class SyncRequests {

  private static final String OPEN =
      """
      update work.sync_job
      set state = 'active', item_check = :check, due_at = clock_timestamp()
      where user_id = :user and connection_id = :connection and state = 'exchanged'
      """;

  /** A run that is under way has the token from before the repair, so it may not commit. */
  private static final String REPAIRED =
      """
      update work.sync_job
      set requested = requested + 1, item_check = :check, repair_until = null, attempts = 0,
          epoch = epoch + 1, owner = null, lease_until = '-infinity',
          not_before = case when error_class = 'rate-limited' then not_before else '-infinity' end,
          due_at = case when error_class = 'rate-limited' then greatest(not_before, clock_timestamp())
                        else clock_timestamp() end
      where user_id = :user and connection_id = :connection and state in ('active', 'paused')
      """;

  /** As long as a link token and then the public token it leads to are valid. */
  private static final String REPAIR_BEGUN =
      """
      update work.sync_job
      set repair_until = clock_timestamp() + interval '1 hour'
      where user_id = :user and connection_id = :connection and state in ('active', 'paused')
      """;

  private static final String CLOSE =
      """
      update work.sync_job
      set state = 'closed', epoch = epoch + 1, lease_until = '-infinity', item_check = null
      where user_id = :user and connection_id = :connection
      """;

  private static final String RETIRE =
      """
      update work.sync_job
      set state = 'removing', epoch = epoch + 1, lease_until = '-infinity', item_check = null,
          attempts = 0, due_at = clock_timestamp() + :pause * interval '1 millisecond'
      where user_id = :user and connection_id = :connection
      """;

  private static final String END_RUNS =
      """
      update work.sync_run
      set state = 'failed', error_class = 'removed', ended_at = clock_timestamp()
      where user_id = :user and connection_id = :connection and state in ('waiting', 'fetching')
      """;

  private static final String WAITING =
      """
      insert into work.sync_run (run_id, connection_id, user_id, state, cause, requested_at)
      select r.run_id, r.connection_id, :user, 'waiting', :cause, clock_timestamp()
      from unnest(:runs::uuid[], :connections::uuid[]) as r (run_id, connection_id)
      order by r.connection_id
      on conflict (connection_id) where state = 'waiting' do update set cause = excluded.cause
      returning run_id
      """;

  /** A requested run does not wait for the end of a bank's outage, but does for a rate limit. */
  private static final String MANUAL_OF_ALL =
      """
      update work.sync_job
      set requested = requested + 1,
          not_before = case when error_class = 'rate-limited' then not_before else '-infinity' end,
          due_at = greatest(
              case when error_class = 'rate-limited' then not_before else '-infinity' end,
              least(due_at, clock_timestamp()))
      where user_id = :user and state in ('active', 'paused')
      """;

  private static final String MANUAL = MANUAL_OF_ALL + " and connection_id = :connection";

  /** One statement, so that a webhook costs one round trip. */
  private static final String OF_ITEM =
      """
      with job as (
        update work.sync_job
        set requested = requested + 1,
            due_at = greatest(
                not_before,
                least(due_at, clock_timestamp())),
            item_check = case when item_check is not null and :check::text = 'check' then item_check
                              else coalesce(:check, item_check) end,
            warning = case when :check::text = 'warned' then :warning else warning end,
            disconnects_at = case when :check::text = 'warned' then :disconnects else disconnects_at end
        where provider = :provider and external_item_id = :item and state in ('active', 'paused')
        returning connection_id, user_id),
      run as (
        insert into work.sync_run (run_id, connection_id, user_id, state, cause, requested_at)
        select :run, connection_id, user_id, 'waiting', 'webhook', clock_timestamp() from job
        on conflict (connection_id) where state = 'waiting' do nothing),
      unmatched as (
        insert into work.unmatched_webhook (provider, external_item_id, type, code, first_at, last_at)
        select :provider, :item, :type, :code, clock_timestamp(), clock_timestamp()
        where not exists (select from job)
        on conflict (provider, external_item_id, type, code)
        do update set times = unmatched_webhook.times + 1, last_at = excluded.last_at),
      logged as (
        insert into work.webhook_log (log_id, provider, result, what, external_item_id, body_sha256, received_at)
        select :log, :provider, case when exists (select from job) then 'taken' else 'unmatched' end,
            :type || '/' || :code, :item, :sha256, clock_timestamp())
      select count(*) as matched from job
      """;

  private final SyncPaceProperties pace;
  private final CommitSignal commitSignal = new CommitSignal();

  SyncRequests(SyncPaceProperties pace) {
    this.pace = pace;
  }

  /**
   * Takes the job of an exchanged item over for its connection, with its first run, which reads the
   * item from the provider.
   *
   * @throws Rejection {@code link-again} if the item was abandoned meanwhile
   */
  public Mono<Void> createJob(Session session, UUID user, UUID connection) {
    return session
        .sql(OPEN)
        .bind("connection", connection)
        .bind("user", user)
        .bind("check", LoginNotice.LoginNoticeType.CHECK.wireName())
        .fetch()
        .rowsUpdated()
        .flatMap(
            rows ->
                rows == 1
                    ? waitingRun(session, user, connection, SyncCause.LINK)
                    : Mono.error(
                        new Rejection(
                            "link-again", "The link took too long and the login was removed.")))
        .then();
  }

  /** The user has repaired the login: read at once, after asking the provider about the item. */
  public Mono<Void> repaired(Session session, UUID user, UUID connection) {
    return session
        .sql(REPAIRED)
        .bind("connection", connection)
        .bind("user", user)
        .bind("check", LoginNotice.LoginNoticeType.REPAIRED.wireName())
        .then()
        .then(Mono.defer(() -> waitingRun(session, user, connection, SyncCause.LINK)))
        .then();
  }

  /** The user has opened the provider's dialogue to repair the login. */
  public Mono<Void> repairBegun(Session session, UUID user, UUID connection) {
    return session.sql(REPAIR_BEGUN).bind("connection", connection).bind("user", user).then();
  }

  /** Nothing will be synced any more; a run that is under way cannot commit. */
  public Mono<Void> endJob(Session session, UUID user, UUID connection) {
    return session
        .sql(CLOSE)
        .bind("user", user)
        .bind("connection", connection)
        .then()
        .then(Mono.defer(() -> endRuns(session, user, connection)));
  }

  /** The same, but the item is still to be removed at the provider. */
  public Mono<Void> scheduleEnd(Session session, UUID user, UUID connection) {
    return session
        .sql(RETIRE)
        .bind("user", user)
        .bind("connection", connection)
        .bind("pause", pace.rest().toMillis())
        .then()
        .then(Mono.defer(() -> endRuns(session, user, connection)));
  }

  private static Mono<Void> endRuns(Session session, UUID user, UUID connection) {
    return session.sql(END_RUNS).bind("user", user).bind("connection", connection).then();
  }

  /** The run that the user's wish became: a new one, or the one that is waiting already. */
  public Mono<UUID> requestManually(Session session, UUID user, UUID connection) {
    return session
        .sql(MANUAL)
        .bind("user", user)
        .bind("connection", connection)
        .then()
        .then(Mono.defer(() -> waitingRun(session, user, connection, SyncCause.MANUAL)));
  }

  /** The runs that the user's request for all connections became, new or waiting already. */
  public Mono<List<UUID>> requestAllManually(Session session, UUID user) {
    return session
        .sql(MANUAL_OF_ALL + " returning connection_id")
        .bind("user", user)
        .map(row -> Columns.uuid(row, "connection_id"))
        .all()
        .collectList()
        .flatMap(connections -> waitingRuns(session, user, connections, SyncCause.MANUAL));
  }

  private static Mono<UUID> waitingRun(
      Session session, UUID user, UUID connection, SyncCause cause) {
    return waitingRuns(session, user, List.of(connection), cause).map(List::getFirst);
  }

  private static Mono<List<UUID>> waitingRuns(
      Session session, UUID user, List<UUID> connections, SyncCause cause) {
    return session
        .sql(WAITING)
        .bind("user", user)
        .bind("runs", connections.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
        .bind("connections", connections.toArray(UUID[]::new))
        .bind("cause", cause.wireName())
        .map(row -> Columns.uuid(row, "run_id"))
        .all()
        .collectList();
  }

  /** The kind of a webhook, and the hash of its body. */
  public record Hint(String provider, String item, String type, String code, byte[] sha256) {}

  /**
   * Stores a webhook with the job that it starts.
   *
   * @return whether the connection exists
   */
  public Mono<Boolean> webhook(Session session, Hint hint, Optional<LoginNotice> notice) {
    GenericExecuteSpec statement =
        session
            .sql(OF_ITEM)
            .bind("provider", hint.provider())
            .bind("item", hint.item())
            .bind("type", hint.type())
            .bind("code", hint.code())
            .bind("log", Ids.next())
            .bind("sha256", ByteBuffer.wrap(hint.sha256()))
            .bind("run", Ids.next());
    statement =
        bind(statement, "check", notice.map(n -> n.kind().wireName()).orElse(null), String.class);
    statement =
        bind(statement, "warning", notice.flatMap(LoginNotice::reason).orElse(null), String.class);
    statement =
        bind(
            statement,
            "disconnects",
            notice.flatMap(LoginNotice::disconnectsAt).orElse(null),
            java.time.Instant.class);
    return statement.map(row -> Columns.number(row, "matched") > 0).one();
  }

  private static GenericExecuteSpec bind(
      GenericExecuteSpec statement,
      String name,
      @org.jspecify.annotations.Nullable Object value,
      Class<?> type) {
    return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
  }

  /** After the commit: wakes the waiting workers. */
  public void signal() {
    commitSignal.signal();
  }

  /** The number of signals so far; read before a worker looks for jobs. */
  public long signalCount() {
    return commitSignal.count();
  }

  /** Completes at the next signal, or at once if there were more than the given number. */
  public Mono<Void> signalAfter(long seen) {
    return commitSignal.after(seen);
  }
}
