package florin.local;

import static org.assertj.core.api.Assertions.assertThat;

import florin.local.FlorinSettings.Extent;
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
  private final Http http = new Http();

  private FlorinSettings settings() {
    return FlorinSettings.isolated(
            Path.of(System.getProperty("florin.root")), parent.resolve("home"))
        .with(Extent.DEMO_HOUSEHOLD);
  }

  @Test
  void isCompleteAfterAStartAndAfterKillsAndAnotherStart() throws IOException {
    List<String> first;
    try (var florin = Florin.start(settings())) {
      awaitTruth(florin);
      first = transactions(florin);
      for (var service : Service.values()) {
        killAndAwait(florin, service.process());
      }
      killAndAwait(florin, Postgres.NAME);
      awaitTruth(florin);
    }
    try (var florin = Florin.start(settings())) {
      assertThat(connections(florin)).hasSize(3);
      assertThat(transactions(florin)).containsExactlyInAnyOrderElementsOf(first);
    }
  }

  private void killAndAwait(Florin florin, String process) {
    var killed = florin.pid(process);
    florin.kill(process);
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(florin.pid(process)).isNotEqualTo(killed));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> http.isUp(florin.gatewayUrl().resolve("/health")));
  }

  private void awaitTruth(Florin florin) throws IOException {
    var truth = new ArrayList<String>();
    for (var item : get(florin.emulatorUrl().resolve("/_emulator/items"), Map.of()).at("/items")) {
      var query = "/_emulator/truth?item_id=" + item.at("/item_id").asString();
      for (var held : get(florin.emulatorUrl().resolve(query), Map.of()).at("/transactions")) {
        truth.add(held.at("/transaction_id").asString());
      }
    }
    assertThat(truth).hasSizeGreaterThan(2_000).doesNotHaveDuplicates();
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(transactions(florin)).containsExactlyInAnyOrderElementsOf(truth));
  }

  private List<String> transactions(Florin florin) throws IOException {
    var found = new ArrayList<String>();
    var next = "";
    do {
      var cursor =
          next.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
      var page = api(florin, "/api/transactions?limit=500" + cursor);
      page.at("/items").forEach(item -> found.add(item.at("/externalId").asString()));
      next = page.at("/next").asString("");
    } while (!next.isEmpty());
    return found;
  }

  private List<String> connections(Florin florin) throws IOException {
    var found = new ArrayList<String>();
    api(florin, "/api/connections")
        .at("/items")
        .forEach(item -> found.add(item.at("/institution/id").asString()));
    return found;
  }

  private JsonNode api(Florin florin, String path) throws IOException {
    var token =
        http.post(
            florin.gatewayUrl().resolve("/auth/token"),
            Map.of(),
            Map.of("username", DemoHousehold.USER, "password", DemoHousehold.PASSWORD));
    return get(
        florin.gatewayUrl().resolve(path),
        Map.of("Authorization", "Bearer " + token.body().at("/accessToken").asString()));
  }

  private JsonNode get(URI uri, Map<String, String> headers) throws IOException {
    var answer = http.get(uri, headers);
    assertThat(answer.status()).as("GET %s: %s", uri, answer.body()).isEqualTo(200);
    return answer.body();
  }
}
