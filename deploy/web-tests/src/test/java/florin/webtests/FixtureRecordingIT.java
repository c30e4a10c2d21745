package florin.webtests;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import florin.webtests.BrowserTab.Look;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Records the fixtures anew from a fresh demo household: {@code -Dflorin.web-tests.record=true
 * -Dit.test=FixtureRecordingIT}; an address in the place of {@code true} is that of a Florin that
 * runs.
 */
@EnabledIfSystemProperty(named = "florin.web-tests.record", matches = "true|http.+")
class FixtureRecordingIT {

  private final Map<String, String> responses = new TreeMap<>();

  @Test
  void record() throws Exception {
    var given = System.getProperty("florin.web-tests.record");
    var address = given.equals("true") ? RunningFlorin.address().toString() : given;
    try (var tab = new BrowserTab(URI.create(address), Look.LIGHT)) {
      tab.page()
          .route(
              url -> url.startsWith(address + "/api/"), route -> forward(route, address.length()));
      tab.logIn("demo", "demo");
      tab.loaded();
      importAFile(tab);
      for (var screen : Screen.values()) {
        screen.show(tab);
      }
      // The gateway makes its own list of all changes from those of each service.
      responses.remove("GET /api/changes?limit=50");
      for (var area : List.of("transactions", "accounts", "planning", "connections")) {
        tab.visit("/changes?area=" + area);
        tab.loaded();
      }
    }
    new Fixtures(Instant.now(), responses).write();
  }

  private static void importAFile(BrowserTab tab) {
    tab.visit("/imports");
    tab.loaded();
    tab.page()
        .locator("input[type=file]")
        .setInputFiles(
            new FilePayload(
                "cash-november.csv",
                "text/csv",
                """
                Date;Text;Amount;Place
                03/11/2026;Flea market;-12,50;Riverside
                05/11/2026;Bakery;-4,20;Main Street
                07/11/2026;Found in a coat;20,00;
                not a date;Bus;-2,80;Line 7
                """
                    .getBytes(StandardCharsets.UTF_8)));
    tab.page().getByText("How it is read").waitFor();
  }

  private void forward(Route route, int from) {
    var response = route.fetch();
    if (response.ok()) {
      responses.put(
          route.request().method() + " " + route.request().url().substring(from),
          response.text().replaceAll("[\\r\\n\\t]+", " "));
    }
    route.fulfill(new Route.FulfillOptions().setResponse(response));
  }
}
