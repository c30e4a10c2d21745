package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.emulator.PlaidEmulator;
import florin.emulator.http.RateLimits;
import florin.journal.test.TestScale;
import florin.providersync.ProviderSync.Linked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** Every bank has news at six in the morning. */
class StormIT {

  private static final Logger log = LoggerFactory.getLogger(StormIT.class);
  private static final int CONNECTIONS = TestScale.of(40, 10_000);
  private static final int WITH_NEWS = 10;

  /** As Plaid allows for real; fewer for few connections, so that they have to wait as well. */
  private static final int A_MINUTE = TestScale.of(600, 2_500);

  private static final Duration LONG = Duration.ofMinutes(TestScale.of(3, 60));
  private static final String SYNC = "/transactions/sync";

  /** Links faster than a person could; everything else as fast as Plaid's production allows. */
  private final ProviderSync sync =
      new ProviderSync(
          ProviderSync.settings().limited(RateLimits.LimitProfile.PRODUCTION),
          Map.of(
              "florin.plaid.limits.others", "0/1000000",
              "florin.plaid.limits.transactions-sync", "50/" + A_MINUTE,
              "florin.plaid.limits.accounts-get", "15/15000",
              "florin.plaid.limits.item-get", "15/5000"));

  @Test
  void storm10kItems() {
    sync.start();
    try (PlaidEmulator _ = sync.emulator) {
      sync.bank.control(
          "POST", "limits", Map.of("endpoint", SYNC, "perItem", 50, "perClient", A_MINUTE));
      List<Linked> all = linked();
      awaitDrained();
      assertThat(count("select count(*) from work.sync_job where cursor is not null"))
          .isEqualTo(CONNECTIONS);
      List<Linked> news =
          IntStream.range(0, WITH_NEWS)
              .mapToObj(n -> all.get(n * CONNECTIONS / WITH_NEWS))
              .toList();
      news.forEach(linked -> sync.addQuietly(linked, 3));
      long events = count("select count(*) from journal.event");
      long runs = count("select count(*) from work.sync_run");
      long start = System.nanoTime();

      JsonNode storm = sync.bank.control("POST", "storm", Map.of("concurrency", 64));

      assertThat(storm.path("sent").intValue()).isEqualTo(CONNECTIONS);
      assertThat(storm.path("statuses").propertyNames()).containsExactly("200");
      awaitDrained();
      log.info(
          "a storm of {} was taken in {} ms (answers in {}) and drained in {} ms; {}",
          CONNECTIONS,
          storm.path("took_millis"),
          storm.path("millis"),
          Duration.ofNanos(System.nanoTime() - start).toMillis(),
          sync.bank.look("requests").path("statuses"));
      assertThat(
              count(
                  "select count(distinct connection_id) from work.sync_run where cause = 'webhook'"
                      + " and state = 'applied'"))
          .as("connections whose run has ended")
          .isEqualTo(CONNECTIONS);
      assertThat(count("select count(*) from work.sync_run") - runs).isEqualTo(CONNECTIONS);
      assertThat(sync.bank.look("requests").path("statuses").path(SYNC).propertyNames())
          .as("never asked more often than is allowed")
          .containsExactly("200");
      assertThat(count("select count(*) from journal.event") - events)
          .as("said by those with news only")
          .isBetween((long) WITH_NEWS, 3L * WITH_NEWS);
      news.forEach(sync::truthfulFacts);
    } finally {
      sync.stop();
    }
  }

  private List<Linked> linked() {
    JsonNode tokens =
        sync.bank
            .control(
                "POST",
                "items/bulk",
                Map.of(
                    "count", CONNECTIONS,
                    "institution_id", HOUNDSTOOTH,
                    "webhook", sync.webhookUrl()))
            .path("public_tokens");
    Map<String, String> institution = Map.of("id", HOUNDSTOOTH, "name", "Houndstooth Bank");
    return Flux.fromIterable(tokens)
        .flatMapSequential(
            token ->
                Mono.fromCallable(
                        () ->
                            sync.link(
                                ProviderSync.someone(),
                                Map.of(
                                    "publicToken",
                                    token.stringValue(),
                                    "institution",
                                    institution)))
                    .subscribeOn(Schedulers.boundedElastic()),
            8)
        .collectList()
        .blockOptional(LONG)
        .orElseThrow();
  }

  /** However many wish it, one run waits for each connection. */
  private void awaitDrained() {
    await()
        .atMost(LONG)
        .pollInterval(SOON.dividedBy(120))
        .until(
            () -> {
              assertThat(
                      count(
                          """
                          select coalesce(max(waiting), 0) from (
                            select count(*) as waiting from work.sync_run
                            where state = 'waiting' group by connection_id) queue
                          """))
                  .isLessThanOrEqualTo(1);
              return count(
                      "select count(*) from work.sync_run where state in ('waiting', 'fetching')")
                  == 0;
            });
  }

  private long count(String sql) {
    return sync.platform.count(sql);
  }
}
