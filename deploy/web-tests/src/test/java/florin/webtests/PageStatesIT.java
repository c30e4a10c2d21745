package florin.webtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static florin.webtests.RouteResponses.json;
import static florin.webtests.RouteResponses.path;
import static florin.webtests.RouteResponses.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import florin.webtests.BrowserTab.Look;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** States of pages that fixtures or responses written here lead to. */
class PageStatesIT {

  private static final long BUDGET = 150_000;
  private static final int ROWS = Boolean.getBoolean("florin.long") ? 100_000 : 5_000;

  @Test
  void aCardThatFailsHasItsErrorAndCanBeRetried() {
    // One object: a route is removed by the identity of its predicate.
    var safeToSpend = path("/api/safe-to-spend");
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingRefusals()) {
      tab.page()
          .route(
              safeToSpend,
              route ->
                  problem(route, 503, "unavailable", "The planning service is not available."));
      tab.logIn("demo", "demo");

      var failed = tab.page().locator(".card .failed");
      assertThat(failed).containsText("The planning service is not available.");
      assertThat(failed).hasCount(1);
      tab.page().unroute(safeToSpend);
      failed.getByText("Retry").click();
      assertThat(tab.page().getByText("Left in total")).isVisible();
      assertThat(tab.page().locator(".card .failed")).hasCount(0);
    }
  }

  @Test
  void aBankInTroubleIsDescribedInASentence() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.page()
          .route(
              path("/api/connections"),
              route ->
                  json(
                      route,
                      """
                      {"items":[{"id":"1","state":"needs-attention","reason":"login-required","institution":{"name":"Houndstooth Bank"},"lastSyncedAt":null,"staleSince":null,"version":1}],"next":null}\
                      """));
      tab.logIn("demo", "demo");

      var banks = tab.page().locator(".banks");
      assertThat(banks).containsText("Houndstooth Bank needs you to sign in again");
      assertThat(banks.getByText("Sign in again").last()).isVisible();
    }
  }

  @Test
  void aNewHouseholdIsOfferedTheFirstSteps() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.page()
          .route(path("/api/connections"), route -> json(route, "{\"items\":[],\"next\":null}"));
      tab.page()
          .route(
              path("/api/transactions"),
              route ->
                  json(route, "{\"items\":[],\"next\":null,\"totals\":{\"count\":0,\"sums\":[]}}"));
      tab.logIn("demo", "demo");

      assertThat(tab.page().getByText("No bank is linked yet")).isVisible();
      assertThat(tab.page().getByText("No transactions yet")).isVisible();
    }
  }

  @Test
  void aChangeIsUndoneFromItsToast() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.logIn("demo", "demo");
      tab.page()
          .route(
              path("/api/transfers/settings"),
              route -> {
                if (route.request().method().equals("GET")) {
                  route.fallback();
                } else {
                  route.fulfill(
                      new Route.FulfillOptions()
                          .setContentType("application/json")
                          .setHeaders(Map.of("Change-Id", "c-1"))
                          .setBody("{}"));
                }
              });
      tab.page()
          .route(
              path("/api/changes/transactions/c-1/undo"), route -> json(route, "{\"id\":\"c-2\"}"));
      tab.visit("/settings");
      tab.loaded();
      tab.page().getByLabel("Pairs of rows are").selectOption("off");

      tab.toast("Matching of transfers changed").getByText("Undo").click();
      tab.toast("Undone: Matching of transfers changed");
    }
  }

  @Test
  void theOtherTransactionOfATransferIsShownAndOpened() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.logIn("demo", "demo");
      var row =
          (ObjectNode)
              JsonMapper.shared()
                  .readTree(
                      FixtureGateway.get()
                          .fixtures()
                          .response("GET /api/transactions?limit=100&include=totals")
                          .orElseThrow())
                  .path("items")
                  .get(0);
      var id = row.path("id").asString();
      row.put("transferId", "t-1").put("transferAccount", "Savings");
      tab.page().route(path("/api/transactions/" + id), route -> json(route, row.toString()));
      tab.page()
          .route(
              path("/api/transfers/t-1"),
              route ->
                  json(
                      route,
                      """
                      {"id":"t-1","version":1,"outgoing":{"transactionId":"%s","accountName":"Checking","date":"2026-11-01","amount":{"amount":"-5.00","currency":"USD"},"description":"To savings"},"incoming":{"transactionId":"other","accountName":"Savings","date":"2026-11-02","amount":{"amount":"5.00","currency":"USD"},"description":"From checking"}}\
                      """
                          .formatted(id)));
      tab.visit("/transactions?open=" + id);

      var pair = tab.page().locator("dialog .offer");
      assertThat(pair).containsText("From checking");
      assertThat(pair).containsText("$5.00");
      assertThat(pair.locator("a")).hasAttribute("href", "/transactions?open=other");
    }
  }

  @Test
  void ownGroupsOfAccountsHaveTheirSums() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.logIn("demo", "demo");
      var account =
          JsonMapper.shared()
              .readTree(
                  FixtureGateway.get()
                      .fixtures()
                      .response("GET /api/accounts?includeHidden=true&limit=500")
                      .orElseThrow())
              .path("items")
              .get(0);
      tab.page()
          .route(
              path("/api/account-groups"),
              route ->
                  json(
                      route,
                      """
                      {"items":[{"id":"g","name":"Every day","isDefault":false,"accountIds":["%s"],"version":3}],"next":null}\
                      """
                          .formatted(account.path("id").asString())));
      tab.visit("/accounts?view=groups");
      tab.loaded();

      var group = tab.page().locator(".card").filter(withHeading(tab.page(), "Every day"));
      assertThat(group).containsText(account.path("name").asString());
      var balance = account.path("balance").path("current").path("amount").asString();
      assertThat(group.locator(".card-head"))
          .containsText(
              NumberFormat.getCurrencyInstance(Locale.US)
                  .format(new BigDecimal(balance))
                  .replace('-', '\u2212'));
    }
  }

  private static Locator.FilterOptions withHeading(Page page, String name) {
    return new Locator.FilterOptions()
        .setHas(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name)));
  }

  /** The parts of a page that fail are replaced; the navigation stays. */
  @Test
  void aPageThatCannotBeDrawnTakesNoOtherPageWithIt() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingWarnings()) {
      tab.logIn("demo", "demo");
      tab.page().route(path("/api/changes"), route -> json(route, "{\"items\":[{}]}"));
      tab.visit("/changes");

      assertThat(tab.page().getByText("This page cannot be shown.")).isVisible();
      tab.page().locator("nav").getByText("Rules").click();
      assertThat(tab.page().locator("h1")).hasText("Rules");
    }
  }

  @Test
  void aPageIsFoundByTyping() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.logIn("demo", "demo");
      tab.loaded();
      tab.page().keyboard().press("Control+k");
      assertThat(tab.page().getByRole(AriaRole.COMBOBOX)).isFocused();
      tab.page().keyboard().type("rul");
      tab.page().keyboard().press("Enter");

      assertThat(tab.page().locator("h1")).hasText("Rules");
      tab.loaded();
    }
  }

  @Test
  void anEndedSessionLeadsToTheLogIn() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingRefusals()) {
      tab.logIn("demo", "demo");
      tab.loaded();
      tab.page().context().clearCookies();
      tab.move("/transactions"); // a link could be gone: any request may have led to the log-in

      assertThat(tab.page().locator("[name=username]")).isVisible();
    }
  }

  @Test
  void aFirstPasswordIsChangedAtTheLogIn() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT).expectingRefusals()) {
      tab.page()
          .route(
              path("/auth/session"),
              route -> problem(route, 403, "password-change-required", "Change it first."));
      tab.page()
          .route(
              path("/auth/password"),
              route -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
      tab.open("/");
      tab.page().locator("[name=username]").fill("florin");
      tab.page().locator("[name=password]").fill("made at random");
      tab.page().locator("button.primary").click();

      tab.page().locator("[name=newPassword]").fill("a password of my own");
      tab.page().locator("[name=repeated]").fill("another one than that");
      tab.page().locator("button.primary").click();
      assertThat(tab.page().getByText("The two new passwords differ.")).isVisible();
      tab.page()
          .route(
              path("/auth/session"),
              route -> json(route, "{\"username\":\"florin\",\"csrfToken\":\"t\"}"));
      tab.page().locator("[name=repeated]").fill("a password of my own");
      var sent =
          tab.page()
              .waitForRequest(
                  "**/auth/password", () -> tab.page().locator("button.primary").click());
      assertThat(sent.postData()).contains("\"newPassword\":\"a password of my own\"");
      // The session of this test is not one of the gateway.
      assertThat(tab.page().locator("[name=username]")).isVisible();
    }
  }

  @Test
  void theFirstPaintIsSmall() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      var requests = new ArrayList<Request>();
      tab.page().onRequestFinished(requests::add);
      tab.logIn("demo", "demo");

      var bytes =
          List.copyOf(requests).stream()
              .filter(request -> !request.url().contains("/api/"))
              .mapToLong(request -> request.sizes().responseBodySize)
              .sum();
      System.out.println("web UI: " + bytes + " bytes compressed before the first paint");
      assertThat(bytes).isBetween(30_000L, BUDGET);
    }
  }

  /** No speed is demanded of a machine with other work: the list draws only what can be seen. */
  @Test
  void aListOfManyRowsDrawsOnlyWhatCanBeSeen() {
    var page = FiguresIT.manyRows(ROWS);
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.logIn("demo", "demo");
      tab.page().route(path("/api/transactions"), route -> json(route, page));
      tab.page().locator("nav").getByText("Transactions").click();
      tab.page().getByText("Row 0", new Page.GetByTextOptions().setExact(true)).waitFor();

      var list = tab.page().locator(".list");
      list.evaluate("list => list.scrollTop = list.scrollHeight");
      assertThat(
              tab.page().getByText("Row " + (ROWS - 1), new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      assertThat(tab.page().locator(".line").count()).isLessThan(60);
    }
  }
}
