package florin.journal.change;

import florin.journal.Journal;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the changes of a user from the journal. */
final class ChangeQueries {

  /**
   * Walks from change to change along the user's index, without reading what lies between, until
   * enough are found; one append holds one change, so its events lie together. A change of several
   * appends is listed where it ended.
   */
  private static final String NEWEST_FIRST =
      """
      with recursive change as (
        select e.position, e.change_id, e.listed, e.listed::int as found
        from (
          select e.position, e.change_id, not exists (
            select from journal.event l
            where l.user_id = :user and l.change_id = e.change_id and l.position > e.position) as listed
          from journal.event e
          where e.user_id = :user and e.position < :from order by e.position desc limit 1) e
        union all
        select e.position, e.change_id, e.listed, c.found + e.listed::int
        from change c cross join lateral (
          select e.position, e.change_id, not exists (
            select from journal.event l
            where l.user_id = :user and l.change_id = e.change_id and l.position > e.position) as listed
          from journal.event e
          where e.user_id = :user and e.position < c.position and e.change_id <> c.change_id
          order by e.position desc limit 1) e
        where c.found < :limit),
      listed as (select c.position, c.change_id from change c where c.listed)
      """;

  /** The same forwards; a change is listed where it began. */
  private static final String OLDEST_FIRST =
      """
      with recursive change as (
        select e.position, e.change_id, e.listed, e.listed::int as found
        from (
          select e.position, e.change_id, not exists (
            select from journal.event l
            where l.user_id = :user and l.change_id = e.change_id and l.position < e.position) as listed
          from journal.event e
          where e.user_id = :user and e.position > :from order by e.position limit 1) e
        union all
        select e.position, e.change_id, e.listed, c.found + e.listed::int
        from change c cross join lateral (
          select e.position, e.change_id, not exists (
            select from journal.event l
            where l.user_id = :user and l.change_id = e.change_id and l.position < e.position) as listed
          from journal.event e
          where e.user_id = :user and e.position > c.position and e.change_id <> c.change_id
          order by e.position limit 1) e
        where c.found < :limit),
      listed as (select c.position, c.change_id from change c where c.listed)
      """;

  private static final String ROWS =
      """
      select l.position, l.change_id, e.recorded_at, e.actor, e.events, e.resources, e.types, e.stream_types,
        e.stream_ids, u.change_id as undone_by, o.change_id as undoes
      from listed l
      cross join lateral (
        select min(x.recorded_at) as recorded_at, min(x.actor) as actor, count(*) as events,
          count(distinct x.stream_id) as resources, array_agg(distinct x.type) as types,
          array_agg(distinct x.stream_type) as stream_types,
          (array_agg(distinct x.stream_id))[1:20] as stream_ids,
          array_agg(x.event_id) as ids,
          (array_agg(x.stream_id order by x.position))[1] as stream,
          (array_agg(x.caused_by order by x.position))[1] as cause
        from journal.event x where x.change_id = l.change_id and x.user_id = :user) e
      left join lateral (
        select x.change_id from journal.event x
        where e.actor = 'user' and x.caused_by = any(e.ids) and x.actor = 'user' and x.user_id = :user
        order by x.position desc limit 1) u on true
      left join lateral (
        select x.change_id from journal.event x
        where e.actor = 'user' and e.cause is not null
          and x.stream_id = e.stream and x.event_id = e.cause and x.user_id = :user
        limit 1) o on true
      """;

  private static final String ONE =
      """
      with listed as (
        select max(position) as position, change_id from journal.event
        where user_id = :user and change_id = :change group by change_id)
      """;

  private static final String EXTENT =
      """
      select min(position) as first, max(position) as last from journal.event
      where user_id = :user and change_id = :change having count(*) > 0
      """;

  private static final String EVENTS =
      """
      select position, stream_id, stream_type, version, event_id, type, fingerprint, payload, user_id, change_id,
          actor, caused_by, recorded_at
      from journal.event
      where user_id = :user and change_id = :change and position > :from
      order by position
      limit :limit
      """;

  private static final String STREAMS =
      """
      select position, stream_id, stream_type, version, event_id, type, fingerprint, payload, user_id, change_id,
          actor, caused_by, recorded_at
      from journal.event
      where user_id = :user and stream_id = any(array(
        select distinct stream_id from journal.event where user_id = :user and change_id = :change))
      order by stream_id, version
      """;

  private static final String STREAM =
      """
      select position, stream_id, stream_type, version, event_id, type, fingerprint, payload, user_id, change_id,
          actor, caused_by, recorded_at
      from journal.event where user_id = :user and stream_id = :stream order by version
      """;

  private static final String AUTHORS =
      """
      select count(*) as events, coalesce(bool_and(actor = 'user'), true) as by_user
      from journal.event where user_id = :user and change_id = :change
      """;

  private static final String LARGE =
      """
      select count(*) > :most as large from (
        select from journal.event where user_id = :user and change_id = :change limit :most + 1) e
      """;

  private static final String PART =
      """
      with part as materialized (
        select position, stream_id from journal.event
        where user_id = :user and change_id = :change and position > :from
        order by position limit :limit)
      select e.position, e.stream_id, e.stream_type, e.version, e.event_id, e.type, e.fingerprint, e.payload, e.user_id,
        e.change_id, e.actor, e.caused_by, e.recorded_at, (select max(position) from part) as last_position
      from journal.event e
      where e.user_id = :user and e.stream_id = any(array(select distinct stream_id from part))
      order by e.stream_id, e.version
      """;

