package florin.local;

import static org.assertj.core.api.Assertions.assertThat;

import florin.local.host.FlorinSettings;
import florin.local.host.FlorinSettings.Extent;
import florin.local.host.LocalHttp;
import florin.local.storage.PostgresServer;
import florin.local.storage.ServiceName;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole of Florin: what the emulated banks hold is what the gateway answers, once each. */
// The long form of what MainJobIT shows in every build.
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class DemoHouseholdIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path parent;
  private final LocalHttp localHttp = new LocalHttp();

  private FlorinSettings settings() {
    return FlorinSettings.isolated(
            Path.of(System.getProperty("florin.root")), parent.resolve("home"))
        .with(Extent.DEMO_HOUSEHOLD);
  }

  @Test
  void isCompleteAfterAStartAndAfterKillsAndAnotherStart() throws IOException {
    List<String> first;
    try (var localCluster = LocalCluster.start(settings())) {
      awaitTruth(localCluster);
      first = transactions(localCluster);
      for (var serviceName : ServiceName.values()) {
        killAndAwait(localCluster, serviceName.process());
      }
      killAndAwait(localCluster, PostgresServer.NAME);
      awaitTruth(localCluster);
    }
    try (var localCluster = LocalCluster.start(settings())) {
      assertThat(connections(localCluster)).hasSize(3);
      assertThat(transactions(localCluster)).containsExactlyInAnyOrderElementsOf(first);
    }
  }

  private void killAndAwait(LocalCluster localCluster, String process) {
    var killed = localCluster.pid(process);
    localCluster.kill(process);
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(localCluster.pid(process)).isNotEqualTo(killed));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> localHttp.isUp(localCluster.gatewayUrl().resolve("/health")));
  }

  private void awaitTruth(LocalCluster localCluster) throws IOException {
    var truth = new ArrayList<String>();
    for (var item :
        get(localCluster.emulatorUrl().resolve("/_emulator/items"), Map.of()).at("/items")) {
      var query = "/_emulator/truth?item_id=" + item.at("/item_id").asString();
      for (var held :
          get(localCluster.emulatorUrl().resolve(query), Map.of()).at("/transactions")) {
        truth.add(held.at("/transaction_id").asString());
      }
    }
    assertThat(truth).hasSizeGreaterThan(2_000).doesNotHaveDuplicates();
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(transactions(localCluster)).containsExactlyInAnyOrderElementsOf(truth));
  }

  private List<String> transactions(LocalCluster localCluster) throws IOException {
    var found = new ArrayList<String>();
    var next = "";
    do {
      var cursor =
          next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
      var page = api(localCluster, "/api/transactions?limit=500" + cursor);
      page.at("/items").forEach(item -> found.add(item.at("/externalId").asString()));
      next = page.at("/next").asString("");
    } while (!next.isEmpty());
    return found;
  }

  private List<String> connections(LocalCluster localCluster) throws IOException {
    var found = new ArrayList<String>();
    api(localCluster, "/api/connections")
        .at("/items")
        .forEach(item -> found.add(item.at("/institution/id").asString()));
    return found;
  }

  private JsonNode api(LocalCluster localCluster, String path) throws IOException {
    var token =
        localHttp.post(
            localCluster.gatewayUrl().resolve("/auth/token"),
            Map.of(),
            Map.of("username", DemoHousehold.USER, "password", DemoHousehold.PASSWORD));
    return get(
        localCluster.gatewayUrl().resolve(path),
        Map.of("Authorization", "Bearer " + token.body().at("/accessToken").asString()));
  }

  private JsonNode get(URI uri, Map<String, String> headers) throws IOException {
    var answer = localHttp.get(uri, headers);
    assertThat(answer.status()).as("GET %s: %s", uri, answer.body()).isEqualTo(200);
    return answer.body();
  }
}
