package florin.providersync.webhook;

import florin.journal.database.NonCancellable;
import florin.journal.database.Sessions;
import florin.journal.stream.Ids;
import florin.providersync.upkeep.ScheduledTask;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What came in lately, for whoever asks whether the provider had said anything. Webhooks that mark
 * a job are written down with it; this is for all others. Strangers' ones make a row a minute,
 * however many there are.
 */
@Component
class WebhookLog implements ScheduledTask {

  private static final String INSERT =
      """
      insert into work.webhook_log (log_id, provider, result, what, external_item_id, body_sha256, times, received_at)
      values (:id, :provider, :result, :what, :item, :sha256, :times, clock_timestamp())
      """;

  private static final String PURGE = "delete from work.webhook_log where received_at < :before";

  private static final String PROVIDER = "plaid";

  private final Sessions sessions;
  private final WebhookProperties properties;
  private final Clock clock;
  private final AtomicLong unverified = new AtomicLong();

  WebhookLog(
      @Qualifier("workerSessions") Sessions sessions, WebhookProperties properties, Clock clock) {
    this.sessions = sessions;
    this.properties = properties;
    this.clock = clock;
  }

  void unverified() {
    unverified.incrementAndGet();
  }

  Mono<Void> record(String result, @Nullable PlaidWebhook webhook, byte[] body) {
    return webhook == null
        ? insert(result, null, null, sha256(body), 1)
        : insert(result, webhook.type() + "/" + webhook.code(), webhook.itemId(), sha256(body), 1);
  }

  private Mono<Void> insert(
      String result,
      @Nullable String what,
      @Nullable String item,
      byte @Nullable [] sha256,
      long times) {
    return NonCancellable.run(
        sessions.transaction(
            "begin",
            session -> {
              var statement =
                  session
                      .sql(INSERT)
                      .bind("id", Ids.next())
                      .bind("provider", PROVIDER)
                      .bind("result", result)
                      .bind("times", times);
              statement =
                  what == null
                      ? statement.bindNull("what", String.class)
                      : statement.bind("what", what);
              statement =
                  item == null
                      ? statement.bindNull("item", String.class)
                      : statement.bind("item", item);
              return (sha256 == null
                      ? statement.bindNull("sha256", ByteBuffer.class)
                      : statement.bind("sha256", ByteBuffer.wrap(sha256)))
                  .then();
            }));
  }

  static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String name() {
    return "the log of webhooks";
  }

  @Override
  public Duration interval() {
    return properties.log().upkeep();
  }

  @Override
  public Mono<Void> run() {
    long strangers = unverified.getAndSet(0);
    Mono<Void> counted =
        strangers == 0 ? Mono.empty() : insert("unverified", null, null, null, strangers);
    return counted.then(Mono.defer(this::purge));
  }

  private Mono<Void> purge() {
    Instant before = clock.instant().minus(properties.log().keep());
    return NonCancellable.run(
        sessions.transaction(
            "begin",
            session -> session.sql(PURGE).bind("before", before.atOffset(ZoneOffset.UTC)).then()));
  }
}