  private ChangeQueries() {}

  /**
   * One change, summed up.
   *
   * @param position of its last event, or of its first when listed oldest first
   * @param streams the first 20 of the streams, by id
   * @param undoneBy the change that took it back last
   * @param undoes the change that it took back
   */
  record Summary(
      long position,
      UUID id,
      Instant at,
      String actor,
      long events,
      long resources,
      List<String> types,
      List<String> streamTypes,
      List<UUID> streams,
      Optional<UUID> undoneBy,
      Optional<UUID> undoes) {}

  static Mono<List<Summary>> newestFirst(Session session, UUID user, long before, int limit) {
    return list(session, NEWEST_FIRST + ROWS + "order by l.position desc", user, before, limit);
  }

  static Mono<List<Summary>> oldestFirst(Session session, UUID user, long after, int limit) {
    return list(session, OLDEST_FIRST + ROWS + "order by l.position", user, after, limit);
  }

  private static Mono<List<Summary>> list(
      Session session, String statement, UUID user, long from, int limit) {
    return session
        .sql(statement)
        .bind("user", user)
        .bind("from", from)
        .bind("limit", limit)
        .map(ChangeQueries::summary)
        .all()
        .collectList();
  }

  /** One change; empty if the user has no such one. */
  static Mono<Summary> one(Session session, UUID user, UUID change) {
    return session
        .sql(ONE + ROWS)
        .bind("user", user)
        .bind("change", change)
        .map(ChangeQueries::summary)
        .one();
  }

  /** The positions of the first and the last event of a change. */
  record Extent(long first, long last) {}

  /** The positions of a change in the journal; empty if the user has no such change. */
  static Mono<Extent> extent(Session session, UUID user, UUID change) {
    return session
        .sql(EXTENT)
        .bind("user", user)
        .bind("change", change)
        .map(row -> new Extent(Columns.number(row, "first"), Columns.number(row, "last")))
        .one();
  }

  /** The events of a change from a position on, in order. */
  static Mono<List<RecordedEvent>> events(
      Session session, UUID user, UUID change, long after, int limit) {
    return session
        .sql(EVENTS)
        .bind("user", user)
        .bind("change", change)
        .bind("from", after)
        .bind("limit", limit)
        .map(Journal::recorded)
        .all()
        .collectList();
  }

  /**
   * The number of events of a change.
   *
   * @param user whether its user caused all of them
   */
  record Authors(long events, boolean user) {}

  static Mono<Authors> authors(Session session, UUID user, UUID change) {
    return session
        .sql(AUTHORS)
        .bind("user", user)
        .bind("change", change)
        .map(row -> new Authors(Columns.number(row, "events"), Columns.bool(row, "by_user")))
        .one();
  }

  /** Every stream that a change touched, one after another, each with all its events in order. */
  static Flux<RecordedEvent> streamsOf(Session session, UUID user, UUID change) {
    return session
        .sql(STREAMS)
        .bind("user", user)
        .bind("change", change)
        .map(Journal::recorded)
        .all();
  }

  /** Every event of one stream, in order. */
  static Flux<RecordedEvent> stream(Session session, StreamId stream) {
    return session
        .sql(STREAM)
        .bind("user", stream.user())
        .bind("stream", stream.id())
        .map(Journal::recorded)
        .all();
  }

  /** Whether a change has more events than this. */
  static Mono<Boolean> isLarge(Session session, UUID user, UUID change, int most) {
    return session
        .sql(LARGE)
        .bind("user", user)
        .bind("change", change)
        .bind("most", most)
        .map(row -> Columns.bool(row, "large"))
        .one();
  }

  /**
   * Streams of a part of a change, each with all its events, oldest first.
   *
   * @param end the position of the last event of the part; 0 if the part is empty
   */
  record Part(Map<StreamId, List<RecordedEvent>> streams, long end) {}

  /** The streams of the events of a change after a position. */
  static Mono<Part> part(Session session, UUID user, UUID change, long after, int limit) {
    AtomicLong end = new AtomicLong();
    return session
        .sql(PART)
        .bind("user", user)
        .bind("change", change)
        .bind("from", after)
        .bind("limit", limit)
        .map(
            row -> {
              end.set(Columns.number(row, "last_position"));
              return Journal.recorded(row);
            })
        .all()
        .collect(
            Collectors.groupingBy(
                RecordedEvent::stream,
                LinkedHashMap::new,
                Collectors.<RecordedEvent>toUnmodifiableList()))
        .map(streams -> new Part(streams, end.get()));
  }

  private static Summary summary(Readable row) {
    return new Summary(
        Columns.number(row, "position"),
        Columns.uuid(row, "change_id"),
        Columns.instant(row, "recorded_at"),
        Columns.text(row, "actor"),
        Columns.number(row, "events"),
        Columns.number(row, "resources"),
        texts(row, "types"),
        texts(row, "stream_types"),
        streams(row),
        Optional.ofNullable(row.get("undone_by", UUID.class)),
        Optional.ofNullable(row.get("undoes", UUID.class)));
  }

  private static List<UUID> streams(Readable row) {
    @Nullable UUID @Nullable [] values = row.get("stream_ids", UUID[].class);
    return values == null ? List.of() : List.of(values);
  }

  private static List<String> texts(Readable row, String column) {
    @Nullable String @Nullable [] values = row.get(column, String[].class);
    return values == null ? List.of() : List.of(values);
  }
}
