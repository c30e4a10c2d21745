package florin.journal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.AvroEvents;
import florin.events.Topic;
import florin.events.erasure.UserErasing;
import florin.journal.inbox.InboundEvent;
import florin.journal.kafka.EventRecords;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Walks of an owner over its journal that lose records, and what a mirror applies of them. */
class ReplayTriageTests {

  private static final int PARTITIONS = 2;
  private static final Topic TOPIC = new Topic("filled.events", PARTITIONS, Duration.ofDays(1));
  private static final UUID REPLAY = UUID.randomUUID();

  /** Records that come whatever a walk lost. */
  private static final Function<Random, Boolean> KEPT = _ -> false;

  private static final Function<Random, Boolean> LOSSY = random -> random.nextInt(20) == 0;

  private final List<RecordedEvent> journal = new ArrayList<>();
  private long nextPosition = 1;

  /** Partition by partition, what one walk sends. */
  private Map<Integer, List<ProducerRecord<byte[], byte[]>>> walk(
      Random random, Function<Random, Boolean> lost, boolean withLast) {
    long[] last = new long[PARTITIONS];
    Map<Integer, List<ProducerRecord<byte[], byte[]>>> sent = new TreeMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      sent.put(partition, new ArrayList<>());
    }
    for (RecordedEvent event : journal) {
      int partition = EventRecords.partition(event.stream().user(), PARTITIONS);
      ProducerRecord<byte[], byte[]> one =
          EventRecords.of(TOPIC, event, partition, last[partition]);
      ReplayHeaders.addHeader(one.headers(), ReplayHeaders.REPLAY_ID, REPLAY);
      last[partition] = event.position();
      if (!lost.apply(random)) {
        sent.get(partition).add(one);
      }
    }
    long head = journal.getLast().position();
    sent.forEach(
        (partition, records) -> {
          ProducerRecord<byte[], byte[]> end =
              new ProducerRecord<>(TOPIC.topicName(), partition, null, new byte[0]);
          ReplayHeaders.addHeader(end.headers(), ReplayHeaders.REPLAY_ID, REPLAY);
          ReplayHeaders.addHeader(end.headers(), ReplayHeaders.REPLAY_END, head);
          if (withLast) {
            ReplayHeaders.addHeader(end.headers(), ReplayHeaders.REPLAY_LAST, last[partition]);
          }
          records.add(end);
        });
    return sent;
  }

  private void append(Random random, int events) {
    for (int i = 0; i < events; i++) {
      UUID user = new UUID(7, random.nextInt(8));
      UserErasing any = new UserErasing(user, Instant.EPOCH.truncatedTo(ChronoUnit.MILLIS));
      nextPosition += random.nextInt(3) + 1;
      journal.add(
          new RecordedEvent(
              nextPosition,
              new StreamId(user, "any", user),
              1,
              Ids.next(),
              any.getSchema().getFullName(),
              AvroEvents.fingerprint(any),
              AvroEvents.encode(any),
              Ids.next(),
              Actor.SYSTEM,
              Optional.empty(),
              Instant.EPOCH));
    }
  }

  /** A mirror in memory: the places, and the positions it applied in their order. */
  private static final class Mirror {
    private final BiFunction<
            Map<Integer, PartitionProgress>, List<ConsumerRecord<byte[], byte[]>>, ReplayTriage>
        filling;
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final List<Long> applied = new ArrayList<>();
    private Map<Integer, PartitionProgress> places = new HashMap<>();
    private boolean complete;

    Mirror(
        BiFunction<
                Map<Integer, PartitionProgress>, List<ConsumerRecord<byte[], byte[]>>, ReplayTriage>
            filling) {
      this.filling = filling;
      for (int partition = 0; partition < PARTITIONS; partition++) {
        places.put(partition, new PartitionProgress(partition, 0, 0, 0, -1, false));
      }
    }

    void take(List<ProducerRecord<byte[], byte[]>> records) {
      ReplayTriage step = filling.apply(places, records.stream().map(this::stored).toList());
      step.events().stream().map(InboundEvent::position).forEach(applied::add);
      places = new HashMap<>();
      step.progress()
          .forEach(
              partitionProgress -> places.put(partitionProgress.partition(), partitionProgress));
      complete = step.isComplete();
    }

    private ConsumerRecord<byte[], byte[]> stored(ProducerRecord<byte[], byte[]> sent) {
      long offset = offsets.merge(sent.partition(), 1L, Long::sum) - 1;
      return new ConsumerRecord<>(
          sent.topic(),
          sent.partition(),
          offset,
          ConsumerRecord.NO_TIMESTAMP,
          TimestampType.NO_TIMESTAMP_TYPE,
          ConsumerRecord.NULL_SIZE,
          ConsumerRecord.NULL_SIZE,
          sent.key(),
          sent.value(),
          new RecordHeaders(sent.headers().toArray()),
          Optional.empty());
    }
  }

  private static Mirror mirror() {
    return new Mirror((places, records) -> ReplayTriage.of(REPLAY, records, places));
  }

  /** As it was: whatever is behind the place is in line, and every end counts. */
  private static Mirror withoutPrevious(boolean endsToo) {
    return new Mirror(
        (places, records) ->
            new ReplayTriage(places) {
              @Override
              boolean inLine(PartitionProgress partitionProgress, InboundEvent event) {
                return event.position() > partitionProgress.position();
              }

              @Override
              boolean reached(PartitionProgress partitionProgress, @Nullable String last) {
                return endsToo || super.reached(partitionProgress, last);
              }
            }.taking(REPLAY, records));
  }

  private static Mirror withoutLast() {
    return new Mirror(
        (places, records) ->
            new ReplayTriage(places) {
              @Override
              boolean reached(PartitionProgress partitionProgress, @Nullable String last) {
                return true;
              }
            }.taking(REPLAY, records));
  }

  /** All partitions of some walks at once: records of a partition and a walk keep their order. */
  private static List<ProducerRecord<byte[], byte[]>> interleaved(
      Random random, List<Map<Integer, List<ProducerRecord<byte[], byte[]>>>> walks) {
    List<List<ProducerRecord<byte[], byte[]>>> queues =
        new ArrayList<>(
            walks.stream()
                .flatMap(walk -> walk.values().stream())
                .map(ArrayList::new)
                .map(queue -> (List<ProducerRecord<byte[], byte[]>>) queue)
                .toList());
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
    while (!queues.isEmpty()) {
      List<ProducerRecord<byte[], byte[]>> next = queues.get(random.nextInt(queues.size()));
      all.add(next.removeFirst());
      queues.removeIf(List::isEmpty);
    }
    return all;
  }

  private static void deliver(
      Mirror mirror, Random random, List<ProducerRecord<byte[], byte[]>> records) {
    int at = 0;
    while (at < records.size() && !mirror.complete) {
      int batch = Math.min(records.size() - at, random.nextInt(7) + 1);
      mirror.take(records.subList(at, at + batch));
      at += batch;
    }
  }

  /** Whether the mirror has every event up to its place in each partition, once and in order. */
  private boolean isWhole(Mirror mirror) {
    Map<Long, Integer> partitions = new HashMap<>();
    journal.forEach(
        event ->
            partitions.put(
                event.position(), EventRecords.partition(event.stream().user(), PARTITIONS)));
    return IntStream.range(0, PARTITIONS)
        .allMatch(
            partition -> {
              List<Long> applied =
                  mirror.applied.stream()
                      .filter(position -> partitions.get(position) == partition)
                      .toList();
              List<Long> wanted =
                  journal.stream()
                      .map(RecordedEvent::position)
                      .filter(position -> position <= mirror.places.get(partition).position())
                      .filter(position -> partitions.get(position) == partition)
                      .sorted(Comparator.naturalOrder())
                      .toList();
              return applied.equals(wanted);
            });
  }

  /** Two servers with losses, then, as long as it is asked for, walks of one; the journal grows. */
  private void run(Mirror mirror, Random random) {
    append(random, 30 + random.nextInt(30));
    Map<Integer, List<ProducerRecord<byte[], byte[]>>> first = walk(random, LOSSY, true);
    append(random, random.nextInt(5));
    deliver(mirror, random, interleaved(random, List.of(first, walk(random, LOSSY, true))));
    for (int time = 0; time < 50 && !mirror.complete; time++) {
      append(random, random.nextInt(3));
      deliver(
          mirror,
          random,
          interleaved(random, List.of(walk(random, time < 5 ? LOSSY : KEPT, true))));
    }
  }

  @Test
  void aMirrorThatIsCompleteHasEveryEventOnceAndInOrder() {
    SeededRuns.forEachSeed(
        TestScale.of(300, 20_000),
        random -> {
          ReplayTriageTests one = new ReplayTriageTests();
          Mirror mirror = mirror();
          one.run(mirror, random);
          assertThat(mirror.complete).isTrue();
          assertThat(one.isWhole(mirror)).isTrue();
        });
  }

  @Test
  void theWrongOnesAreCaught() {
    Stream.<Mirror>of(withoutPrevious(true), withoutPrevious(false), withoutLast())
        .forEach(
            first -> {
              boolean caught = false;
              for (int seed = 0; seed < 500 && !caught; seed++) {
                ReplayTriageTests one = new ReplayTriageTests();
                Mirror mirror = new Mirror(first.filling);
                one.run(mirror, new Random(seed));
                caught = mirror.complete && !one.isWhole(mirror);
              }
              assertThat(caught).isTrue();
            });
  }

  /** The batch of a walk in which one record expires while a later one of its partition lands. */
  @Test
  void aRecordThatIsMissingIsNotHiddenByTheNextOne() {
    append(new Random(1), 12);
    int[] nth = {0};
    Mirror mirror = mirror();

    deliver(
        mirror,
        new Random(1),
        interleaved(new Random(1), List.of(walk(new Random(1), _ -> nth[0]++ == 4, true))));
    assertThat(mirror.complete).as("the end of the first walk does not count").isFalse();
    deliver(
        mirror,
        new Random(1),
        interleaved(new Random(1), List.of(walk(new Random(1), KEPT, true))));

    assertThat(mirror.complete).isTrue();
    assertThat(isWhole(mirror)).isTrue();
  }

  @Test
  void theLastRecordOfAPartitionMayBeTheMissingOne() {
    append(new Random(2), 12);
    int[] nth = {0};
    Mirror mirror = mirror();

    deliver(
        mirror,
        new Random(1),
        interleaved(new Random(1), List.of(walk(new Random(1), _ -> nth[0]++ == 11, true))));

    assertThat(mirror.complete).isFalse();
  }

  /** An owner of an earlier version does not send the partition's last position. */
  @Test
  void anEndWithoutALastPositionCounts() {
    append(new Random(3), 12);
    Mirror mirror = mirror();

    deliver(
        mirror,
        new Random(1),
        interleaved(new Random(1), List.of(walk(new Random(1), KEPT, false))));

    assertThat(mirror.complete).isTrue();
    assertThat(isWhole(mirror)).isTrue();
  }
}
