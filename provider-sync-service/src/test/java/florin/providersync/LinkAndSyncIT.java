package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.ProviderSync.Linked;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkAndSyncIT {

  private final ProviderSync sync = ProviderSync.shared();

  @Test
  void sayEverythingTheBankHasOnce() {
    Linked linked = sync.link(ProviderSync.someone(), PLATYPUS);
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);

    PublishedFacts publishedFacts = sync.facts(linked);

    EmulatorComparison.assertEqual(publishedFacts, sync.bank.truth(linked.itemId()));
    assertThat(publishedFacts.disorder).isEmpty();
    assertThat(sync.connection(linked))
        .containsEntry("provider", "plaid")
        .containsEntry("products", List.of("transactions"))
        .containsKeys("lastSyncedAt", "institution", "linkedAt", "version")
        .containsEntry("staleSince", null);
  }
}
