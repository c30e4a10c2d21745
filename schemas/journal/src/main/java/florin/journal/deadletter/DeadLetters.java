package florin.journal.deadletter;

import static florin.journal.database.UnnestColumns.column;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.InboundRecord;
import io.r2dbc.spi.Readable;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Events that could not be applied, and the later ones of the same user, kept in order until
 * someone retries them.
 */
public class DeadLetters {

  private static final int LONGEST_REASON = 2_000;

  private static final String USERS =
      "select distinct user_id from journal.parked_event where topic = :topic and not skipped and"
          + " user_id = any(:users)";

  private static final String ADD =
      """
      insert into journal.parked_event (topic, partition, record_offset, user_id, event_id, type, position, reason,
          key, value, headers, parked_at, skipped)
      select :topic, p.partition, p.record_offset, p.user_id, p.event_id, p.type, p.position, p.reason,
          decode(p.key, 'hex'), decode(p.value, 'hex'),
          p.headers::jsonb, clock_timestamp(), :skipped
      from unnest(:partitions::int[], :offsets::bigint[], :users::uuid[], :eventIds::uuid[], :types::text[],
          :positions::bigint[], :reasons::text[], :keys::text[], :values::text[], :headers::text[])
        as p (partition, record_offset, user_id, event_id, type, position, reason, key, value, headers)
      on conflict do nothing
      """;

  private static final String COUNT =
      """
      select count(*) filter (where not skipped) as parked, count(*) filter (where skipped) as skipped
      from journal.parked_event where topic = :topic
      """;

  private static final String QUEUES =
      """
      select topic, user_id, count(*) as parked, min(parked_at) as since,
          (array_agg(reason order by partition, record_offset))[1] as reason,
          min(partition) as partition, min(record_offset) as record_offset
      from journal.parked_event
      where not skipped
      group by topic, user_id, case when user_id is null then (partition, record_offset) end
      order by since, topic, user_id
      limit 1000
      """;

  private static final String NEXT =
      """
      select partition, record_offset, key, value, headers::text as headers
      from journal.parked_event
      where topic = :topic and not skipped and user_id is not distinct from :user::uuid and (partition, record_offset) > (:partition, :offset)
      order by partition, record_offset
      limit :limit
      """;

  private static final String QUEUED_USERS =
      """
      select distinct user_id from journal.parked_event
      where topic = :topic and not skipped and user_id is not null and user_id > :after
      order by user_id limit 200
      """;

  private static final String SKIPPED_TYPES =
      "select distinct type from journal.parked_event where topic = :topic and skipped";

  private static final String UNSKIP =
      """
      update journal.parked_event set skipped = false
      where topic = :topic and skipped and type = any(:types)
      """;

  private static final String REMOVE_SKIPPED =
      "delete from journal.parked_event where topic = :topic and skipped and type = any(:types)";

  private static final String REPLACE =
      """
      update journal.parked_event p
      set key = decode(c.key, 'hex'), value = decode(c.value, 'hex'), headers = c.headers::jsonb,
          event_id = c.event_id, type = c.type, reason = 'a readable copy has arrived'
      from unnest(:partitions::int[], :positions::bigint[], :eventIds::uuid[], :types::text[], :keys::text[],
          :values::text[], :headers::text[]) as c (partition, position, event_id, type, key, value, headers)
      where p.topic = :topic and p.partition = c.partition and p.position = c.position and p.type is null
      returning p.user_id
      """;

  private static final String REMOVE =
      """
      delete from journal.parked_event e
      using unnest(:partitions::int[], :offsets::bigint[]) as d (partition, record_offset)
      where e.topic = :topic and e.partition = d.partition and e.record_offset = d.record_offset
      """;

  private static final String EXPLAIN =
      """
      update journal.parked_event set reason = :reason, user_id = :user::uuid
      where topic = :topic and partition = :partition and record_offset = :offset
      """;

  private static final String DISCARD =
      """
      with gone as (
        delete from journal.parked_event
        where topic = :topic and partition = :partition and record_offset = :offset
        returning topic, partition, record_offset, user_id, event_id, type, position, reason, key, value, headers,
            parked_at
      )
      insert into journal.discarded_event (topic, partition, record_offset, user_id, event_id, type, position, reason,
          key, value, headers, parked_at, discarded_at, discarded_because)
      select g.*, clock_timestamp(), :because from gone g
      """;

