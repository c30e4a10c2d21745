package florin.emulator.webhook;

import static java.util.Objects.requireNonNullElse;

import florin.emulator.bank.Agenda;
import florin.emulator.bank.Bank;
import florin.emulator.bank.Delivery;
import florin.emulator.bank.Entry;
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
 * Delivers the queued webhooks, so many at once. Anything but 200 within ten seconds is tried
 * again, four times later each time, up to seven attempts; each attempt is signed anew. Runs on the
 * bank's thread but for the waiting. What a crash leaves undelivered is sent again at the next
 * start.
 */
public final class Postman implements Disposable {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final int AT_ONCE = 64;
  private static final int COPIES_AT_ONCE = 8;

  private final Bank bank;
  private final Scheduler thread;
  private final Agenda agenda;
  private final Duration retryBase;
  private final Wire wire = new Wire();
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private final List<Delivery> held = new ArrayList<>();
  private final Sinks.Empty<Void> closing = Sinks.empty();
  private int underway;

  public Postman(Bank bank, Scheduler thread, Agenda agenda, Duration retryBase) {
    this.bank = bank;
    this.thread = thread;
    this.agenda = agenda;
    this.retryBase = retryBase;
  }

  public Wire wire() {
    return wire;
  }

  /** Sends what is still owed from before, and from now on whatever is queued. */
  public void start() {
    for (var owed : bank.outbox().open()) {
      if (bank.knobs().hold() && owed.statuses().isEmpty()) {
        held.add(owed.delivery());
      } else {
        send(owed.delivery());
      }
    }
    bank.onCommit(
        entry -> {
          if (entry instanceof Entry.WebhookQueued(var delivery)) {
            take(delivery);
          }
        });
  }

  /** Sends what is held back, one after the other; how many there were. */
  public Mono<Integer> release() {
    var released = new ArrayList<>(held);
    held.clear();
    if (bank.knobs().shuffle()) {
      Collections.shuffle(released, new Random(bank.seed()));
    }
    return Flux.fromIterable(released).concatMap(this::attempt).then(Mono.just(released.size()));
  }

  public int held() {
    return held.size();
  }

  /** What is under way is given up, and owed again at the next start. */
  @Override
  public void dispose() {
    closing.tryEmitEmpty();
  }

  private void take(Delivery delivery) {
    var knobs = bank.knobs();
    if (knobs.drop()) {
      bank.commit(List.of(new Entry.WebhookGivenUp(delivery.deliveryId())));
    } else if (knobs.hold()) {
      held.add(delivery);
    } else {
      send(delivery);
    }
  }

  private void send(Delivery delivery) {
    waiting.addLast(delivery);
    sendMore();
  }

  private void sendMore() {
    while (underway < AT_ONCE && !waiting.isEmpty()) {
      var delivery = waiting.removeFirst();
      underway++;
      attempt(delivery)
          .subscribe(
              never -> {},
              failure -> {
                LOG.error("webhook {} not recorded", delivery.deliveryId(), failure);
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
  private Mono<Void> attempt(Delivery delivery) {
    var body = delivery.body().getBytes(StandardCharsets.UTF_8);
    return Flux.range(0, bank.knobs().copies())
        .map(copy -> Forgery.NONE.seal(body, bank.keys().signing().jwk(), bank.clock().realNow()))
        .flatMapSequential(letter -> wire.send(delivery.url(), letter), COPIES_AT_ONCE)
        .collectList()
        .takeUntilOther(closing.asMono())
        .publishOn(thread)
        .doOnNext(answers -> settle(delivery, answers.getFirst()))
        .then();
  }

  private void settle(Delivery delivery, Wire.Answer answer) {
    var now = bank.clock().instant();
    bank.commit(List.of(new Entry.WebhookAttempted(delivery.deliveryId(), answer.status(), now)));
    var owed = bank.outbox().find(delivery.deliveryId()).orElseThrow();
    if (!owed.open()) {
      return;
    }
    if (bank.outbox().refuses(delivery.url(), now)) {
      bank.commit(List.of(new Entry.WebhookGivenUp(delivery.deliveryId())));
      return;
    }
    var due = requireNonNullElse(owed.firstTried(), now).plus(delayAfter(owed.statuses().size()));
    agenda.at(later(due, now.plus(answer.retryAfter())), () -> send(delivery));
  }

  /** From the first attempt: 1, 5, 21, 85 … times the base. */
  private Duration delayAfter(int attempts) {
    return retryBase.multipliedBy(((1L << (2 * attempts)) - 1) / 3);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
