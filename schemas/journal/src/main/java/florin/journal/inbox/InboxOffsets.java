package florin.journal.inbox;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Where each partition stands, as Postgres has it. */
public class InboxOffsets {

  private static final String READ =
      """
      select partition, topic_id, next_offset, position, gap_since is not null as gap
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
      set next_offset = :end, position = :position,
          gap_since = case when :gap then coalesce(gap_since, clock_timestamp()) end
      where topic = :topic and partition = :partition and next_offset = :start
      """;

  private static final String GAP =
      """
      select min(gap_since) as since, min(position) as after
      from journal.inbox_offset
      where topic = :topic and gap_since is not null
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
      int partition, String topicId, long nextOffset, long position, boolean gap) {}

  public Mono<Map<Integer, StoredOffset>> read(
      Session session, String topic, Collection<Integer> partitions) {
    return session
        .sql(READ)
        .bind("topic", topic)
        .bind("partitions", partitions.toArray(Integer[]::new))
        .map(
            row ->
                new StoredOffset(
                    Columns.integer(row, "partition"),
                    Columns.text(row, "topic_id"),
                    Columns.number(row, "next_offset"),
                    Columns.number(row, "position"),
                    Columns.bool(row, "gap")))
        .all()
        .collect(Collectors.toMap(StoredOffset::partition, storedOffset -> storedOffset));
  }

  /**
   * Since when, and after which position of the owner's journal, some partition misses an event.
   */
  public Mono<Optional<InboxState.Gap>> gap(Session session, String topic) {
    return session
        .sql(GAP)
        .bind("topic", topic)
        .map(
            row ->
                Optional.ofNullable(Columns.nullableInstant(row, "since"))
                    .map(since -> new InboxState.Gap(since, Columns.number(row, "after"))))
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
    return session
        .sql(MOVE)
        .bind("topic", topic)
        .bind("partition", partition)
        .bind("start", offsetMove.start())
        .bind("end", offsetMove.end())
        .bind("position", offsetMove.position())
        .bind("gap", offsetMove.gap())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /** A partition's step: from an offset to an offset, and the position reached. */
  public record OffsetMove(long start, long end, long position, boolean gap) {}
}
