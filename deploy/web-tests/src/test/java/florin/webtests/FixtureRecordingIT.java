package florin.webtests;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import florin.webtests.BrowserTab.Look;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Records the fixtures anew from a Florin that runs with a fresh demo household: {@code
 * -Dflorin.web-tests.record=http://127.0.0.1:8080 -Dit.test=FixtureRecordingIT}.
 */
@EnabledIfSystemProperty(named = "florin.web-tests.record", matches = "http.+")
class FixtureRecordingIT {

  private final Map<String, String> responses = new TreeMap<>();

  @Test
  void record() throws Exception {
    var address = System.getProperty("florin.web-tests.record");
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
