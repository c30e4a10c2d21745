package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;

import florin.journal.test.openapi.OpenApiFuzz;
import florin.journal.test.openapi.Repetitions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every operation of the document, with hostile requests and with every write sent twice. */
class RequestsIT {

  private final ProviderSync sync = ProviderSync.shared();

  @Test
  void neverFailOnAnyInput() throws InterruptedException {
    OpenApiFuzz fuzz =
        OpenApiFuzz.of(sync.platform, sync.port())
            .refusing("DELETE /api/connections/{id}")
            .refusing("POST /api/connections/{id}/sync")
            .refusing("POST /api/connections/sync")
            .naming("connectionId", "/api/connections")
            .naming("after", "/api/changes/connections");
    for (int i = 0; i < 4; i++) {
      String user = ProviderSync.someone();
      sync.link(user, PLATYPUS);
      fuzz.as(
          user,
          Map.of(
              "provider", List.of("plaid"),
              "products", List.of("transactions", "investments", "liabilities")));
    }
    fuzz.run();
  }

  @Test
  void areAnsweredWithTheSameBytesWhenTheyAreSentAgain() {
    String user = ProviderSync.someone();
    Repetitions twice = Repetitions.of(sync.platform, sync.port(), user);
    twice.send("POST /api/connections/link-token", "{\"products\":[\"transactions\"]}");
    String token = sync.bank.publicToken(HOUNDSTOOTH, sync.webhookUrl());
    String id =
        twice
            .send("POST /api/connections", "{\"publicToken\":\"" + token + "\"}")
            .path("id")
            .asString();
    twice.send("POST /api/connections/{id}/sync", null, id);
    twice.send("POST /api/connections/sync", null);
    // Its response is stored only once the user has signed in: LinkSessionsIT.
    twice.except("POST /api/connections/link-sessions");
    twice.except("POST /api/changes/connections/{id}/undo"); // no change of theirs can be undone
    twice.send("DELETE /api/connections/{id}", null, id);
    twice.demandAll();
  }
}
