package florin.emulator.webhook;

import static java.util.Objects.requireNonNullElse;

import florin.emulator.state.EmulatorState;
import florin.emulator.state.QueuedWebhook;
import florin.emulator.state.StateEntry;
import florin.emulator.state.TaskSchedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Delivers the queued webhooks, a limited number in parallel. Any result but 200 within ten seconds
 * is retried, after a wait four times as long each time, up to seven attempts; each attempt is
 * signed anew. Runs on the state's thread except for waiting. Webhooks that a crash left
 * undelivered are sent again at the next start.
 */
public final class WebhookDelivery implements Disposable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookDelivery.class);
  private static final int AT_ONCE = 64;
  private static final int COPIES_AT_ONCE = 8;

  private final EmulatorState emulatorState;
  private final Scheduler thread;
  private final TaskSchedule taskSchedule;
  private final Duration retryBase;
  private final WebhookSender webhookSender = new WebhookSender();
  private final Deque<QueuedWebhook> waiting = new ArrayDeque<>();
  private final List<QueuedWebhook> held = new ArrayList<>();
  private final Sinks.Empty<Void> closing = Sinks.empty();
  private int underway;

  public WebhookDelivery(
      EmulatorState emulatorState,
      Scheduler thread,
      TaskSchedule taskSchedule,
      Duration retryBase) {
    this.emulatorState = emulatorState;
    this.thread = thread;
    this.taskSchedule = taskSchedule;
    this.retryBase = retryBase;
  }

  public WebhookSender wire() {
    return webhookSender;
  }

  /** Sends undelivered webhooks of the last run, and from now on those that are queued. */
  public void start() {
    for (var outboxEntry : emulatorState.outbox().open()) {
      if (emulatorState.knobs().hold() && outboxEntry.statuses().isEmpty()) {
        held.add(outboxEntry.delivery());
      } else {
        send(outboxEntry.delivery());
      }
    }
    emulatorState.onCommit(
        stateEntry -> {
          if (stateEntry instanceof StateEntry.WebhookQueued(var queuedWebhook)) {
            enqueue(queuedWebhook);
          }
        });
  }

  /** Sends the held webhooks one after the other; returns how many. */
  public Mono<Integer> release() {
    var released = new ArrayList<>(held);
    held.clear();
    if (emulatorState.knobs().shuffle()) {
      Collections.shuffle(released, new Random(emulatorState.seed()));
    }
    return Flux.fromIterable(released).concatMap(this::attempt).then(Mono.just(released.size()));
  }

  public int held() {
    return held.size();
  }

  /** Gives up deliveries in progress; they are sent again at the next start. */
  @Override
  public void dispose() {
    closing.tryEmitEmpty();
  }

  private void enqueue(QueuedWebhook queuedWebhook) {
    var deliverySettings = emulatorState.knobs();
    if (deliverySettings.drop()) {
      emulatorState.commit(List.of(new StateEntry.WebhookGivenUp(queuedWebhook.deliveryId())));
    } else if (deliverySettings.hold()) {
      held.add(queuedWebhook);
    } else {
      send(queuedWebhook);
    }
  }

  private void send(QueuedWebhook queuedWebhook) {
    waiting.addLast(queuedWebhook);
    sendMore();
  }

  private void sendMore() {
    while (underway < AT_ONCE && !waiting.isEmpty()) {
      var queuedWebhook = waiting.removeFirst();
      underway++;
      attempt(queuedWebhook)
          .subscribe(
              never -> {},
              failure -> {
                LOG.error("webhook {} not recorded", queuedWebhook.deliveryId(), failure);
                sent();
              },
              this::sent);
    }
  }

  private void sent() {
    underway--;
    sendMore();
  }

  /** The answer to the first of the copies counts. */
  private Mono<Void> attempt(QueuedWebhook queuedWebhook) {
    var body = queuedWebhook.body().getBytes(StandardCharsets.UTF_8);
    return Flux.range(0, emulatorState.knobs().copies())
        .map(
            copy ->
                SignatureForgery.NONE.seal(
                    body, emulatorState.keys().signing().jwk(), emulatorState.clock().realNow()))
        .flatMapSequential(
            signedWebhook -> webhookSender.send(queuedWebhook.url(), signedWebhook), COPIES_AT_ONCE)
        .collectList()
        .takeUntilOther(closing.asMono())
        .publishOn(thread)
        .doOnNext(answers -> recordAttempt(queuedWebhook, answers.getFirst()))
        .then();
  }

  private void recordAttempt(
      QueuedWebhook queuedWebhook, WebhookSender.WebhookResponse webhookResponse) {
    var now = emulatorState.clock().instant();
    emulatorState.commit(
        List.of(
            new StateEntry.WebhookAttempted(
                queuedWebhook.deliveryId(), webhookResponse.status(), now)));
    var outboxEntry = emulatorState.outbox().find(queuedWebhook.deliveryId()).orElseThrow();
    if (!outboxEntry.open()) {
      return;
    }
    if (emulatorState.outbox().refuses(queuedWebhook.url(), now)) {
      emulatorState.commit(List.of(new StateEntry.WebhookGivenUp(queuedWebhook.deliveryId())));
      return;
    }
    var due =
        requireNonNullElse(outboxEntry.firstTried(), now)
            .plus(delayAfter(outboxEntry.statuses().size()));
    taskSchedule.at(
        laterOf(due, now.plus(webhookResponse.retryAfter())), () -> send(queuedWebhook));
  }

  /** From the first attempt: 1, 5, 21, 85 … times the base. */
  private Duration delayAfter(int attempts) {
    return retryBase.multipliedBy(((1L << (2 * attempts)) - 1) / 3);
  }

  private static Instant laterOf(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
