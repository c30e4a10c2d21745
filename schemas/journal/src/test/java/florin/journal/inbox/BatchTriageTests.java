package florin.journal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.kafka.EventRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Histories of a journal and heartbeats, as an inbox meets them. */
class BatchTriageTests {

  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(2, 2);
  private static final UUID THIRD = new UUID(3, 3);

  private final List<InboundRecord> records = new ArrayList<>();

  private static UUID id(long number) {
    return new UUID(0, number);
  }

  private BatchTriageTests add(Map<String, Object> headers) {
    RecordHeaders sent = new RecordHeaders();
    headers.forEach(
        (name, value) -> sent.add(name, value.toString().getBytes(StandardCharsets.UTF_8)));
    records.add(
        InboundRecord.of(
            new ConsumerRecord<>(
                "any.events",
                0,
                records.size(),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                null,
                new byte[0],
                sent,
                Optional.empty())));
    return this;
  }

  private BatchTriageTests event(long position, long previous, UUID id, UUID incarnation) {
    return add(
        Map.of(
            EventRecords.POSITION, position,
            EventRecords.PREVIOUS, previous,
            EventRecords.EVENT_ID, id,
            EventRecords.INCARNATION, incarnation));
  }

  private BatchTriageTests event(
      long position, long previous, UUID id, UUID incarnation, long forkedAfter) {
    return add(
        Map.of(
            EventRecords.POSITION, position,
            EventRecords.PREVIOUS, previous,
            EventRecords.EVENT_ID, id,
            EventRecords.INCARNATION, incarnation,
            EventRecords.FORKED_AFTER, forkedAfter));
  }

  private BatchTriageTests heartbeat(long last) {
    return add(Map.of(EventRecords.LAST_POSITION, last, EventRecords.INCARNATION, FIRST));
  }

  private static InboxOffsets.StoredOffset deciding(long position, UUID last) {
    return new InboxOffsets.StoredOffset(
        0,
        "topic",
        0,
        position,
        false,
        new AppliedHistory(last, FIRST, Set.of(), false, false, false));
  }

  private static InboxOffsets.StoredOffset mirror(long position, UUID last) {
    return deciding(position, last).ofMirror();
  }

  private BatchTriage triage(InboxOffsets.StoredOffset stored) {
    return BatchTriage.of(records, Map.of(0, stored));
  }

  private static InboxOffsets.OffsetMove move(BatchTriage triage) {
    return Objects.requireNonNull(triage.moves().get(0));
  }

  private static List<Long> applied(BatchTriage triage) {
    return triage.toApply().stream()
        .map(record -> record.number(EventRecords.POSITION).orElseThrow())
        .toList();
  }

  @Test
  void aHeartbeatBehindTheLastEventChangesNothing() {
    event(5, 4, id(5), FIRST).heartbeat(5);
    BatchTriage triage = triage(deciding(4, id(4)));
    assertThat(applied(triage)).containsExactly(5L);
    assertThat(move(triage).gap()).isFalse();
    assertThat(move(triage).end()).isEqualTo(2);
  }

  @Test
  void aHeartbeatOfALaterEventShowsThatItIsMissing() {
    event(5, 4, id(5), FIRST).heartbeat(8);
    BatchTriage triage = triage(deciding(4, id(4)));
    assertThat(applied(triage)).containsExactly(5L);
    assertThat(move(triage).gap()).isTrue();
    assertThat(move(triage).position()).isEqualTo(5);
  }

  @Test
  void aHeartbeatEndsAGapWhoseEventsAreErased() {
    event(9, 8, id(9), FIRST).heartbeat(4);
    BatchTriage triage = triage(deciding(4, id(4)));
    assertThat(applied(triage)).isEmpty();
    assertThat(move(triage).gap()).isFalse();
  }

  @Test
  void anotherEventAtTheLastPositionStopsTheInbox() {
    event(4, 3, id(400), FIRST).event(5, 4, id(5), FIRST);
    BatchTriage triage = triage(deciding(4, id(4)));
    assertThat(applied(triage)).isEmpty();
    assertThat(move(triage).history().diverged()).isTrue();
    assertThat(move(triage).position()).isEqualTo(4);
  }

  @Test
  void theSameEventAgainIsDropped() {
    event(4, 3, id(4), FIRST).event(5, 4, id(5), FIRST);
    BatchTriage triage = triage(deciding(4, id(4)));
    assertThat(applied(triage)).containsExactly(5L);
    assertThat(move(triage).history().diverged()).isFalse();
    assertThat(move(triage).history().eventId()).isEqualTo(id(5));
  }

  @Test
  void aNewHistoryTakesADecidingInboxBackToTheFork() {
    event(3, 2, id(300), SECOND, 2).event(20, 3, id(20), SECOND, 2);
    BatchTriage triage = triage(deciding(9, id(9)));
    assertThat(applied(triage)).containsExactly(3L, 20L);
    assertThat(move(triage).history().incarnation()).isEqualTo(SECOND);
    assertThat(move(triage).history().former()).containsExactly(FIRST);
    assertThat(move(triage).history().diverged()).isFalse();
  }

  @Test
  void aNewHistoryStopsAMirrorThatIsPastTheFork() {
    event(3, 2, id(300), SECOND, 2).event(20, 3, id(20), SECOND, 2);
    BatchTriage triage = triage(mirror(9, id(9)));
    assertThat(applied(triage)).isEmpty();
    assertThat(move(triage).history().diverged()).isTrue();
    assertThat(move(triage).history().incarnation()).isEqualTo(SECOND);
  }

  @Test
  void aNewHistoryDoesNotStopAMirrorBeforeTheFork() {
    event(2, 1, id(2), SECOND, 2).event(20, 2, id(20), SECOND, 2);
    BatchTriage triage = triage(mirror(2, id(2)));
    assertThat(applied(triage)).containsExactly(20L);
    assertThat(move(triage).history().diverged()).isFalse();
  }

  @Test
  void recordsOfAFormerHistoryArePassedOver() {
    event(20, 2, id(20), SECOND, 2).event(10, 9, id(10), FIRST).event(21, 20, id(21), SECOND, 2);
    BatchTriage triage = triage(deciding(9, id(9)));
    assertThat(applied(triage)).containsExactly(20L, 21L);
    assertThat(move(triage).end()).isEqualTo(3);
  }

  @Test
  void severalHistoriesFollowEachOther() {
    event(20, 2, id(20), SECOND, 2).event(30, 2, id(30), THIRD, 2);
    BatchTriage triage = triage(deciding(9, id(9)));
    assertThat(applied(triage)).containsExactly(20L, 30L);
    assertThat(move(triage).history().former()).containsExactlyInAnyOrder(FIRST, SECOND);
  }

  @Test
  void aReplayFollowsItsOwnHistoryOnly() {
    event(5, 4, id(5), FIRST).event(20, 4, id(20), SECOND, 4);
    InboxOffsets.StoredOffset stored =
        new InboxOffsets.StoredOffset(0, "topic", 0, 4, false, AppliedHistory.only(SECOND));
    assertThat(applied(triage(stored))).containsExactly(20L);
  }

  @Test
  void theFirstHistoryThatIsKnownIsAdopted() {
    event(5, 4, id(5), SECOND, 2);
    InboxOffsets.StoredOffset stored =
        new InboxOffsets.StoredOffset(0, "topic", 0, 4, false, AppliedHistory.UNKNOWN);
    BatchTriage triage = triage(stored);
    assertThat(applied(triage)).containsExactly(5L);
    assertThat(move(triage).history().incarnation()).isEqualTo(SECOND);
  }
}
