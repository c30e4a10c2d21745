package florin.webtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static florin.webtests.RouteResponses.json;
import static florin.webtests.RouteResponses.path;
import static florin.webtests.RouteResponses.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import florin.webtests.BrowserTab.Look;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Actions of single pages that take several steps, on responses written here. */
class PageActionsIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> LISTS =
      List.of(
          "settings",
          "accounts",
          "balances",
          "account-groups",
          "categories",
          "merchants",
          "rules",
          "transfer-settings",
          "transactions",
          "series",
          "scenarios",
          "bills",
          "allocations",
          "goals");

  @Test
  void rulesAreOrderedByDraggingAndByKeys() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.logInAside();
      var orders = new ArrayList<String>();
      tab.page()
          .route(
              path("/api/rules"),
              route -> json(route, rules(orders.isEmpty() ? "a b c" : orders.getLast())));
      tab.page()
          .route(
              path("/api/rules/order"),
              route -> {
                orders.add(
                    String.join(
                        " ", values(JSON.readTree(route.request().postData()).path("ids"))));
                json(route, rules(orders.getLast()));
              });
      tab.visit("/rules");
      tab.loaded();
      var rules = tab.page().locator(".rules li");

      tab.page().locator(".handle").nth(2).hover();
      tab.page().mouse().down();
      rules.first().hover();
      assertThat(rules.first()).hasClass(Pattern.compile("before"));
      tab.page().mouse().up();
      tab.toast("Moved Rule c to place 1");
      assertThat(rules.first()).containsText("Rule c");

      var first = rules.first().getByText("Rule c", exactly());
      first.focus();
      tab.page().keyboard().press("Alt+ArrowDown");
      tab.toast("Moved Rule c to place 2");
      assertThat(rules.nth(1)).containsText("Rule c");
      assertThat(rules.nth(1).getByText("Rule c", exactly())).isFocused();
      assertThat(orders).containsExactly("c a b", "a c b");
    }
  }

  /** What is typed stays as it is while the preview reads it. */
  @Test
  void aRuleGetsDecimalsAndSeveralTags() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.logInAside();
      var previews = new ArrayList<String>();
      tab.page()
          .route(
              path("/api/rules/preview"),
              route -> {
                previews.add(route.request().postData());
                json(route, "{\"changed\":1,\"matched\":2,\"items\":[]}");
              });
      tab.visit("/rules");
      tab.loaded();
      tab.page().getByText("New rule").click();
      var dialog = tab.page().locator("dialog");
      dialog.getByLabel("Field").selectOption("amount");
      var from = dialog.getByLabel("From", new Locator.GetByLabelOptions().setExact(true));
      from.pressSequentially("12.50");
      dialog.getByLabel("Add tags").pressSequentially("food, late lunch");

      assertThat(dialog).containsText("Would change 1 transaction of 2 matches");
      assertThat(from).hasValue("12.50");
      assertThat(previews.getLast())
          .contains("\"min\":\"12.50\"")
          .contains("[\"food\",\"late lunch\"]");
      from.fill("twelve");
      assertThat(dialog).containsText("An amount such as 12.50 is expected.");
    }
  }

  @Test
  void aSyncRunLeadsToWhatItBrought() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.logInAside();
      var fixtures = FixtureGateway.get().fixtures().responses();
      var runs =
          fixtures.keySet().stream()
              .filter(request -> request.contains("/sync-runs?"))
              .findFirst()
              .orElseThrow();
      var connection = runs.split("/")[3];
      var run = JSON.readTree(fixtures.get(runs)).path("items").get(0);
      var row = JSON.readTree(fixtures.get("GET /api/transactions?limit=8")).path("items").get(0);
      var id = row.path("id").asString();
      tab.page().route(path("/api/transactions/" + id), route -> json(route, row.toString()));
      tab.page()
          .route(
              path("/api/changes/transactions/" + run.path("id").asString() + "/events"),
              route ->
                  json(
                      route,
                      """
                      {"items":[{"id":"e1","type":"Recorded","resourceType":"transaction","resource":"%s","version":1,"values":{"fact":{"name":"As the bank has it"}}},
                      {"id":"e2","type":"SeriesDetected","resourceType":"series","resource":"s-1","version":1,"values":{"name":"Rent"}}],"next":null}\
                      """
                          .formatted(id)));
      tab.visit("/accounts?runs=" + connection);
      tab.loaded();
      var dialog = tab.page().locator("dialog");
      assertThat(dialog).containsText("after the bank was linked, took");
      dialog.getByText(run.path("counts").path("added").asString() + " added").click();

      var brought = dialog.getByText(row.path("description").asString());
      assertThat(brought).hasAttribute("href", "/transactions?open=" + id);
      assertThat(dialog.getByText("Rent")).hasAttribute("href", "/recurring?open=s-1");
      tab.page().goBack();
      assertThat(brought).hasCount(0);
      assertThat(dialog).containsText("Sync runs of");
    }
  }

  @Test
  void anArchiveIsRestoredInAnEmptyHousehold() throws Exception {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingRefusals()) {
      tab.logInAside();
      var sent = new ArrayList<String>();
      for (var path : List.of("/api/accounts", "/api/transactions", "/api/users/me")) {
        tab.page().route(path(path), route -> answerOfEmptyHousehold(route, sent));
      }
      tab.page()
          .route(path("/api/transfers/settings"), route -> answerOfEmptyHousehold(route, sent));
      tab.visit("/settings");
      tab.loaded();
      var card =
          tab.page()
              .locator(".card")
              .filter(
                  new Locator.FilterOptions()
                      .setHas(
                          tab.page()
                              .getByRole(
                                  AriaRole.HEADING,
                                  new Page.GetByRoleOptions().setName("Archive").setExact(true))));
      var files = new TreeMap<String, String>();
      files.put("settings", "{\"timeZone\":\"Europe/Zurich\",\"baseCurrency\":\"CHF\"}\n");
      files.put(
          "accounts",
          "{\"id\":\"a\",\"name\":\"Cash\",\"type\":\"depository\",\"currency\":\"CHF\"}\n");
      files.put(
          "transactions",
          row("019b0000-0000-7000-8000-000000000001", "Rent")
              + row("019b0000-0000-7000-8000-000000000002", "Refused"));

      card.getByLabel("Archive").setInputFiles(file(archive(files, "Cash")));
      assertThat(card).containsText("unchanged since");
      card.getByText("Restore 4 rows").click();
      assertThat(card).containsText("Restored, except for 1 row.");
      assertThat(card).containsText("It is refused. (Refused)");
      assertThat(sent)
          .contains("PATCH /api/users/me", "POST /api/accounts", "POST /api/transactions");

      tab.visit("/settings");
      assertThat(card).containsText("Restored, except for 1 row.");
    }
  }

  @Test
  void anArchiveThatWasChangedIsRefused() throws Exception {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.logInAside();
      tab.visit("/settings");
      tab.loaded();
      var files = new TreeMap<String, String>();
      files.put("accounts", "{\"id\":\"a\",\"name\":\"Cash\"}\n");
      tab.page().getByLabel("Archive").setInputFiles(file(archive(files, "Gold")));

      assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("accounts.ndjson was changed");
      assertThat(tab.page().getByText("Restore 1 row")).hasCount(0);
    }
  }

  private static void answerOfEmptyHousehold(Route route, List<String> sent) {
    var request = route.request();
    var method = request.method();
    if (method.equals("GET")) {
      if (request.url().contains("limit=1") && !request.url().contains("limit=100")) {
        json(route, "{\"items\":[],\"next\":null}");
      } else {
        route.fallback();
      }
      return;
    }
    sent.add(method + " " + request.url().replaceFirst("https?://[^/]+", ""));
    if (String.valueOf(request.postData()).contains("Refused")) {
      problem(route, 422, "invalid-text", "It is refused.");
    } else {
      json(route, "{\"id\":\"new-%d\",\"version\":1}".formatted(sent.size()));
    }
  }

  private static String row(String id, String description) {
    return """
    {"id":"%s","accountId":"a","date":"2026-11-01","amount":{"amount":"-1.00","currency":"CHF"},"description":"%s","splits":[]}
    """
        .formatted(id, description);
  }

  private static FilePayload file(byte[] bytes) {
    return new FilePayload("florin.zip", "application/zip", bytes);
  }

  /** An archive whose accounts have a name that its manifest may not be of. */
  private static byte[] archive(Map<String, String> files, String name) throws Exception {
    var manifest = JSON.createObjectNode().put("format", "florin-archive").put("version", 1);
    manifest.put("createdAt", "2026-11-29T08:00:00Z");
    var parts = manifest.putArray("parts");
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var list : LISTS) {
        var text = files.getOrDefault(list, "");
        var sha256 =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        parts
            .addObject()
            .put("file", list + ".ndjson")
            .put("rows", text.lines().count())
            .put("sha256", HexFormat.of().formatHex(sha256));
        put(zip, list + ".ndjson", text.replace("Cash", name));
      }
      put(zip, "manifest.json", manifest.toString());
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String file, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(file));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static String rules(String order) {
    var rules = JSON.createObjectNode();
    var items = rules.putArray("items");
    for (var id : order.split(" ")) {
      items.add(
          JSON.readTree(
              """
              {"id":"%s","name":"Rule %s","enabled":true,"match":"all","conditions":[],"groups":[],"actions":{"addTags":["x"]},"version":1}\
              """
                  .formatted(id, id)));
    }
    return rules.putNull("next").toString();
  }

  private static List<String> values(JsonNode texts) {
    return texts.valueStream().map(JsonNode::asString).toList();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
