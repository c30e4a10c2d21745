package florin.journal.inbox.consumer;

import florin.journal.Commands;
import florin.journal.database.Locks;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.database.TransientErrors;
import florin.journal.deadletter.DeadLetterQueues;
import florin.journal.deadletter.DeadLetters;
import florin.journal.inbox.BatchTriage;
import florin.journal.inbox.InboundRecord;
import florin.journal.inbox.Inbox;
import florin.journal.inbox.InboxApplier;
import florin.journal.inbox.InboxOffsets;
import florin.journal.inbox.InboxState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One batch, one transaction: gate, household locks, the fence, effects, journal. A batch that
 * fails for a reason of its own is run again one record at a time, and the record that fails alone
 * is parked with, from then on, every later event of its user; faults that pass are thrown, and the
 * same records come again. A batch that exceeds the statement timeout, or whose households are not
 * free at the same time, is halved; one record that times out alone several times in a row is
 * parked.
 */
public class InboxBatches {

  private static final Logger log = LoggerFactory.getLogger(InboxBatches.class);

  /** After so many timeouts in a row a record that was tried alone becomes a dead letter. */
  private static final int TIMEOUTS = 5;

  private final Sessions sessions;
  private final Commands commands;
  private final InboxApplier inboxApplier;
  private final InboxOffsets inboxOffsets;
  private final DeadLetters deadLetters;
  private final PartitionLags partitionLags = new PartitionLags();
  private final PausedPartitions pausedPartitions = new PausedPartitions();
  private final RecordTimeouts recordTimeouts = new RecordTimeouts(TIMEOUTS);
  private final Set<Queue> readable = ConcurrentHashMap.newKeySet();

  /** A user's dead letters of one topic. */
  private record Queue(String topic, UUID user) {}

  public InboxBatches(Sessions sessions, Commands commands) {
    this(sessions, commands, new InboxOffsets(), new DeadLetters());
  }

  public InboxBatches(
      Sessions sessions, Commands commands, InboxOffsets inboxOffsets, DeadLetters deadLetters) {
    this.sessions = sessions;
    this.commands = commands;
    this.inboxApplier = new InboxApplier(commands);
    this.inboxOffsets = inboxOffsets;
    this.deadLetters = deadLetters;
  }

  /** Completes when every record of the batch is applied, parked or known to be done before. */
  public Mono<Void> accept(Inbox inbox, List<ConsumerRecord<byte[], byte[]>> batch) {
    List<InboundRecord> records =
        batch.stream()
            .filter(sent -> !pausedPartitions.isPaused(sent.topic(), sent.partition()))
            .map(InboundRecord::of)
            .toList();
    return NonCancellable.run(
        applyOrSplit(inbox, records)
            .then(Mono.defer(() -> retryReadable(inbox)))
            .doOnSuccess(_ -> inboxApplier.signalRelay()));
  }

  private Mono<Void> applyOrSplit(Inbox inbox, List<InboundRecord> records) {
    if (records.size() == 1) {
      return applySingle(inbox, records.getFirst());
    }
    return applyBatch(inbox, records)
        .onErrorResume(
            failure ->
                TransientErrors.isStatementTimeout(failure)
                    || TransientErrors.isHouseholdsInUse(failure),
            failure -> applyHalves(inbox, records, failure))
        .onErrorResume(
            failure -> !TransientErrors.isTransient(failure),
            failure -> {
              log.warn(
                  "{}: a batch of {} failed, trying one by one",
                  inbox.topic().topicName(),
                  records.size(),
                  failure);
              return Flux.fromIterable(records)
                  .concatMap(record -> applySingle(inbox, record))
                  .then();
            });
  }

  /** A batch that takes too long or too many households as a whole may pass in parts. */
  private Mono<Void> applyHalves(Inbox inbox, List<InboundRecord> records, Throwable failure) {
    log.warn(
        "{}: a batch of {} could not be applied at once, trying its halves: {}",
        inbox.topic().topicName(),
        records.size(),
        failure.toString());
    int half = records.size() / 2;
    return applyOrSplit(inbox, records.subList(0, half))
        .then(Mono.defer(() -> applyOrSplit(inbox, records.subList(half, records.size()))));
  }

