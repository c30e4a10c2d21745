package florin.journal.replay;

import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.database.TransientErrors;
import florin.journal.deadletter.DeadLetterQueues;
import florin.journal.deadletter.DeadLetters;
import florin.journal.inbox.Inbox;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Applies, when a service starts, the events that an earlier build of it skipped because it did not
 * have their types: a mirror is filled again, an inbox that decides applies them now.
 */
public final class SkippedEvents implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SkippedEvents.class);

  /** The replay begins at the next poll for requested replays. */
  private static final String ASK =
      """
      insert into journal.mirror_replay (topic, replay_id, phase, asked_at)
      values (:topic, gen_random_uuid(), 'preparing', clock_timestamp())
      on conflict (topic) do update
      set replay_id = excluded.replay_id, phase = 'preparing', asked_at = excluded.asked_at, ended_at = null,
          tables = '[]', failure = null, incarnation = null
      """;

  private final Sessions worker;
  private final DeadLetterQueues queues;
  private final DeadLetters deadLetters = new DeadLetters();
  private final List<Inbox> inboxes;
  private volatile @Nullable Disposable running;

  public SkippedEvents(Sessions worker, DeadLetterQueues queues, List<Inbox> inboxes) {
    this.worker = worker;
    this.queues = queues;
    this.inboxes = inboxes;
  }

  Mono<Void> applyKnown() {
    return Flux.fromIterable(inboxes).concatMap(this::applyKnown).then();
  }

  private Mono<Void> applyKnown(Inbox inbox) {
    String topic = inbox.topic().topicName();
    return inbox.mirrors().isEmpty()
        ? queues.retrySkipped(topic).then()
        : worker.transaction("begin", session -> askForReplay(session, topic));
  }

  private Mono<Void> askForReplay(Session session, String topic) {
    return queues
        .knownSkippedTypes(session, topic)
        .filter(known -> !known.isEmpty())
        .flatMap(
            known ->
                deadLetters
                    .removeSkipped(session, topic, known)
                    .then(Mono.defer(() -> session.sql(ASK).bind("topic", topic).then())));
  }

  @Override
  public void start() {
    running =
        applyKnown()
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1))
                    .maxBackoff(Duration.ofSeconds(30))
                    .filter(TransientErrors::isTransient))
            .doOnError(failure -> log.error("skipped events are not applied", failure))
            .onErrorComplete()
            .subscribe();
  }

  @Override
  public void stop() {
    Disposable work = running;
    if (work != null) {
      work.dispose();
      running = null;
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }
}
