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
import florin.webtests.BrowserTab.Look;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Edits of something that was changed elsewhere: accounts, bills, rules and series. */
class EditConflictsIT {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void anAccountShowsBothNamesAndKeepsTheTypedOne() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingRefusals()) {
      tab.logInAside();
      var account = accountWithAPage();
      var uri = "/api/accounts/" + account.path("id").asString();
      var newer = newer(account).put("name", "Household account");
      var sent = onlyNewer(tab, uri, uri, newer);
      tab.visit("/accounts/" + account.path("id").asString());
      tab.loaded();

      var name = tab.page().getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
      name.fill("My account");
      button(tab, "Rename").click();
      assertThat(dialog(tab)).containsText("was changed elsewhere");
      assertThat(dialog(tab).locator("tbody tr")).containsText("NameHousehold accountMy account");
      tab.page().keyboard().press("Escape");
      assertThat(dialog(tab)).hasCount(0);
      assertThat(name).hasValue("My account");

      button(tab, "Rename").click();
      dialog(tab).getByText("Use my value").click();
      tab.toast("Renamed to My account");
      assertThat(sent.getLast())
          .isEqualTo("PATCH \"%s\" {\"name\":\"My account\"}".formatted(newer.path("version")));
    }
  }

  @Test
  void aBillGetsTheEditedFieldsOnly() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingRefusals()) {
      tab.logInAside();
      var list =
          FixtureGateway.get().fixtures().responses().keySet().stream()
              .filter(request -> request.endsWith("/bills?limit=200"))
              .findFirst()
              .orElseThrow();
      var bill = first(list);
      var uri =
          list.substring("GET ".length()).replace("?limit=200", "/" + bill.path("id").asString());
      var sent = onlyNewer(tab, uri, uri, newer(bill).put("name", "Named elsewhere"));
      tab.visit("/planning");
      tab.loaded();
      tab.page().locator("tbody th").getByText(bill.path("name").asString()).first().click();
      tab.page().getByLabel("Amount in").fill("77.5");
      button(tab, "Save").click();

      var rows = dialog(tab).last().locator("tbody tr");
      assertThat(rows).hasCount(2);
      assertThat(rows.first()).containsText("Named elsewherenot edited");
      assertThat(rows.last()).containsText("$77.50");
      dialog(tab).last().getByText("Use my value").click();
      tab.toast("Changed ");
      assertThat(dialog(tab)).hasCount(0);
      assertThat(sent.getLast())
          .contains("\"name\":\"Named elsewhere\"")
          .contains("\"amount\":\"77.5\"");
    }
  }

  @Test
  void aRuleCanStayAsItIsNow() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingRefusals()) {
      tab.logInAside();
      var rule = first("GET /api/rules");
      var uri = "/api/rules/" + rule.path("id").asString();
      var sent = onlyNewer(tab, uri, uri, newer(rule).put("enabled", false));
      tab.page()
          .route(
              path("/api/rules/preview"),
              route -> json(route, "{\"changed\":0,\"matched\":0,\"items\":[]}"));
      tab.visit("/rules");
      tab.loaded();
      tab.page().locator(".rules .name").first().click();
      tab.page()
          .locator("dialog")
          .getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
          .fill("Typed here");
      tab.page().locator("dialog button.primary").click();

      assertThat(dialog(tab).last()).containsText("Onnonot edited");
      assertThat(dialog(tab).last()).containsText("Typed here");
      dialog(tab).last().getByText("Keep it as it is now").click();
      assertThat(dialog(tab)).hasCount(0);
      assertThat(sent).hasSize(1);
    }
  }

  @Test
  void aDecisionAboutASeriesShowsItsNewerState() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingRefusals()) {
      tab.logInAside();
      var series = first("GET /api/recurring?state=suggested&limit=100");
      var uri = "/api/recurring/" + series.path("id").asString();
      var sent = onlyNewer(tab, uri, uri + "/confirm", newer(series).put("state", "dismissed"));
      tab.visit("/review?tab=recurring");
      tab.loaded();
      button(tab, "Confirm " + series.path("name").asString()).first().click();

      assertThat(dialog(tab)).containsText("Dismissed");
      dialog(tab).getByText("Do it nevertheless").click();
      tab.toast("Confirmed: ");
      assertThat(sent).hasSize(2);
    }
  }

  @Test
  void aSplitKeepsItsPartsAndIsSavedOnTheNewerVersion() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingRefusals()) {
      tab.logInAside();
      var row = first("GET /api/transactions?limit=100&include=totals");
      var uri = "/api/transactions/" + row.path("id").asString();
      var sent = onlyNewer(tab, uri + "/splits", uri + "/splits", newer(row));
      tab.page()
          .route(path(uri), route -> json(route, (sent.isEmpty() ? row : newer(row)).toString()));
      tab.visit("/transactions?edit=split&open=" + row.path("id").asString());
      var whole = row.path("amount").path("amount").asString().replace("-", "");
      var amounts = dialog(tab).getByLabel("Amount");
      amounts.first().fill("0.40");
      amounts.nth(1).fill(new BigDecimal(whole).subtract(new BigDecimal("0.40")).toPlainString());
      dialog(tab).getByText("Save the split").click();

      assertThat(dialog(tab)).containsText("Your parts are kept");
      assertThat(amounts.first()).hasValue("0.40");
      dialog(tab).getByText("Save the split").click();
      tab.toast("Split ");
      assertThat(sent).hasSize(2);
    }
  }

  /** The account whose page is recorded. */
  private static ObjectNode accountWithAPage() {
    var fixtures = FixtureGateway.get().fixtures();
    var pages = fixtures.responses().keySet();
    var accounts = fixtures.response("GET /api/accounts?includeHidden=true&limit=500");
    return JSON.readTree(accounts.orElseThrow())
        .path("items")
        .valueStream()
        .filter(
            account ->
                pages.stream()
                    .anyMatch(
                        request ->
                            request.startsWith(
                                "GET /api/accounts/" + account.path("id").asString() + "/")))
        .map(ObjectNode.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode first(String request) {
    var body = FixtureGateway.get().fixtures().response(request).orElseThrow();
    return (ObjectNode) JSON.readTree(body).path("items").get(0);
  }

  private static ObjectNode newer(JsonNode before) {
    return ((ObjectNode) before.deepCopy()).put("version", before.path("version").asInt() + 1);
  }

  /**
   * Reads of {@code shown} get the newer version; commands to {@code changed} need it.
   *
   * @return the commands: method, If-Match and body
   */
  private static List<String> onlyNewer(
      BrowserTab tab, String shown, String changed, ObjectNode newer) {
    var sent = new ArrayList<String>();
    var version = '"' + newer.path("version").asString() + '"';
    if (!shown.equals(changed)) {
      tab.page().route(path(shown), route -> json(route, newer.toString()));
    }
    tab.page()
        .route(
            path(changed),
            route -> {
              if (route.request().method().equals("GET")) {
                json(route, newer.toString());
                return;
              }
              sent.add(text(route));
              if (version.equals(route.request().headers().get("if-match"))) {
                json(route, newer.toString());
              } else {
                problem(route, 412, "version-mismatch", "There is a newer version.");
              }
            });
    return sent;
  }

  private static String text(Route route) {
    var request = route.request();
    return request.method() + " " + request.headers().get("if-match") + " " + request.postData();
  }

  private static Locator dialog(BrowserTab tab) {
    return tab.page().locator("dialog[open]");
  }

  private static Locator button(BrowserTab tab, String name) {
    return tab.page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