  /** True for a fault of the record itself; one that exceeds the time limit is tried some times. */
  private boolean isPermanent(InboundRecord record, Throwable failure) {
    return TransientErrors.isStatementTimeout(failure)
        ? recordTimeouts.isGivenUp(record)
        : !TransientErrors.isTransient(failure);
  }

  private Mono<Void> applySingle(Inbox inbox, InboundRecord record) {
    return applyBatch(inbox, List.of(record))
        .onErrorResume(
            failure -> isPermanent(record, failure),
            failure -> {
              log.error(
                  "{}-{}@{} is parked",
                  inbox.topic().topicName(),
                  record.partition(),
                  record.offset(),
                  failure);
              return park(inbox, record, failure);
            });
  }

  private Mono<Void> applyBatch(Inbox inbox, List<InboundRecord> records) {
    return retryOneByOne(
        inbox, records, (session, batchTriage) -> applyTaken(session, inbox, batchTriage));
  }

  private Mono<Void> park(Inbox inbox, InboundRecord record, Throwable failure) {
    String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return retryOneByOne(
        inbox,
        List.of(record),
        (session, batchTriage) ->
            deadLetters.add(
                session,
                inbox.topic().topicName(),
                batchTriage.toApply().stream()
                    .map(r -> new DeadLetters.DeadLetter(r, reason))
                    .toList()));
  }

  private interface BatchState {
    Mono<Void> ofRecords(Session session, BatchTriage batchTriage);
  }

  private Mono<Void> retryOneByOne(
      Inbox inbox, List<InboundRecord> records, BatchState batchState) {
    Set<UUID> users = users(records.stream());
    return sessions
        .transaction(
            beginStatement(users),
            session ->
                inboxOffsets
                    .read(session, inbox.topic().topicName(), partitions(records))
                    .map(places -> triage(records, ofInbox(inbox, places)))
                    .flatMap(
                        batchTriage ->
                            batchTriage.isEmpty()
                                ? Mono.<Void>empty()
                                : moveOffsets(session, inbox, batchTriage)
                                    .then(batchState.ofRecords(session, batchTriage))))
        .retryWhen(reactor.util.retry.Retry.max(3).filter(OffsetConflict.class::isInstance));
  }

  private static Map<Integer, InboxOffsets.StoredOffset> ofInbox(
      Inbox inbox, Map<Integer, InboxOffsets.StoredOffset> places) {
    return inbox.mirrors().isEmpty()
        ? places
        : places.values().stream()
            .map(InboxOffsets.StoredOffset::ofMirror)
            .collect(Collectors.toMap(InboxOffsets.StoredOffset::partition, place -> place));
  }

  private Mono<Void> moveOffsets(Session session, Inbox inbox, BatchTriage batchTriage) {
    return Flux.fromIterable(batchTriage.moves().entrySet())
        .concatMap(
            entry ->
                inboxOffsets.advance(
                    session, inbox.topic().topicName(), entry.getKey(), entry.getValue()))
        .all(Boolean::booleanValue)
        .flatMap(moved -> moved ? Mono.empty() : Mono.error(new OffsetConflict()));
  }

  /** The seam where tests leave the households unlocked, so that the fence stands alone. */
  public String beginStatement(Collection<UUID> users) {
    return Locks.beginIntake(users);
  }

  /** The seam where tests sort wrongly. */
  public BatchTriage triage(
      List<InboundRecord> records, Map<Integer, InboxOffsets.StoredOffset> places) {
    return BatchTriage.of(records, places);
  }

  private Mono<Void> applyTaken(Session session, Inbox inbox, BatchTriage batchTriage) {
    String topic = inbox.topic().topicName();
    List<InboundRecord> taken = batchTriage.toApply();
    List<InboundRecord> repeated = batchTriage.repeated();
    Set<UUID> users = users(Stream.concat(taken.stream(), repeated.stream()));
    return users.isEmpty() && taken.isEmpty()
        ? Mono.empty()
        : deadLetters
            .usersWithDeadLetters(session, topic, users)
            .flatMap(
                waiting ->
                    replaceUnreadable(session, topic, repeated, waiting)
                        .then(Mono.defer(() -> inboxApplier.findErased(session, users)))
                        .map(erased -> BatchSplit.of(taken, waiting, erased, inbox.unknownTypes())))
            .flatMap(split -> applySplit(session, inbox, split));
  }

