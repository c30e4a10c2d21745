package florin.emulator.webhook;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Delivery;
import florin.emulator.bank.Entry;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;

/**
 * Delivers the queued webhooks. Anything but 200 within ten seconds is tried again, four times
 * later each time, up to seven attempts; each attempt is signed anew. Runs on the bank's thread but
 * for the waiting. What a crash leaves undelivered is sent again at the next start.
 */
public final class Postman implements Disposable {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Bank bank;
  private final Scheduler thread;
  private final InstantSource clock;
  private final Duration retryBase;
  private final HttpClient http = HttpClient.create().responseTimeout(PATIENCE);
  private final Sinks.Empty<Void> closing = Sinks.empty();

  public Postman(Bank bank, Scheduler thread, InstantSource clock, Duration retryBase) {
    this.bank = bank;
    this.thread = thread;
    this.clock = clock;
    this.retryBase = retryBase;
  }

  /** Sends what is still owed from before, and from now on whatever is queued. */
  public void start() {
    bank.outbox().open().forEach(owed -> attempt(owed.delivery()));
    bank.onCommit(
        entry -> {
          if (entry instanceof Entry.WebhookQueued(var delivery)) {
            attempt(delivery);
          }
        });
  }

  /** One request, no retry; the HTTP status, or 0 when no answer came. */
  public Mono<Integer> send(String url, Forgery.Letter letter) {
    return http.headers(
            headers ->
                headers
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .set(HttpHeaderNames.USER_AGENT, "plaid-emulator")
                    .set(HttpHeaderNames.CONTENT_LENGTH, letter.body().length)
                    .set("Plaid-Verification", letter.verification()))
        .post()
        .uri(url)
        .send(ByteBufFlux.fromInbound(Mono.just(Unpooled.wrappedBuffer(letter.body()))))
        .response()
        .map(response -> response.status().code())
        .timeout(PATIENCE)
        .onErrorReturn(0);
  }

  /** What is under way is given up, and owed again at the next start. */
  @Override
  public void dispose() {
    closing.tryEmitEmpty();
  }

  private void attempt(Delivery delivery) {
    var body = delivery.body().getBytes(StandardCharsets.UTF_8);
    var letter = Forgery.NONE.seal(body, bank.keys().signing().jwk(), clock.instant());
    send(delivery.url(), letter)
        .takeUntilOther(closing.asMono())
        .publishOn(thread)
        .subscribe(
            status -> settle(delivery, status),
            failure -> LOG.error("webhook {} not recorded", delivery.deliveryId(), failure));
  }

  private void settle(Delivery delivery, int status) {
    bank.commit(
        List.of(new Entry.WebhookAttempted(delivery.deliveryId(), status, clock.instant())));
    var owed = bank.outbox().find(delivery.deliveryId()).orElseThrow();
    if (owed.open()) {
      var wait = delayAfter(owed.statuses().size());
      thread.schedule(() -> attempt(delivery), wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Duration delayAfter(int attempts) {
    return retryBase.multipliedBy(1L << (2 * (attempts - 1)));
  }
}