  /** A record and why it is parked. */
  public record DeadLetter(InboundRecord record, String reason) {}

  /** Which of these users have something parked from the topic. */
  public Mono<Set<UUID>> usersWithDeadLetters(
      Session session, String topic, Collection<UUID> users) {
    return session
        .sql(USERS)
        .bind("topic", topic)
        .bind("users", users.toArray(UUID[]::new))
        .map(row -> Columns.uuid(row, "user_id"))
        .all()
        .collect(Collectors.toSet());
  }

  public Mono<Void> add(Session session, String topic, List<DeadLetter> entries) {
    return add(session, topic, entries, false);
  }

  /** Keeps records of types that this build does not have; they hold up no later one. */
  public Mono<Void> addSkipped(Session session, String topic, List<DeadLetter> entries) {
    return add(session, topic, entries, true);
  }

  private static Mono<Void> add(
      Session session, String topic, List<DeadLetter> entries, boolean skipped) {
    if (entries.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(ADD)
        .bind("topic", topic)
        .bind("skipped", skipped)
        .bind("partitions", column(entries, Integer.class, e -> e.record().partition()))
        .bind("offsets", column(entries, Long.class, e -> e.record().offset()))
        .bind("users", column(entries, UUID.class, e -> e.record().user().orElse(null)))
        .bind("eventIds", column(entries, UUID.class, e -> nullable(e, InboundEvent::eventId)))
        .bind("types", column(entries, String.class, DeadLetters::typeOf))
        .bind("positions", column(entries, Long.class, e -> e.record().position().orElse(null)))
        .bind("reasons", column(entries, String.class, e -> reason(e.reason())))
        .bind("keys", column(entries, String.class, e -> hex(e.record().sent().key())))
        .bind("values", column(entries, String.class, e -> hex(e.record().sent().value())))
        .bind(
            "headers",
            column(entries, String.class, e -> DeadLetterHeaders.text(e.record().sent().headers())))
        .then();
  }

  private static @Nullable String typeOf(DeadLetter entry) {
    return entry
        .record()
        .event()
        .map(DeadLetters::type)
        .or(() -> entry.record().unknownType())
        .orElse(null);
  }

  /**
   * Puts readable copies in the place of records that could not be read.
   *
   * @return the users of the records that were replaced
   */
  public Mono<Set<UUID>> replaceUnreadable(
      Session session, String topic, List<InboundRecord> copies) {
    List<DeadLetter> entries = copies.stream().map(copy -> new DeadLetter(copy, "")).toList();
    return session
        .sql(REPLACE)
        .bind("topic", topic)
        .bind("partitions", column(entries, Integer.class, e -> e.record().partition()))
        .bind("positions", column(entries, Long.class, e -> e.record().position().orElse(null)))
        .bind("eventIds", column(entries, UUID.class, e -> nullable(e, InboundEvent::eventId)))
        .bind("types", column(entries, String.class, DeadLetters::typeOf))
        .bind("keys", column(entries, String.class, e -> hex(e.record().sent().key())))
        .bind("values", column(entries, String.class, e -> hex(e.record().sent().value())))
        .bind(
            "headers",
            column(entries, String.class, e -> DeadLetterHeaders.text(e.record().sent().headers())))
        .map(row -> Optional.ofNullable(row.get("user_id", UUID.class)))
        .all()
        .flatMapIterable(user -> user.map(List::of).orElseGet(List::of))
        .collect(Collectors.toSet());
  }

  /**
   * The number of dead letters of a topic.
   *
   * @param parked dead letters
   * @param skipped of types that this build does not have
   */
  public record Counts(long parked, long skipped) {}

  public Mono<Counts> count(Session session, String topic) {
    return session
        .sql(COUNT)
        .bind("topic", topic)
        .map(row -> new Counts(Columns.number(row, "parked"), Columns.number(row, "skipped")))
        .one();
  }

  /** Some users with dead letters of the topic, in order, behind one. */
  Mono<List<UUID>> queuedUsers(Session session, String topic, UUID after) {
    return session
        .sql(QUEUED_USERS)
        .bind("topic", topic)
        .bind("after", after)
        .map(row -> Columns.uuid(row, "user_id"))
        .all()
        .collectList();
  }

  Mono<List<String>> skippedTypes(Session session, String topic) {
    return session
        .sql(SKIPPED_TYPES)
        .bind("topic", topic)
        .map(row -> Columns.text(row, "type"))
        .all()
        .collectList();
  }

  /** Makes skipped records dead letters, to be retried. */
  Mono<Void> unskip(Session session, String topic, List<String> types) {
    return session
        .sql(UNSKIP)
        .bind("topic", topic)
        .bind("types", types.toArray(String[]::new))
        .then();
  }

  public Mono<Void> removeSkipped(Session session, String topic, List<String> types) {
    return session
        .sql(REMOVE_SKIPPED)
        .bind("topic", topic)
        .bind("types", types.toArray(String[]::new))
        .then();
  }

  /** Every queue, oldest first; a record of no known user is a queue of its own. */
  Mono<List<DeadLetterQueue>> queues(Session session) {
    return session.sql(QUEUES).map(DeadLetters::queue).all().collectList();
  }

  /** The head of a queue, or what stands behind a place in it. */
  Mono<List<InboundRecord>> nextRecords(
      Session session, String topic, Optional<UUID> user, int partition, long offset, int limit) {
    return bindUser(session.sql(NEXT), user)
        .bind("topic", topic)
        .bind("partition", partition)
        .bind("offset", offset)
        .bind("limit", limit)
        .map(row -> incoming(topic, row))
        .all()
        .collectList();
  }

  /** The number of these that were still stored. */
  Mono<Long> remove(Session session, String topic, List<InboundRecord> records) {
    return session
        .sql(REMOVE)
        .bind("topic", topic)
        .bind("partitions", column(records, Integer.class, InboundRecord::partition))
        .bind("offsets", column(records, Long.class, InboundRecord::offset))
        .fetch()
        .rowsUpdated();
  }

  /** Says why a record is still parked, and whose it is if that is known by now. */
  Mono<Void> updateReason(Session session, String topic, DeadLetter deadLetter) {
    return bindUser(session.sql(EXPLAIN), deadLetter.record().user())
        .bind("topic", topic)
        .bind("partition", deadLetter.record().partition())
        .bind("offset", deadLetter.record().offset())
        .bind("reason", reason(deadLetter.reason()))
        .then();
  }

  /** Takes a record out of its queue for good; it is kept with the reason. */
  Mono<Boolean> discard(Session session, String topic, int partition, long offset, String because) {
    return session
        .sql(DISCARD)
        .bind("topic", topic)
        .bind("partition", partition)
        .bind("offset", offset)
        .bind("because", reason(because))
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private static org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec bindUser(
      org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec statement,
      Optional<UUID> user) {
    return user.map(id -> statement.bind("user", id))
        .orElseGet(() -> statement.bindNull("user", UUID.class));
  }

  private static DeadLetterQueue queue(Readable row) {
    return new DeadLetterQueue(
        Columns.text(row, "topic"),
        Optional.ofNullable(row.get("user_id", UUID.class)),
        Columns.number(row, "parked"),
        Columns.text(row, "reason"),
        Columns.instant(row, "since"),
        Columns.integer(row, "partition"),
        Columns.number(row, "record_offset"));
  }

  private static InboundRecord incoming(String topic, Readable row) {
    return InboundRecord.of(
        DeadLetterHeaders.record(
            topic,
            Columns.integer(row, "partition"),
            Columns.number(row, "record_offset"),
            bytes(row, "key"),
            bytes(row, "value"),
            Columns.text(row, "headers")));
  }

  static byte @Nullable [] bytes(Readable row, String column) {
    return row.get(column, ByteBuffer.class) == null ? null : Columns.bytes(row, column);
  }

  private static <T> @Nullable T nullable(
      DeadLetter deadLetter, java.util.function.Function<InboundEvent, T> value) {
    return deadLetter.record().event().map(value).orElse(null);
  }

  private static String type(InboundEvent event) {
    return event.event().getSchema().getFullName();
  }

  /** Postgres has no NUL in a text, and a fault may quote the bytes it is about. */
  private static String reason(String reason) {
    String clean = reason.replace("\0", "");
    return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON);
  }

  private static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HexFormat.of().formatHex(bytes);
  }
}
