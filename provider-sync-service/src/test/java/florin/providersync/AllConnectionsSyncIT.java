package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sync of every connection at once. */
class AllConnectionsSyncIT {

  private final ProviderSync sync = ProviderSync.shared();

  @Test
  void startsOneRunOfEachConnectionOfTheUser() {
    Linked first = sync.link(ProviderSync.someone(), PLATYPUS);
    sync.awaitState(first, "healthy");
    sync.awaitQuiet(first);
    Linked foreign = sync.link(ProviderSync.someone(), PLATYPUS);
    sync.awaitState(foreign, "healthy");
    sync.awaitQuiet(foreign);
    int runs = sync.runs(foreign).size();

    assertThat(syncAll(first.subject()))
        .singleElement()
        .extracting(run -> ((Map<?, ?>) run).get("connectionId"))
        .isEqualTo(first.id().toString());

    sync.awaitQuiet(first);
    assertThat(sync.runs(first).getFirst()).containsEntry("trigger", "manual");
    assertThat(sync.runs(foreign)).hasSize(runs);
    assertThat(syncAll(ProviderSync.someone())).isEmpty();
  }

  private List<?> syncAll(String subject) {
    Map<?, ?> body =
        sync.as(subject)
            .post()
            .uri("/api/connections/sync")
            .exchange()
            .expectStatus()
            .isAccepted()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();
    return (List<?>) body.get("items");
  }
}
