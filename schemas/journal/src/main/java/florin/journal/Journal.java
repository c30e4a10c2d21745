package florin.journal;

import florin.events.AvroEvents;
import florin.events.EventSchemas;
import florin.journal.database.Columns;
import florin.journal.database.Locks;
import florin.journal.database.Session;
import florin.journal.database.binary.BinaryArray;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The event store of one service. Appends are atomic with everything else of their transaction and
 * land in commit order; an append of several events is all or nothing. Open, so that tests can put
 * a wrong one in its place.
 */
public class Journal {

  /** The largest event, in bytes of its Avro binary. */
  public static final int LARGEST_EVENT = 512 * 1024;

  /** Where a page of {@link #after} ends, independently of its limit. */
  private static final long PAGE_BYTES = 8L * 1024 * 1024;

  private static final String APPEND =
      """
      with appended as (
        insert into journal.event (stream_id, stream_type, version, event_id, type, fingerprint, payload,
            user_id, change_id, actor, caused_by, recorded_at)
      select e.stream_id, e.stream_type, e.version, e.event_id, e.type, e.fingerprint, e.payload,
          e.user_id, e.change_id, e.actor, e.caused_by,
          greatest(clock_timestamp(), (select journal.last_recorded_at()))
      from unnest(:streams::uuid[], :streamTypes::text[], :versions::int[], :eventIds::uuid[], :types::text[],
          :fingerprints::bigint[], :payloads::bytea[], :users::uuid[], :changes::uuid[], :actors::text[],
          :causes::uuid[])
        with ordinality as e (stream_id, stream_type, version, event_id, type, fingerprint, payload,
          user_id, change_id, actor, caused_by, ordinal)
      order by e.ordinal)
      select set_config('florin.appended', :mark, true)
      """;

  /** Fails unless the append of this mark has taken effect in this transaction. */
  private static final String APPENDED =
      "select 1 / (coalesce(current_setting('florin.appended', true), '') = '%s')::int; ";

  private static final String LOCK = "set constraints all immediate; " + Locks.journal();

  private static final String LOAD =
      """
      select stream_id, version, fingerprint, payload, actor
      from journal.event
      where stream_id = any(:streams) and user_id = any(:users) and stream_type = any(:types)
      order by stream_id, version
      """;

  /** With arrays PostgreSQL would plan the statement anew for every execution. */
  private static final String LOAD_ONE =
      """
      select stream_id, version, fingerprint, payload, actor
      from journal.event
      where stream_id = :stream and user_id = :user and stream_type = :type
      order by version
      """;

  private static final String AFTER =
      """
      select position, stream_id, stream_type, version, event_id, type, fingerprint, payload, user_id, change_id,
          actor, caused_by, recorded_at
      from (
        select *, sum(octet_length(payload)) over (order by position) - octet_length(payload) as before
        from journal.event
        where position > :after
        order by position
        limit :limit
      ) e
      where before < :bytes
      order by position
      """;

  private static final String OF_STREAM =
      """
      select position, stream_id, stream_type, version, event_id, type, fingerprint, payload, user_id, change_id,
          actor, caused_by, recorded_at
      from journal.event
      where user_id = :user and stream_id = :stream and version > :after
      order by version
      limit :limit
      """;

  private final Timer appends;

  public Journal(MeterRegistry meters) {
    EventSchemas.shipped(); // from files: now, and not on the driver's thread in the first command
    this.appends =
        Timer.builder("florin.journal.append")
            .description("Journal lock and insert of one transaction")
            .publishPercentileHistogram()
            .register(meters);
  }

  /** One event as a command reads it back; only what folding needs. */
  record Stored(UUID stream, int version, long fingerprint, byte[] payload, Actor actor) {}

  /**
   * The events of several streams, each stream's together and in order, as they arrive: a stream
   * can be larger than the heap.
   */
  Flux<Stored> load(Session session, Collection<StreamId> streams) {
    return streams.size() == 1
        ? loadOne(session, streams.iterator().next())
        : loadSeveral(session, streams);
  }

  private static Flux<Stored> loadOne(Session session, StreamId stream) {
    return session
        .sql(LOAD_ONE)
        .bind("stream", stream.id())
        .bind("user", stream.user())
        .bind("type", stream.type())
        .map(Journal::stored)
        .all();
  }

  private static Flux<Stored> loadSeveral(Session session, Collection<StreamId> streams) {
    return session
        .sql(LOAD)
        .bind("streams", streams.stream().map(StreamId::id).distinct().toArray(UUID[]::new))
        .bind("users", streams.stream().map(StreamId::user).distinct().toArray(UUID[]::new))
        // The id of a stream of another type is no id of this one.
        .bind("types", streams.stream().map(StreamId::type).distinct().toArray(String[]::new))
        .map(Journal::stored)
        .all();
  }

  /**
   * The next events of everyone, in position order: for roles that may see them. The returned
   * positions are final: no event is committed later between two of them.
   *
   * @param limit at most so many; fewer when they are large, so that a page fits into a small heap
   */
  public static Mono<List<RecordedEvent>> after(Session session, long position, int limit) {
    return session
        .sql(AFTER)
        .bind("after", position)
        .bind("limit", limit)
        .bind("bytes", PAGE_BYTES)
        .map(Journal::recorded)
        .all()
        .collectList();
  }

  /** Every event of one stream of one user, oldest first, as they arrive. */
  public Flux<RecordedEvent> history(Session session, UUID user, UUID stream) {
    return history(session, user, stream, 0, Integer.MAX_VALUE);
  }

