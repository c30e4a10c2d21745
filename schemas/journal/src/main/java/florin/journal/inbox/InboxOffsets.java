package florin.journal.inbox;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The stored offset of each partition. */
public class InboxOffsets {

  private static final String READ =
      """
      select partition, topic_id, next_offset, position, gap_since is not null as gap, event_id, incarnation,
          former_incarnations, diverged_since is not null as diverged
      from journal.inbox_offset
      where topic = :topic and partition = any(:partitions)
      """;

  private static final String PLACE =
      """
      insert into journal.inbox_offset (topic, partition, topic_id, next_offset)
      values (:topic, :partition, :topicId, :offset)
      on conflict (topic, partition) do update set topic_id = excluded.topic_id, next_offset = excluded.next_offset
      """;

  private static final String MOVE =
      """
      update journal.inbox_offset
      set next_offset = :end, position = :position, event_id = :eventId::uuid, incarnation = :incarnation::uuid,
          former_incarnations = :former::uuid[],
          gap_since = case when :gap then coalesce(gap_since, clock_timestamp()) end,
          diverged_since = case when :diverged then coalesce(diverged_since, clock_timestamp()) end
      where topic = :topic and partition = :partition and topic_id = :topicId and next_offset = :start
        and position = :from
      """;

  private static final String FAULTS =
      """
      select min(gap_since) as since, min(position) filter (where gap_since is not null) as after,
          min(diverged_since) as diverged
      from journal.inbox_offset
      where topic = :topic
      """;

  private static final String SKIP =
      """
      update journal.inbox_offset
      set next_offset = :first, gap_since = coalesce(gap_since, clock_timestamp())
      where topic = :topic and partition = :partition and next_offset < :first
      """;

  /**
   * One partition's row.
   *
   * @param topicId Kafka's id of the topic the offset belongs to
   * @param nextOffset the offset of the first record not yet done
   * @param position the owner's journal position of the last event applied, 0 before the first
   */
  public record StoredOffset(
      int partition,
      String topicId,
      long nextOffset,
      long position,
      boolean gap,
      AppliedHistory history) {

    /** Of an inbox that only mirrors. */
    public StoredOffset ofMirror() {
      return new StoredOffset(partition, topicId, nextOffset, position, gap, history.ofMirror());
    }
  }

  public Mono<Map<Integer, StoredOffset>> read(
      Session session, String topic, Collection<Integer> partitions) {
    return session
        .sql(READ)
        .bind("topic", topic)
        .bind("partitions", partitions.toArray(Integer[]::new))
        .map(InboxOffsets::storedOffset)
        .all()
        .collect(Collectors.toMap(StoredOffset::partition, storedOffset -> storedOffset));
  }

  private static StoredOffset storedOffset(Readable row) {
    return new StoredOffset(
        Columns.integer(row, "partition"),
        Columns.text(row, "topic_id"),
        Columns.number(row, "next_offset"),
        Columns.number(row, "position"),
        Columns.bool(row, "gap"),
        new AppliedHistory(
            row.get("event_id", UUID.class),
            row.get("incarnation", UUID.class),
            Set.copyOf(
                List.of(Objects.requireNonNull(row.get("former_incarnations", UUID[].class)))),
            Columns.bool(row, "diverged"),
            false,
            false));
  }

  /**
   * Faults of a topic's partitions.
   *
   * @param gap since when, and after which position of the owner's journal, an event is missing
   * @param diverged since when the owner's journal is not the one that was applied
   */
  public record Faults(Optional<InboxState.Gap> gap, Optional<Instant> diverged) {}

  public Mono<Faults> faults(Session session, String topic) {
    return session
        .sql(FAULTS)
        .bind("topic", topic)
        .map(
            row ->
                new Faults(
                    Optional.ofNullable(Columns.nullableInstant(row, "since"))
                        .map(since -> new InboxState.Gap(since, Columns.number(row, "after"))),
                    Optional.ofNullable(Columns.nullableInstant(row, "diverged"))))
        .one();
  }

  /** Gives up the records before an offset: from now on they are a gap, until they come again. */
  public Mono<Boolean> skipTo(Session session, String topic, int partition, long first) {
    return session
        .sql(SKIP)
        .bind("topic", topic)
        .bind("partition", partition)
        .bind("first", first)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /** Makes or moves the row at an assignment; the position stays what it was. */
  public Mono<Void> store(
      Session session, String topic, int partition, String topicId, long offset) {
    return session
        .sql(PLACE)
        .bind("topic", topic)
        .bind("partition", partition)
        .bind("topicId", topicId)
        .bind("offset", offset)
        .then();
  }

  /** The fence: false if another transaction has moved the row since it was read. */
  public Mono<Boolean> advance(
      Session session, String topic, int partition, OffsetMove offsetMove) {
    AppliedHistory history = offsetMove.history();
    GenericExecuteSpec move =
        session
            .sql(MOVE)
            .bind("topic", topic)
            .bind("partition", partition)
            .bind("topicId", offsetMove.from().topicId())
            .bind("start", offsetMove.from().nextOffset())
            .bind("from", offsetMove.from().position())
            .bind("end", offsetMove.end())
            .bind("position", offsetMove.position())
            .bind("gap", offsetMove.gap())
            .bind("former", history.former().toArray(UUID[]::new))
            .bind("diverged", history.diverged());
    return bind(bind(move, "eventId", history.eventId()), "incarnation", history.incarnation())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private static GenericExecuteSpec bind(
      GenericExecuteSpec statement, String name, @Nullable UUID value) {
    return value == null ? statement.bindNull(name, UUID.class) : statement.bind(name, value);
  }

  /** A partition's step: from what was stored to an offset and a position. */
  public record OffsetMove(
      StoredOffset from, long end, long position, boolean gap, AppliedHistory history) {}
}
