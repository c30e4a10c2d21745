package florin.providersync.sync.job;

import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.stream.Ids;
import florin.providersync.request.SyncPaceProperties;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The queue of sync jobs. A worker leases a job; its commit demands the epoch of the lease, so that
 * a worker that slept through its lease commits nothing.
 */
@Component
public class SyncJobs {

  /** An exchanged item that no connection took over in time is to be ended. */
  private static final String CLAIM =
      """
      update work.sync_job
      set epoch = epoch + 1, state = case state when 'exchanged' then 'removing' else state end, owner = :owner, started_at = clock_timestamp(),
          lease_until = clock_timestamp() + :lease * interval '1 millisecond'
      where connection_id = (
        select connection_id from work.sync_job
        where state <> 'closed' and due_at <= clock_timestamp() and lease_until <= clock_timestamp()
          and (not adopting or state = 'removing')
        order by due_at limit 1
        for update skip locked)
      """
          + " returning "
          + LeasedJob.COLUMNS;

  /**
   * A run that a vanished worker left behind is taken up again; else the one that waits; else a new
   * one.
   */
  private static final String START =
      """
      with found as (
        update work.sync_run
        set state = 'fetching', started_at = clock_timestamp()
        where run_id = (
          select run_id from work.sync_run
          where connection_id = :connection and state in ('fetching', 'waiting')
          order by state limit 1)
        returning run_id, cause),
      fresh as (
        insert into work.sync_run (run_id, connection_id, user_id, state, cause, requested_at, started_at)
        select :run, :connection, :user, 'fetching', 'scheduled', clock_timestamp(), clock_timestamp()
        where not exists (select from found)
        returning run_id, cause)
      select run_id, cause from found union all select run_id, cause from fresh
      """;

  private static final String KEEP =
      """
      update work.sync_job
      set lease_until = clock_timestamp() + :lease * interval '1 millisecond'
      where connection_id = :connection and epoch = :epoch
      """;

  private static final String LET_GO =
      """
      update work.sync_job
      set epoch = epoch + 1, owner = null, lease_until = '-infinity'
      where owner = :owner
      """;

  private static final String FINISH =
      """
      update work.sync_job
      set state = :state, cursor = :cursor, history_complete = :complete, accounts_content = :accounts,
          attempts = :attempts, error_class = :error,
          not_before = case when :hold then clock_timestamp() + :next * interval '1 millisecond'
                            when :idle or requested > :seen + 1
                            then clock_timestamp() + :rest * interval '1 millisecond'
                            else '-infinity'::timestamptz end,
          due_at = clock_timestamp() + case when requested = :seen or :hold then :next
                                            when :idle or requested > :seen + 1 then :rest
                                            else 0 end * interval '1 millisecond',
          item_check = case when requested > :seen then item_check end,
          last_synced_at = case when :synced then clock_timestamp() else last_synced_at end,
          stale_since = case when :failed then coalesce(stale_since, clock_timestamp())
                             when :synced then null else stale_since end,
          owner = null, lease_until = '-infinity'
      where user_id = :user and connection_id = :connection and epoch = :epoch
        and cursor is not distinct from :base
      """;

  private static final String END_RUN =
      """
      update work.sync_run
      set state = case when :state <> 'waiting' then :state
                       when exists (select from work.sync_run
                                    where user_id = :user and connection_id = :connection and state = 'waiting')
                       then 'applied' else 'waiting' end,
          added = :added, modified = :modified, removed = :removed, error_class = :error,
          ended_at = case when :state <> 'waiting' then clock_timestamp() end
      where user_id = :user and connection_id = :connection and run_id = :run
      """;

  private static final String PROGRESS =
      """
      update work.sync_run
      set pages = :pages, fetched = :fetched
      where run_id = :run and state = 'fetching'
      """;

  private static final String CLOSE =
      """
      update work.sync_job
      set state = 'closed', error_class = null, owner = null, lease_until = '-infinity'
      where user_id = :user and connection_id = :connection and epoch = :epoch and state = 'removing'
      """;

