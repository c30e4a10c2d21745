package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.PlaidEmulator;
import florin.providersync.ProviderSync.Linked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartIT {

  /** NOT_READY first, then thirty days, then all. */
  @Test
  void aBankThatIsNotReadyIsReadWhenItIs() {
    ProviderSync sync =
        new ProviderSync(
            ProviderSync.settings().readyAfter(Duration.ofSeconds(2), Duration.ofSeconds(4)));
    sync.start();
    try (PlaidEmulator _ = sync.emulator) {
      // Without webhooks, so that nothing but patience helps.
      Linked linked =
          sync.link(
              ProviderSync.someone(),
              Map.of("publicToken", sync.bank.publicToken(PLATYPUS, "http://127.0.0.1:9/none")));
      assertThat(sync.connection(linked)).containsEntry("state", "linking");

      PublishedFacts publishedFacts =
          sync.facts(
              linked,
              known ->
                  !known.completed().isEmpty() && known.completed().getLast().getHistoryComplete());

      EmulatorComparison.assertEqual(publishedFacts, sync.bank.truth(linked.itemId()));
      assertThat(sync.runs(linked)).noneMatch(run -> "failed".equals(run.get("state")));
      assertThat(
              sync.platform.count(
                  "select count(*) from work.sync_job where cursor is null or cursor = ''"))
          .isZero();
    } finally {
      sync.stop();
    }
  }

  /** Each stop comes at another moment of a run; nothing is lost or said twice. */
  @Test
  void aServiceThatStopsInTheMiddleGoesOnWhereItWas() {
    ProviderSync sync = new ProviderSync(ProviderSync.settings());
    sync.start();
    try (PlaidEmulator _ = sync.emulator) {
      Linked linked = sync.link(ProviderSync.someone(), PLATYPUS);
      for (int round = 0; round < 2; round++) {
        List<?> batch = IntStream.range(0, 900).mapToObj(n -> Bank.coffee("R" + n, n + 1)).toList();
        sync.bank.control(
            "POST",
            "items/" + linked.itemId() + "/transactions?webhook=false",
            Map.of("transactions", batch));
        sync.as(linked.subject())
            .post()
            .uri("/api/connections/" + linked.id() + "/sync")
            .exchange()
            .expectStatus()
            .isAccepted();
        sync.stop();
        sync.start();
      }
      assertThat(sync.syncNow(linked)).containsEntry("state", "applied");

      PublishedFacts publishedFacts = sync.facts(linked);

      EmulatorComparison.assertEqual(publishedFacts, sync.bank.truth(linked.itemId()));
      assertThat(publishedFacts.disorder).isEmpty();
      assertThat(publishedFacts.saidTwice).isEmpty();
    } finally {
      sync.stop();
    }
  }
}
