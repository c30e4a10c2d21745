package florin.journal.inbox;

import florin.journal.Commands;
import florin.journal.Detached;
import florin.journal.Locks;
import florin.journal.Rejection;
import florin.journal.Session;
import florin.journal.Sessions;
import florin.journal.Transients;
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
import reactor.core.publisher.Mono;

/**
 * The operator's hand on what is parked. A retry applies a user's queue in order, a part of it per
 * transaction, under the same locks as a batch from Kafka: what arrives meanwhile is parked behind
 * it until its last row is gone, so no event overtakes another.
 */
public final class ParkedQueues {

  private static final Logger log = LoggerFactory.getLogger(ParkedQueues.class);
  private static final int CHUNK = 500;

  private final Sessions sessions;
  private final Effects effects;
  private final Parked parked = new Parked();
  private final Map<String, Inbox> inboxes;

  public ParkedQueues(Sessions sessions, Commands commands, Collection<Inbox> inboxes) {
    this.sessions = sessions;
    this.effects = new Effects(commands);
    this.inboxes =
        inboxes.stream()
            .collect(Collectors.toMap(inbox -> inbox.topic().topicName(), Function.identity()));
  }

  /**
   * What a retry came to.
   *
   * @param applied events that are applied now
   * @param stopped why the next one still cannot be, empty if nothing is left
   */
  public record Retried(long applied, Optional<String> stopped) {

    private Retried plus(long more) {
      return new Retried(applied + more, stopped);
    }
  }

  /** The queues, oldest first, at most a thousand. */
  public Mono<List<ParkedQueue>> queues() {
    return sessions.in("begin read only", parked::queues);
  }

  /**
   * Applies a user's queue, from its first event to the first one that fails again.
   *
   * @throws Rejection {@code not-found} if this service does not read the topic
   */
  public Mono<Retried> retry(String topic, UUID user) {
    return Detached.from(
        inbox(topic).flatMap(inbox -> queue(inbox, user, CHUNK)).doOnSuccess(_ -> effects.wake()));
  }

  /**
   * Tries every record of the topic that did not say whose it is. One that can be read by now is
   * applied, or joins its user's queue if there is one.
   */
  public Mono<Retried> retryUnknown(String topic) {
    return Detached.from(
        inbox(topic)
            .flatMap(inbox -> unknown(inbox, -1, -1, new Retried(0, Optional.empty())))
            .doOnSuccess(_ -> effects.wake()));
  }

  /**
   * Gives a parked record up, so that its user's queue can go on without it. It is kept among the
   * discarded ones, with the reason.
   *
   * @return false if there is no such record
   */
  public Mono<Boolean> discard(String topic, int partition, long offset, String because) {
    log.warn("{}-{}@{} is discarded: {}", topic, partition, offset, because);
    return sessions.in(
        "begin", session -> parked.discard(session, topic, partition, offset, because));
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
  private Mono<Retried> queue(Inbox inbox, UUID user, int chunk) {
    return sessions
        .in(Locks.beginIntake(Set.of(user)), session -> head(session, inbox, user, chunk))
        .flatMap(
            part ->
                part.stopped().isPresent() || part.applied() == 0
                    ? Mono.just(part)
                    : queue(inbox, user, chunk).map(rest -> rest.plus(part.applied())))
        .onErrorResume(
            failure -> !Transients.isTransient(failure),
            failure -> chunk > 1 ? queue(inbox, user, 1) : stopped(inbox, user, failure));
  }

  private Mono<Retried> head(Session session, Inbox inbox, UUID user, int chunk) {
    String topic = inbox.topic().topicName();
    return parked
        .next(session, topic, Optional.of(user), -1, -1, chunk)
        .flatMap(
            records -> {
              List<Incoming> readable =
                  records.stream().takeWhile(record -> record.event().isPresent()).toList();
              if (readable.isEmpty()) {
                return Mono.just(new Retried(0, records.stream().map(Incoming::fault).findFirst()));
              }
              return release(session, inbox, user, readable)
                  .thenReturn(new Retried(readable.size(), Optional.empty()));
            });
  }

  private Mono<Void> release(Session session, Inbox inbox, UUID user, List<Incoming> records) {
    return effects
        .erased(session, Set.of(user))
        .flatMap(
            erased ->
                erased.isEmpty()
                    ? effects.apply(
                        session,
                        inbox,
                        records.stream().flatMap(record -> record.event().stream()).toList())
                    : Mono.empty())
        .then(Mono.defer(() -> parked.remove(session, inbox.topic().topicName(), records)))
        .then();
  }

  private Mono<Retried> stopped(Inbox inbox, UUID user, Throwable failure) {
    String topic = inbox.topic().topicName();
    String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return sessions.in(
        Locks.beginIntake(Set.of(user)),
        session ->
            parked
                .next(session, topic, Optional.of(user), -1, -1, 1)
                .flatMap(
                    first ->
                        first.isEmpty()
                            ? Mono.empty()
                            : parked.explain(
                                session, topic, new Parked.Entry(first.getFirst(), reason)))
                .thenReturn(new Retried(0, Optional.of(reason))));
  }

  private Mono<Retried> unknown(Inbox inbox, int partition, long offset, Retried before) {
    String topic = inbox.topic().topicName();
    return sessions
        .in(
            "begin read only",
            session -> parked.next(session, topic, Optional.empty(), partition, offset, 1))
        .flatMap(
            next -> {
              if (next.isEmpty()) {
                return Mono.just(before);
              }
              Incoming record = next.getFirst();
              return one(inbox, record, before)
                  .flatMap(after -> unknown(inbox, record.partition(), record.offset(), after));
            });
  }

  private Mono<Retried> one(Inbox inbox, Incoming record, Retried before) {
    if (record.event().isEmpty()) {
      return Mono.just(new Retried(before.applied(), Optional.of(record.fault())));
    }
    String topic = inbox.topic().topicName();
    UUID user = record.event().get().user();
    return sessions
        .in(
            Locks.beginIntake(Set.of(user)),
            session ->
                parked
                    .explain(session, topic, new Parked.Entry(record, record.fault()))
                    .thenReturn(true))
        .then(queue(inbox, user, CHUNK))
        .map(retried -> new Retried(before.applied() + retried.applied(), retried.stopped()));
  }
}