  private static final String ASK_AGAIN =
      """
      update work.sync_job
      set attempts = attempts + 1, error_class = :error, owner = null, lease_until = '-infinity',
          due_at = clock_timestamp() + :next * interval '1 millisecond'
      where connection_id = :connection and epoch = :epoch and state = 'removing'
      """;

  /** The same run goes on later, with all that it was to find out. */
  private static final String WAIT =
      """
      with job as (
        update work.sync_job
        set attempts = attempts + 1, error_class = :error, owner = null, lease_until = '-infinity',
            stale_since = coalesce(stale_since, clock_timestamp()),
            due_at = clock_timestamp() + :next * interval '1 millisecond'
        where connection_id = :connection and epoch = :epoch
        returning connection_id)
      update work.sync_run r set state = 'waiting', error_class = :error
      from job
      where r.connection_id = job.connection_id and r.run_id = :run and r.state = 'fetching'
        and not exists (
          select from work.sync_run o where o.connection_id = job.connection_id and o.state = 'waiting')
      """;

  private static final String FORGET_RUNS =
      """
      delete from work.sync_run
      where user_id = :user and connection_id = :connection and ended_at < clock_timestamp() - interval '30 days'
      """;

  private final Sessions sessions;
  private final SyncPaceProperties pace;

  SyncJobs(@Qualifier("workerSessions") Sessions sessions, SyncPaceProperties pace) {
    this.sessions = sessions;
    this.pace = pace;
  }

  /** The job that has been due for longest, if any is. */
  public Mono<LeasedJob> claim(String owner, Duration lease) {
    return NonCancellable.run(
        sessions.transaction(
            "begin",
            session ->
                session
                    .sql(CLAIM)
                    .bind("owner", owner)
                    .bind("lease", lease.toMillis())
                    .map(LeasedJob::read)
                    .one()
                    .flatMap(job -> job.removing() ? Mono.just(job) : start(session, job))));
  }

  private static Mono<LeasedJob> start(Session session, LeasedJob job) {
    return session
        .sql(START)
        .bind("connection", job.connection())
        .bind("user", job.user())
        .bind("run", Ids.next())
        .map(row -> job.withRun(Columns.uuid(row, "run_id"), Columns.text(row, "cause")))
        .one();
  }

  /**
   * Renews the lease for as long as it is subscribed to.
   *
   * @throws LeaseLost when the job has another owner
   */
  public Mono<Void> renewLease(LeasedJob leasedJob, Duration lease) {
    Mono<Long> renewal =
        sessions.transaction(
            "begin",
            session ->
                session
                    .sql(KEEP)
                    .bind("lease", lease.toMillis())
                    .bind("connection", leasedJob.connection())
                    .bind("epoch", leasedJob.epoch())
                    .fetch()
                    .rowsUpdated());
    return Flux.interval(lease.dividedBy(3))
        .onBackpressureDrop()
        .concatMap(_ -> NonCancellable.run(renewal))
        .concatMap(rows -> rows == 1 ? Mono.empty() : Mono.<Void>error(new LeaseLost(leasedJob)))
        .then();
  }

  /** Releases the leases of this process, so that the next one need not wait until they expire. */
  public Mono<Void> releaseLeases(String owner) {
    return NonCancellable.run(
        sessions.transaction("begin", session -> session.sql(LET_GO).bind("owner", owner).then()));
  }

  /**
   * The end of a run's commit: the run, and as the transaction's last statement the job with its
   * new cursor, because webhooks write to the job's row and must not wait for a long commit.
   *
   * @throws LeaseLost if the job is in other hands or its cursor moved; nothing of the commit
   *     counts
   */
  public Mono<Void> finish(UnitOfWork unit, LeasedJob leasedJob, RunResult runResult) {
    unit.beforeCommit(session -> finishJob(session, leasedJob, runResult));
    return endRun(unit.session(), leasedJob, runResult)
        .then(Mono.defer(() -> forgetRuns(unit.session(), leasedJob)));
  }

  /**
   * The end of a run that goes on later. The job comes first: its row lock excludes a concurrent
   * request for the same job.
   */
  public Mono<Void> postpone(Session session, LeasedJob leasedJob, RunResult runResult) {
    return finishJob(session, leasedJob, runResult)
        .then(Mono.defer(() -> endRun(session, leasedJob, runResult)));
  }

