package florin.journal.relay;

import florin.journal.Journal;
import florin.journal.database.Columns;
import florin.journal.database.Sessions;
import florin.journal.kafka.EventRecords;
import florin.journal.relay.incarnation.JournalIncarnations;
import florin.journal.stream.RecordedEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The relay's row and its reads of the journal. The database's clock alone decides about leases.
 */
public class RelayCheckpoints {

  private static final String ACQUIRE =
      """
      update journal.checkpoint
      set owner = :owner, epoch = epoch + 1, until = clock_timestamp() + :lease::interval
      where until < clock_timestamp() or owner = :owner
      returning epoch, position, last_positions
      """;

  private static final String RENEW =
      """
      update journal.checkpoint set until = clock_timestamp() + :lease::interval
      where epoch = :epoch and owner = :owner
      """;

  private static final String ADVANCE =
      """
      update journal.checkpoint
      set position = :position, last_positions = :last::bigint[], until = clock_timestamp() + :lease::interval
      where epoch = :epoch and owner = :owner and position <= :position
      """;

  private static final String RELEASE =
      "update journal.checkpoint set until = '-infinity' where epoch = :epoch and owner = :owner";

  private static final String LAG =
      """
      select coalesce((select max(position) from journal.event), 0) as head,
          (select position from journal.checkpoint) as done
      """;

  /** One index probe per user and one per last event: no scan of the journal. */
  static final String LASTS =
      """
      with recursive users as (
        (select user_id from journal.event order by user_id limit 1)
        union all
        select (select e.user_id from journal.event e where e.user_id > u.user_id order by e.user_id limit 1)
        from users u where u.user_id is not null)
      select u.user_id, l.position
      from users u
      cross join lateral (
        select e.position from journal.event e
        where e.user_id = u.user_id and e.position <= :upto
        order by e.position desc limit 1) l
      where u.user_id is not null
      """;

  private static final String REWIND =
      """
      update journal.checkpoint
      set position = :position, last_positions = '{}', owner = null, epoch = epoch + 1, until = '-infinity'
      where position >= :position
      """;

  /**
   * The right to relay, as it was taken.
   *
   * @param epoch grows with every take-over; an older holder's checkpoint is refused
   * @param position the last journal position that is surely in Kafka
   * @param lastPositions per partition the last position sent to it, empty if never written
   */
  record Lease(long epoch, long position, long[] lastPositions) {}

  /** A user's last event. */
  record LastEvent(long position, UUID user) {}

  private final Sessions sessions;
  private final String owner;
  private final String lease;

  public RelayCheckpoints(Sessions sessions, Duration lease) {
    this.sessions = sessions;
    this.owner = UUID.randomUUID().toString();
    this.lease = lease.toMillis() + " milliseconds";
  }

  JournalIncarnations incarnations() {
    return new JournalIncarnations(sessions);
  }

  Mono<Lease> acquire() {
    return sessions.transaction(
        "begin",
        session ->
            session
                .sql(ACQUIRE)
                .bind("owner", owner)
                .bind("lease", lease)
                .map(
                    row ->
                        new Lease(
                            Columns.number(row, "epoch"),
                            Columns.number(row, "position"),
                            unboxed(row.get("last_positions", Long[].class))))
                .one());
  }

  Mono<Boolean> renew(long epoch) {
    return update(
        "begin",
        session ->
            session.sql(RENEW).bind("lease", lease).bind("epoch", epoch).bind("owner", owner));
  }

  /**
   * False if another process has taken over meanwhile. The commit does not wait for the disk: a
   * checkpoint that a crash of the database loses only leads to records that are sent again.
   */
  Mono<Boolean> advance(long epoch, long position, long[] lastPositions) {
    return update(
        "begin; set local synchronous_commit to off",
        session ->
            session
                .sql(ADVANCE)
                .bind("position", position)
                .bind("last", boxed(lastPositions))
                .bind("lease", lease)
                .bind("epoch", epoch)
                .bind("owner", owner));
  }

  Mono<Boolean> release(long epoch) {
    return update(
        "begin", session -> session.sql(RELEASE).bind("epoch", epoch).bind("owner", owner));
  }

  Mono<List<RecordedEvent>> eventsAfter(long after, int limit) {
    return sessions.transaction("begin read only", session -> Journal.after(session, after, limit));
  }

  /**
   * Every user's last event at or before a position, for finding each partition's last one again.
   */
  Mono<List<LastEvent>> lastEventsUpTo(long position) {
    return sessions.transaction(
        "begin read only",
        session ->
            session
                .sql(LASTS)
                .bind("upto", position)
                .map(
                    row ->
                        new LastEvent(
                            Columns.number(row, "position"), Columns.uuid(row, "user_id")))
                .all()
                .collectList());
  }

  /** Each partition's last position at or before a lease's; found again if it is not stored. */
  Mono<long[]> lastPositions(Lease lease, int partitions) {
    if (lease.lastPositions().length == partitions) {
      return Mono.just(lease.lastPositions());
    }
    long[] last = new long[partitions];
    return lastEventsUpTo(lease.position())
        .map(
            users -> {
              users.forEach(
                  user -> {
                    int partition = EventRecords.partition(user.user(), last.length);
                    last[partition] = Math.max(last[partition], user.position());
                  });
              return last;
            });
  }

  /**
   * Moves the checkpoint back. Whoever relays loses its lease and begins again from there.
   *
   * @return false if the checkpoint is not that far
   */
  Mono<Boolean> rewind(long position) {
    return update("begin", session -> session.sql(REWIND).bind("position", position));
  }

  Mono<RelayLag> lag() {
    return sessions.transaction(
        "begin read only",
        session ->
            session
                .sql(LAG)
                .map(row -> new RelayLag(Columns.number(row, "head"), Columns.number(row, "done")))
                .one());
  }

  private Mono<Boolean> update(
      String begin,
      java.util.function.Function<
              florin.journal.database.Session,
              org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec>
          statement) {
    return sessions.transaction(
        begin, session -> statement.apply(session).fetch().rowsUpdated().map(rows -> rows == 1));
  }

  private static long[] unboxed(Long @org.jspecify.annotations.Nullable [] values) {
    return values == null
        ? new long[0]
        : java.util.Arrays.stream(values).mapToLong(Long::longValue).toArray();
  }

  private static Long[] boxed(long[] values) {
    return java.util.Arrays.stream(values).boxed().toArray(Long[]::new);
  }
}
