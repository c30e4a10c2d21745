package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/**
 * The archive of the demo household, restored for another user with {@code florin-import}. In long
 * runs only: it is one request for each of more than 2,000 rows.
 */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class ArchiveIT extends RunningHousehold {

  private static final Map<String, String> USD = Map.of("amount", "250.00", "currency", "USD");

  private static void edit() {
    String category =
        demo.post("/api/categories", Map.of("name", "Own")).body().get("id").asString();
    JsonNode row =
        demo.get("/api/transactions?pending=false&direction=out&transfers=exclude&limit=1")
            .body()
            .get("items")
            .get(0);
    demo.patch(
        "/api/transactions/" + row.get("id").asString(),
        Map.of("categoryId", category, "note", "two\nlines", "tags", List.of("a", "b c")));
    demo.post(
        "/api/rules",
        Map.of(
            "name",
            "Own",
            "conditions",
            List.of(Map.of("field", "category", "ids", List.of(category))),
            "actions",
            Map.of("addTags", List.of("ruled"))));
    JsonNode scenario =
        demo.post("/api/scenarios", Map.of("name", "Move", "startingBalance", USD)).body();
    String path = "/api/scenarios/" + scenario.get("id").asString();
    demo.post(path + "/bills", Map.of("name", "Rent", "amount", USD, "categoryId", category));
    demo.post("/api/goals", Map.of("name", "Trip", "target", USD));
    demo.post(path + "/allocations", Map.of("name", "Rest", "percent", "12.5"));
  }

  private static List<String> rows(Client client) {
    return client.all("/api/transactions?pending=false&sort=date").stream()
        .map(
            row ->
                String.join(
                    "|",
                    row.get("date").asString(),
                    row.get("amount").toString(),
                    row.get("description").asString(),
                    row.path("note").toString(),
                    row.get("tags").toString(),
                    row.path("display").path("account").toString(),
                    row.path("display").path("categoryPath").toString(),
                    row.path("merchant").toString(),
                    row.path("transferAccount").toString(),
                    row.get("excluded").toString(),
                    row.path("runningBalance").toString()))
        .sorted()
        .toList();
  }

  private static List<String> accounts(Client client) {
    return client.all("/api/accounts?includeHidden=true").stream()
        .map(
            row ->
                row.get("name").asString()
                    + row.get("type")
                    + row.get("subtype")
                    + row.get("currency")
                    + row.get("status")
                    + row.path("balance").path("current"))
        .sorted()
        .toList();
  }

  private static List<String> names(Client client, String path) {
    return client.all(path).stream().map(row -> row.get("name").asString()).sorted().toList();
  }

  private static JsonNode cashFlow(Client client) {
    LocalDate today = LocalDate.now();
    return client
        .get(
            "/api/reports/cash-flow?pending=false&from=%s&to=%s"
                .formatted(today.minusMonths(6), today))
        .body()
        .path("items");
  }

  @Test
  void givesEqualListsReportsAndSettings() throws IOException, InterruptedException {
    demo.patch("/api/users/me", Map.of("timeZone", "Europe/Zurich", "baseCurrency", "CHF"));
    edit();
    awaitQuiet();
    Path archive = home.resolve("florin.zip");
    demo.download("/api/exports/archive", archive);
    Client guest = Client.user(localCluster.gatewayUrl(), "guest");
    ProcessBuilder tool =
        new ProcessBuilder(
            home.resolve("florin").resolve("bin").resolve("florin-import").toString(),
            archive.toString());
    tool.environment().putAll(Map.of("FLORIN_USER", "guest", "FLORIN_PASSWORD", "guest"));
    long start = System.nanoTime();
    Process running = tool.redirectErrorStream(true).start();
    System.out.println(new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
    System.out.printf("restored in %d ms%n", (System.nanoTime() - start) / 1_000_000);

    assertThat(accounts(guest)).isEqualTo(accounts(demo));
    assertThat(rows(guest)).isEqualTo(rows(demo));
    for (String list : List.of("categories", "rules", "scenarios", "goals")) {
      assertThat(names(guest, "/api/" + list)).as(list).isEqualTo(names(demo, "/api/" + list));
    }
    await().atMost(SOON).until(() -> cashFlow(guest).equals(cashFlow(demo)));
    assertThat(guest.get("/api/users/me").body().get("timeZone").asString())
        .isEqualTo("Europe/Zurich");
  }
}