  /** The progress of a run; without influence on its result. */
  public Mono<Void> progress(LeasedJob leasedJob, int pages, int fetched) {
    return NonCancellable.run(
        sessions.transaction(
            "begin",
            session ->
                session
                    .sql(PROGRESS)
                    .bind("run", leasedJob.run())
                    .bind("pages", pages)
                    .bind("fetched", fetched)
                    .then()));
  }

  /** The provider has confirmed that the item is over. */
  public Mono<Void> deleteJob(Session session, LeasedJob leasedJob) {
    return session
        .sql(CLOSE)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .bind("epoch", leasedJob.epoch())
        .fetch()
        .rowsUpdated()
        .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new LeaseLost(leasedJob)));
  }

  /** The provider has not confirmed it; the call is repeated. */
  public Mono<Void> retryEnd(LeasedJob leasedJob, String errorClass, Duration next) {
    return NonCancellable.run(
        sessions.transaction(
            "begin",
            session ->
                session
                    .sql(ASK_AGAIN)
                    .bind("connection", leasedJob.connection())
                    .bind("epoch", leasedJob.epoch())
                    .bind("error", errorClass)
                    .bind("next", next.toMillis())
                    .then()));
  }

  /** The run has not called the provider: a part of Florin was not available. */
  public Mono<Void> postponeWithoutFailure(LeasedJob leasedJob, String errorClass, Duration next) {
    return NonCancellable.run(
        sessions.transaction(
            "begin",
            session ->
                session
                    .sql(WAIT)
                    .bind("connection", leasedJob.connection())
                    .bind("epoch", leasedJob.epoch())
                    .bind("run", leasedJob.run())
                    .bind("error", errorClass)
                    .bind("next", next.toMillis())
                    .then()));
  }

  private Mono<Void> finishJob(Session session, LeasedJob leasedJob, RunResult runResult) {
    GenericExecuteSpec statement =
        session
            .sql(FINISH)
            .bind("state", runResult.paused() ? "paused" : "active")
            .bind("complete", runResult.historyComplete())
            .bind("attempts", runResult.attempts())
            .bind("hold", runResult.hold())
            .bind("next", runResult.next().toMillis())
            .bind("seen", leasedJob.requested())
            .bind("rest", pace.rest().toMillis())
            .bind("idle", runResult.idle())
            .bind("synced", runResult.synced())
            .bind("failed", runResult.errorClass().isPresent())
            .bind("user", leasedJob.user())
            .bind("connection", leasedJob.connection())
            .bind("epoch", leasedJob.epoch());
    statement = text(statement, "cursor", runResult.cursor().orElse(null));
    statement = text(statement, "accounts", runResult.accountsContent().orElse(null));
    statement = text(statement, "error", runResult.errorClass().orElse(null));
    return text(statement, "base", leasedJob.cursor().orElse(null))
        .fetch()
        .rowsUpdated()
        .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new LeaseLost(leasedJob)));
  }

  private static Mono<Void> endRun(Session session, LeasedJob leasedJob, RunResult runResult) {
    GenericExecuteSpec statement =
        session
            .sql(END_RUN)
            .bind("state", runResult.runState())
            .bind("user", leasedJob.user())
            .bind("connection", leasedJob.connection())
            .bind("run", leasedJob.run())
            .bind("added", runResult.counts().added())
            .bind("modified", runResult.counts().modified())
            .bind("removed", runResult.counts().removed());
    return text(statement, "error", runResult.errorClass().orElse(null)).then();
  }

  private static Mono<Void> forgetRuns(Session session, LeasedJob leasedJob) {
    return session
        .sql(FORGET_RUNS)
        .bind("user", leasedJob.user())
        .bind("connection", leasedJob.connection())
        .then();
  }

  private static GenericExecuteSpec text(
      GenericExecuteSpec statement, String name, @Nullable String value) {
    return value == null ? statement.bindNull(name, String.class) : statement.bind(name, value);
  }
}
