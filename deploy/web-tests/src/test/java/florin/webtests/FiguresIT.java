package florin.webtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static florin.webtests.RouteResponses.json;
import static florin.webtests.RouteResponses.path;
import static florin.webtests.RouteResponses.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import florin.webtests.BrowserTab.Look;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Times that depend on the machine, which has to be idle: {@code -Dflorin.figures=true
 * -Dit.test=FiguresIT}. They are recorded in {@code deploy/bench/RESULTS.md}.
 */
@EnabledIfSystemProperty(named = "florin.figures", matches = "true")
class FiguresIT {

  private static final int ROWS = 100_000;
  private static final int FRAMES = 300;
  private static final int DASHBOARDS = 11;

  /** Milliseconds between frames, while each frame scrolls further by eight rows. */
  private static final String SCROLL =
      """
      frames => new Promise((done) => {
        const list = document.querySelector('.list');
        const times = [];
        let before;
        const next = (now) => {
          if (before !== undefined) times.push(now - before);
          before = now;
          if (times.length === frames) return done(times);
          list.scrollTop += list.querySelector('.line').offsetHeight * 8;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      })\
      """;

  /** Without the fixed time of the fixtures, which would take the place of the browser's frames. */
  @Test
  void framesOfManyRows() {
    var gateway = FixtureGateway.get();
    try (var tab = new BrowserTab(gateway.address(), Look.LIGHT).expectingRefusals()) {
      tab.page()
          .route(
              url -> URI.create(url).getPath().startsWith("/api/"),
              route -> problem(route, 503, "unavailable", "Not part of this test."));
      for (var names : List.of("/api/categories", "/api/accounts", "/api/users/me")) {
        tab.page().route(path(names), Route::resume);
      }
      tab.page().route(path("/api/transactions"), route -> json(route, manyRows(ROWS)));
      tab.logIn("demo", "demo");
      tab.page().locator("nav").getByText("Transactions").click();
      tab.page().getByText("Row 0", new Page.GetByTextOptions().setExact(true)).waitFor();

      var times = milliseconds(tab.page().evaluate(SCROLL, FRAMES));
      print("frames of " + ROWS + " rows", times);
      assertThat(percentile(times, 95)).isLessThanOrEqualTo(50);
    }
  }

  @Test
  void theFilledDashboardOfARunningFlorin() {
    try (var tab = new BrowserTab(RunningFlorin.address(), Look.LIGHT)) {
      tab.logIn("demo", "demo").loaded();
      var times = new ArrayList<Double>();
      for (var i = 0; i < DASHBOARDS; i++) {
        var begun = System.nanoTime();
        tab.open("/");
        tab.loaded();
        assertThat(tab.page().locator(".card")).not().hasCount(0);
        times.add((System.nanoTime() - begun) / 1e6);
      }
      print("from the address to the filled dashboard", times);
      assertThat(percentile(times, 50)).isLessThanOrEqualTo(2_000);
    }
  }

  /** A page of the list of transactions. */
  static String manyRows(int rows) {
    return "{\"items\":["
        + IntStream.range(0, rows)
            .mapToObj(
                i ->
                    """
                    {"id":"%d","accountId":"a","date":"2026-11-%02d","amount":{"amount":"-1.00","currency":"USD"},"description":"Row %d","pending":false,"categoryId":null,"categorySource":"none","note":null,"tags":[],"excluded":false,"transferId":null,"splits":[],"runningBalance":null,"version":0}\
                    """
                        .formatted(i, 28 - i * 28 / rows, i))
            .collect(Collectors.joining(","))
        + "],\"next\":null,\"totals\":{\"count\":"
        + rows
        + ",\"sums\":[]}}";
  }

  private static List<Double> milliseconds(Object evaluated) {
    return ((List<?>) evaluated).stream().map(time -> ((Number) time).doubleValue()).toList();
  }

  private static double percentile(List<Double> times, int percent) {
    var sorted = times.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) * percent / 100);
  }

  private static void print(String name, List<Double> times) {
    System.out.printf(
        "web UI: %s: median %.0f ms, p95 %.0f ms, longest %.0f ms%n",
        name, percentile(times, 50), percentile(times, 95), percentile(times, 100));
  }
}