  /**
   * The events of one stream of one user after a version, oldest first, as they arrive.
   *
   * @param limit at most so many
   */
  public Flux<RecordedEvent> history(
      Session session, UUID user, UUID stream, int after, int limit) {
    return session
        .sql(OF_STREAM)
        .bind("user", user)
        .bind("stream", stream)
        .bind("after", after)
        .bind("limit", limit)
        .map(Journal::recorded)
        .all();
  }

  /**
   * Takes the journal lock and writes.
   *
   * @throws Conflict if a stream has one of the versions already
   * @throws IllegalArgumentException if an event is larger than {@link #LARGEST_EVENT}
   */
  Mono<Void> append(Session session, List<PendingEvent> events) {
    if (events.isEmpty()) {
      return Mono.empty();
    }
    Rows rows = Rows.of(events);
    return Mono.defer(
        () -> {
          Timer.Sample sample = Timer.start();
          return lock(session)
              .then(insert(session, rows))
              .doOnTerminate(() -> sample.stop(appends))
              .onErrorMap(DuplicateKeyException.class, Journal::conflict);
        });
  }

  /**
   * Takes the journal lock and writes when the transaction commits, all in one message: the lock is
   * held for no round trip. For the last events of a transaction only.
   *
   * @throws IllegalArgumentException if an event is larger than {@link #LARGEST_EVENT}
   */
  Mono<Void> appendWithCommit(Session session, List<PendingEvent> events) {
    if (!events.isEmpty()) {
      Rows rows = Rows.of(events);
      Timer.Sample sample = Timer.start();
      session.withCommit(
          List.of(
              lock(session),
              insert(session, rows)
                  .doOnTerminate(() -> sample.stop(appends))
                  .onErrorMap(DuplicateKeyException.class, Journal::conflict)),
          APPENDED.formatted(rows.mark()));
    }
    return Mono.empty();
  }

  /**
   * Waits until no other transaction of this journal stands between its numbers and its commit. The
   * foreign keys that wait for the commit are checked before it, and not under the lock.
   */
  Mono<Void> lock(Session session) {
    return Flux.from(session.connection().createStatement(LOCK).execute())
        .concatMap(result -> result.map((_, _) -> true))
        .then();
  }

  /** Numbers and writes the events; their positions are in commit order only under the lock. */
  Mono<Void> insert(Session session, Rows rows) {
    return session
        .sql(APPEND)
        .bind("streams", rows.streams())
        .bind("streamTypes", rows.streamTypes())
        .bind("versions", rows.versions())
        .bind("eventIds", rows.eventIds())
        .bind("types", rows.types())
        .bind("fingerprints", rows.fingerprints())
        .bind("payloads", rows.payloads())
        .bind("users", rows.users())
        .bind("changes", rows.changes())
        .bind("actors", rows.actors())
        .bind("causes", rows.causes())
        .bind("mark", rows.mark())
        .then();
  }

  private static Conflict conflict(DuplicateKeyException violation) {
    return new Conflict("The resource was changed by someone else meanwhile.", violation);
  }

  private static Stored stored(Readable row) {
    return new Stored(
        Columns.uuid(row, "stream_id"),
        Columns.integer(row, "version"),
        Columns.number(row, "fingerprint"),
        Columns.bytes(row, "payload"),
        new Actor(Columns.text(row, "actor")));
  }

  public static RecordedEvent recorded(Readable row) {
    return new RecordedEvent(
        Columns.number(row, "position"),
        new StreamId(
            Columns.uuid(row, "user_id"),
            Columns.text(row, "stream_type"),
            Columns.uuid(row, "stream_id")),
        Columns.integer(row, "version"),
        Columns.uuid(row, "event_id"),
        Columns.text(row, "type"),
        Columns.number(row, "fingerprint"),
        Columns.bytes(row, "payload"),
        Columns.uuid(row, "change_id"),
        new Actor(Columns.text(row, "actor")),
        Optional.ofNullable(row.get("caused_by", UUID.class)),
        Columns.instant(row, "recorded_at"));
  }

  /** The events as the columns that one unnest takes; made before the lock, not under it. */
  record Rows(
      BinaryArray streams,
      BinaryArray streamTypes,
      BinaryArray versions,
      BinaryArray eventIds,
      BinaryArray types,
      BinaryArray fingerprints,
      BinaryArray payloads,
      BinaryArray users,
      BinaryArray changes,
      BinaryArray actors,
      BinaryArray causes,
      String mark) {

    private static Rows of(List<PendingEvent> events) {
      return new Rows(
          BinaryArray.of(events, UUID.class, event -> event.stream().id()),
          BinaryArray.of(events, String.class, event -> event.stream().type()),
          BinaryArray.of(events, Integer.class, PendingEvent::version),
          BinaryArray.of(events, UUID.class, _ -> Ids.next()),
          BinaryArray.of(events, String.class, event -> event.avro().getSchema().getFullName()),
          BinaryArray.of(events, Long.class, event -> AvroEvents.fingerprint(event.avro())),
          BinaryArray.of(events, byte[].class, Rows::payload),
          BinaryArray.of(events, UUID.class, event -> event.stream().user()),
          BinaryArray.of(events, UUID.class, event -> event.change().id()),
          BinaryArray.of(events, String.class, event -> event.change().actor().value()),
          BinaryArray.of(events, UUID.class, event -> event.change().causedBy().orElse(null)),
          Ids.next().toString());
    }

    private static byte[] payload(PendingEvent event) {
      byte[] payload = AvroEvents.encode(event.avro());
      if (payload.length > LARGEST_EVENT) {
        throw new IllegalArgumentException(
            event.stream()
                + ": "
                + payload.length
                + " bytes (expected: at most "
                + LARGEST_EVENT
                + ")");
      }
      return payload;
    }
  }
}
