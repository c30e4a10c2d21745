package florin.journal.replay;

import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.database.TransientErrors;
import florin.journal.inbox.AppliedHistory;
import florin.journal.inbox.BatchTriage;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.inbox.InboxApplier;
import florin.journal.inbox.InboxOffsets;
import florin.journal.replay.MirrorState.Phase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The steps of a replay on the new tables, each with its progress in one transaction. */
final class ReplaySteps {

  private static final int STEP = 500;
  private static final String TOO_SLOW = "one record exceeds the statement timeout: ";

  private final Sessions worker;
  private final ReplayProgress replayProgress;
  private final InboxApplier inboxApplier;
  private volatile int step = STEP;

  ReplaySteps(Sessions worker, ReplayProgress replayProgress, InboxApplier inboxApplier) {
    this.worker = worker;
    this.replayProgress = replayProgress;
    this.inboxApplier = inboxApplier;
  }

  /** One replay of one mirror. */
  record Run(Inbox inbox, UUID id) {
    String topic() {
      return inbox.topic().topicName();
    }
  }

  /**
   * Applies records of the replay; true if it has ended. Records that exceed the statement timeout
   * are halved; the failure of one record alone ends the replay.
   */
  Mono<Boolean> applyReplayed(Run run, List<ConsumerRecord<byte[], byte[]>> records) {
    return applyAtOnce(run, records)
        .onErrorResume(
            TransientErrors::isStatementTimeout,
            failure ->
                records.size() > 1
                    ? applyHalves(run, records)
                    : Mono.error(new IllegalStateException(TOO_SLOW + failure)));
  }

  private Mono<Boolean> applyHalves(Run run, List<ConsumerRecord<byte[], byte[]>> records) {
    int half = records.size() / 2;
    return applyReplayed(run, records.subList(0, half))
        .then(Mono.defer(() -> applyReplayed(run, records.subList(half, records.size()))));
  }

  private Mono<Boolean> applyAtOnce(Run run, List<ConsumerRecord<byte[], byte[]>> records) {
    return worker.transaction(
        "begin",
        session ->
            replayProgress
                .partitions(session, run.topic())
                .map(places -> ReplayTriage.of(run.id(), records, places))
                .flatMap(
                    replayTriage ->
                        replayProgress
                            .ofOneIncarnation(session, run.topic(), replayTriage.incarnations())
                            .then(Mono.defer(() -> apply(session, run, replayTriage.events())))
                            .then(
                                replayProgress.updatePartitions(
                                    session, run.topic(), replayTriage.progress()))
                            .thenReturn(replayTriage.isComplete())));
  }

  private Mono<Void> apply(Session session, Run run, List<InboundEvent> events) {
    return inboxApplier
        .findErased(session, events.stream().map(InboundEvent::user).distinct().toList())
        .map(erased -> events.stream().filter(event -> !erased.contains(event.user())).toList())
        .flatMap(allowed -> inboxApplier.applyToNewTables(session, run.inbox(), allowed));
  }

  /**
   * Applies the records received; true if the tables have reached the offsets of the live inbox.
   * After a statement timeout a step has half as many records; one record alone ends the replay.
   */
  Mono<Boolean> applyLive(Run run, LiveTail liveTail) {
    return Mono.defer(() -> applyStep(run, liveTail, step))
        .onErrorResume(
            TransientErrors::isStatementTimeout,
            failure -> {
              if (step == 1) {
                return Mono.error(new IllegalStateException(TOO_SLOW + failure));
              }
              step = step / 2;
              return Mono.just(false);
            });
  }

  private Mono<Boolean> applyStep(Run run, LiveTail liveTail, int records) {
    return worker.transaction(
        "begin",
        session ->
            Mono.zip(
                    replayProgress.partitions(session, run.topic()),
                    Mono.defer(() -> replayProgress.liveOffsets(session, run.topic())),
                    Mono.defer(() -> replayProgress.incarnation(session, run.topic())))
                .flatMap(
                    found ->
                        step(
                            session,
                            run,
                            found.getT1(),
                            BatchTriage.of(
                                liveTail.upTo(liveOffsets(found.getT1()), found.getT2(), records),
                                storedOffsets(found.getT1(), found.getT3().orElse(null))),
                            found.getT2())));
  }

  private Mono<Boolean> step(
      Session session,
      Run run,
      Map<Integer, PartitionProgress> places,
      BatchTriage batchTriage,
      Map<Integer, Long> live) {
    Map<Integer, PartitionProgress> next = new TreeMap<>(places);
    batchTriage
        .moves()
        .forEach(
            (partition, offsetMove) ->
                next.computeIfPresent(
                    partition,
                    (_, partitionProgress) ->
                        partitionProgress.afterLiveRecord(
                            offsetMove.end(), offsetMove.position(), offsetMove.gap())));
    boolean there =
        next.values().stream()
            .allMatch(
                partitionProgress ->
                    partitionProgress.liveOffset()
                        >= live.getOrDefault(partitionProgress.partition(), 0L));
    List<InboundEvent> events =
        batchTriage.toApply().stream().flatMap(record -> record.event().stream()).toList();
    return apply(session, run, events)
        .then(replayProgress.updatePartitions(session, run.topic(), next.values()))
        .thenReturn(there);
  }

  private static Map<Integer, Long> liveOffsets(Map<Integer, PartitionProgress> places) {
    return places.values().stream()
        .collect(Collectors.toMap(PartitionProgress::partition, PartitionProgress::liveOffset));
  }

  private static Map<Integer, InboxOffsets.StoredOffset> storedOffsets(
      Map<Integer, PartitionProgress> places, @Nullable UUID incarnation) {
    return places.values().stream()
        .collect(
            Collectors.toMap(
                PartitionProgress::partition,
                partitionProgress ->
                    new InboxOffsets.StoredOffset(
                        partitionProgress.partition(),
                        "",
                        partitionProgress.liveOffset(),
                        partitionProgress.position(),
                        partitionProgress.gap(),
                        AppliedHistory.only(incarnation))));
  }

  Mono<Map<Integer, PartitionProgress>> progress(Run run) {
    return worker.transaction(
        "begin read only", session -> replayProgress.partitions(session, run.topic()));
  }

  Mono<Void> enterPhase(Run run, Phase phase) {
    return worker.transaction(
        "begin", session -> replayProgress.enterPhase(session, run.topic(), phase));
  }
}
