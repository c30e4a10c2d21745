package florin.providersync.webhook;

import florin.journal.PeriodicTask;
import florin.journal.database.NonCancellable;
import florin.journal.database.Sessions;
import florin.journal.stream.Ids;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * A log of received webhooks for operators. Webhooks that start a sync are logged with their job;
 * this logs all others. Webhooks without a valid signature are counted in one row a minute.
 */
@Component
class WebhookLog {

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

  @Bean
  PeriodicTask webhookLogPurge() {
    return new PeriodicTask(
        "old webhook log rows are deleted", properties.log().upkeep(), this::run);
  }

  private Mono<Void> run() {
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