  private Mono<Void> applySplit(Session session, Inbox inbox, BatchSplit split) {
    String topic = inbox.topic().topicName();
    return deadLetters
        .add(session, topic, split.park())
        .then(Mono.defer(() -> deadLetters.addSkipped(session, topic, split.skip())))
        .then(Mono.defer(() -> inboxApplier.apply(session, inbox, split.apply())));
  }

  /** A readable copy takes the place of an unreadable record, and its user's queue is retried. */
  private Mono<Void> replaceUnreadable(
      Session session, String topic, List<InboundRecord> repeated, Set<UUID> waiting) {
    List<InboundRecord> copies =
        repeated.stream()
            .filter(record -> record.user().filter(waiting::contains).isPresent())
            .toList();
    return copies.isEmpty()
        ? Mono.empty()
        : deadLetters
            .replaceUnreadable(session, topic, copies)
            .doOnNext(users -> users.forEach(user -> readable.add(new Queue(topic, user))))
            .then();
  }

  private Mono<Void> retryReadable(Inbox inbox) {
    List<Queue> due =
        readable.stream().filter(queue -> queue.topic().equals(inbox.topic().topicName())).toList();
    return Flux.fromIterable(due)
        .filter(readable::remove)
        .concatMap(
            queue ->
                new DeadLetterQueues(sessions, commands, List.of(inbox))
                    .retry(queue.topic(), queue.user())
                    .doOnError(
                        failure -> log.warn("{} stays parked: {}", queue, failure.toString()))
                    .onErrorComplete())
        .then();
  }

  private static Set<UUID> users(Stream<InboundRecord> records) {
    return records.flatMap(record -> record.user().stream()).collect(Collectors.toSet());
  }

  private static Set<Integer> partitions(List<InboundRecord> records) {
    return records.stream().map(InboundRecord::partition).collect(Collectors.toSet());
  }

  PartitionLags lags() {
    return partitionLags;
  }

  PausedPartitions stops() {
    return pausedPartitions;
  }

  /** The state of an inbox, for health and metrics. */
  public Mono<InboxState> state(Inbox inbox) {
    String topic = inbox.topic().topicName();
    return sessions.transaction(
        "begin read only",
        session ->
            inboxOffsets
                .faults(session, topic)
                .flatMap(
                    faults ->
                        deadLetters
                            .count(session, topic)
                            .map(
                                counts ->
                                    new InboxState(
                                        topic,
                                        faults.gap(),
                                        faults.diverged(),
                                        pausedPartitions.reason(topic),
                                        counts.parked(),
                                        counts.skipped(),
                                        partitionLags.of(topic)))));
  }

  /**
   * Reads on where records have expired unread, from the first one that is left: what is missing
   * becomes a gap, until the owner's relay is rewound.
   *
   * @return how many partitions
   */
  public Mono<Long> resumeAtFirstAvailable(Inbox inbox) {
    String topic = inbox.topic().topicName();
    return Flux.fromIterable(pausedPartitions.firstAvailableOffsets(topic).entrySet())
        .concatMap(
            left ->
                sessions.transaction(
                    "begin",
                    session -> inboxOffsets.skipTo(session, topic, left.getKey(), left.getValue())))
        .filter(Boolean::booleanValue)
        .count();
  }

  /** Every stored place of one topic. */
  Mono<Map<Integer, InboxOffsets.StoredOffset>> storedOffsets(
      String topic, Collection<Integer> partitions) {
    return sessions.transaction(
        "begin read only", session -> inboxOffsets.read(session, topic, partitions));
  }

  public Mono<Void> storeOffset(String topic, int partition, String topicId, long offset) {
    return sessions.transaction(
        "begin", session -> inboxOffsets.store(session, topic, partition, topicId, offset));
  }
}
