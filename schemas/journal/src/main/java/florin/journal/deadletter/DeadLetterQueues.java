package florin.journal.deadletter;

import florin.events.EventSchemas;
import florin.journal.Commands;
import florin.journal.database.Locks;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.database.TransientErrors;
import florin.journal.inbox.InboundRecord;
import florin.journal.inbox.Inbox;
import florin.journal.inbox.InboxApplier;
import florin.journal.stream.Rejection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The operator's hand on what is parked. A retry applies a user's queue in order, a part of it per
 * transaction, under the same locks as a batch from Kafka: what arrives meanwhile is parked behind
 * it until its last row is gone, so no event overtakes another.
 */
public final class DeadLetterQueues {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterQueues.class);
  private static final int CHUNK = 500;

  private final Sessions sessions;
  private final InboxApplier inboxApplier;
  private final DeadLetters deadLetters = new DeadLetters();
  private final Map<String, Inbox> inboxes;

  public DeadLetterQueues(Sessions sessions, Commands commands, Collection<Inbox> inboxes) {
    this.sessions = sessions;
    this.inboxApplier = new InboxApplier(commands);
    this.inboxes =
        inboxes.stream()
            .collect(Collectors.toMap(inbox -> inbox.topic().topicName(), Function.identity()));
  }

  /**
   * The result of a retry.
   *
   * @param applied events that are applied now
   * @param stopped why the next one still cannot be, empty if nothing is left
   */
  public record RetryResult(long applied, Optional<String> stopped) {

    /** Both; of two reasons the first one stays. */
    private RetryResult with(RetryResult other) {
      return new RetryResult(applied + other.applied, stopped.or(other::stopped));
    }

    private RetryResult plus(long more) {
      return new RetryResult(applied + more, stopped);
    }
  }

  /** The queues, oldest first, at most a thousand. */
  public Mono<List<DeadLetterQueue>> queues() {
    return sessions.transaction("begin read only", deadLetters::queues);
  }

  /**
   * Applies a user's queue, from its first event to the first one that fails again.
   *
   * @throws Rejection {@code not-found} if this service does not read the topic
   */
  public Mono<RetryResult> retry(String topic, UUID user) {
    return NonCancellable.run(
        inbox(topic)
            .flatMap(inbox -> retryQueue(inbox, user, CHUNK))
            .doOnSuccess(_ -> inboxApplier.signalRelay()));
  }

  /**
   * Retries every record of the topic that names no user. One that can be read by now is applied,
   * or joins its user's queue if there is one.
   */
  public Mono<RetryResult> retryUnknown(String topic) {
    return NonCancellable.run(
        inbox(topic)
            .flatMap(inbox -> retryUnknownFrom(inbox, -1, -1, new RetryResult(0, Optional.empty())))
            .doOnSuccess(_ -> inboxApplier.signalRelay()));
  }

  /** Retries the records of no known user, and then every user's queue. */
  public Mono<RetryResult> retryAll(String topic) {
    return retryUnknown(topic).flatMap(result -> retryUsers(topic, new UUID(0, 0), result));
  }

  private Mono<RetryResult> retryUsers(String topic, UUID after, RetryResult before) {
    return sessions
        .transaction("begin read only", session -> deadLetters.queuedUsers(session, topic, after))
        .flatMap(
            users ->
                users.isEmpty()
                    ? Mono.just(before)
                    : Flux.fromIterable(users)
                        .concatMap(user -> retry(topic, user))
                        .reduce(before, RetryResult::with)
                        .flatMap(result -> retryUsers(topic, users.getLast(), result)));
  }

  /**
   * Applies the events that an earlier build skipped because it did not have their types, as far as
   * this build has them.
   */
  public Mono<RetryResult> retrySkipped(String topic) {
    return sessions
        .transaction("begin", session -> unskipKnown(session, topic))
        .flatMap(
            known ->
                known.isEmpty()
                    ? Mono.just(new RetryResult(0, Optional.empty()))
                    : retryAll(topic));
  }

  private Mono<List<String>> unskipKnown(Session session, String topic) {
    return knownSkippedTypes(session, topic)
        .flatMap(known -> deadLetters.unskip(session, topic, known).thenReturn(known));
  }

  /** Types that an earlier build skipped and that this one has. */
  public Mono<List<String>> knownSkippedTypes(Session session, String topic) {
    return deadLetters
        .skippedTypes(session, topic)
        .map(
            types ->
                types.stream()
                    .filter(type -> !EventSchemas.shipped().versions(type).isEmpty())
                    .toList());
  }

  /**
   * Gives a parked record up, so that its user's queue can go on without it. It is kept among the
   * discarded ones, with the reason.
   *
   * @return false if there is no such record
   */
  public Mono<Boolean> discard(String topic, int partition, long offset, String because) {
    log.warn("{}-{}@{} is discarded: {}", topic, partition, offset, because);
    return sessions.transaction(
        "begin", session -> deadLetters.discard(session, topic, partition, offset, because));
  }

  private Mono<Inbox> inbox(String topic) {
    Inbox inbox = inboxes.get(topic);
    return inbox == null
        ? Mono.error(
            new Rejection(
                "not-found", "topic: '" + topic + "' (expected: one of " + inboxes.keySet() + ")"))
        : Mono.just(inbox);
  }

  /** Part by part; a part that fails is tried event by event. */
  private Mono<RetryResult> retryQueue(Inbox inbox, UUID user, int chunk) {
    return sessions
        .transaction(
            Locks.beginIntake(Set.of(user)), session -> retryHead(session, inbox, user, chunk))
        .flatMap(
            part ->
                part.stopped().isPresent() || part.applied() == 0
                    ? Mono.just(part)
                    : retryQueue(inbox, user, chunk).map(rest -> rest.plus(part.applied())))
        .onErrorResume(
            failure ->
                !TransientErrors.isTransient(failure)
                    || TransientErrors.isStatementTimeout(failure),
            failure -> chunk > 1 ? retryQueue(inbox, user, 1) : stopRetry(inbox, user, failure));
  }

  private Mono<RetryResult> retryHead(Session session, Inbox inbox, UUID user, int chunk) {
    String topic = inbox.topic().topicName();
    return deadLetters
        .nextRecords(session, topic, Optional.of(user), -1, -1, chunk)
        .flatMap(
            records -> {
              List<InboundRecord> readable =
                  records.stream().takeWhile(record -> record.event().isPresent()).toList();
              if (readable.isEmpty()) {
                return Mono.just(
                    new RetryResult(0, records.stream().map(InboundRecord::fault).findFirst()));
              }
              return removeApplied(session, inbox, user, readable)
                  .thenReturn(new RetryResult(readable.size(), Optional.empty()));
            });
  }

  private Mono<Void> removeApplied(
      Session session, Inbox inbox, UUID user, List<InboundRecord> records) {
    return inboxApplier
        .findErased(session, Set.of(user))
        .flatMap(
            erased ->
                erased.isEmpty()
                    ? inboxApplier.apply(
                        session,
                        inbox,
                        records.stream().flatMap(record -> record.event().stream()).toList())
                    : Mono.empty())
        .then(Mono.defer(() -> deadLetters.remove(session, inbox.topic().topicName(), records)))
        .then();
  }

  private Mono<RetryResult> stopRetry(Inbox inbox, UUID user, Throwable failure) {
    String topic = inbox.topic().topicName();
    String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return sessions.transaction(
        Locks.beginIntake(Set.of(user)),
        session ->
            deadLetters
                .nextRecords(session, topic, Optional.of(user), -1, -1, 1)
                .flatMap(
                    first ->
                        first.isEmpty()
                            ? Mono.empty()
                            : deadLetters.updateReason(
                                session,
                                topic,
                                new DeadLetters.DeadLetter(first.getFirst(), reason)))
                .thenReturn(new RetryResult(0, Optional.of(reason))));
  }

  private Mono<RetryResult> retryUnknownFrom(
      Inbox inbox, int partition, long offset, RetryResult before) {
    String topic = inbox.topic().topicName();
    return sessions
        .transaction(
            "begin read only",
            session ->
                deadLetters.nextRecords(session, topic, Optional.empty(), partition, offset, 1))
        .flatMap(
            next -> {
              if (next.isEmpty()) {
                return Mono.just(before);
              }
              InboundRecord record = next.getFirst();
              return retryOne(inbox, record, before)
                  .flatMap(
                      after -> retryUnknownFrom(inbox, record.partition(), record.offset(), after));
            });
  }

  private Mono<RetryResult> retryOne(Inbox inbox, InboundRecord record, RetryResult before) {
    if (record.event().isEmpty()) {
      return Mono.just(new RetryResult(before.applied(), Optional.of(record.fault())));
    }
    String topic = inbox.topic().topicName();
    UUID user = record.event().get().user();
    return sessions
        .transaction(
            Locks.beginIntake(Set.of(user)),
            session ->
                deadLetters
                    .updateReason(
                        session, topic, new DeadLetters.DeadLetter(record, record.fault()))
                    .thenReturn(true))
        .then(retryQueue(inbox, user, CHUNK))
        .map(
            retryResult ->
                new RetryResult(before.applied() + retryResult.applied(), retryResult.stopped()));
  }
}
