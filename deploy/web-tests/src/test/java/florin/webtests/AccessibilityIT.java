package florin.webtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import florin.webtests.BrowserTab.Look;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * WCAG A and AA by axe, in every look of every page; pictures of all of them are left in {@code
 * target/screenshots}.
 */
class AccessibilityIT {

  private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

  @ParameterizedTest
  @EnumSource
  void noPageHasAFinding(Look look) {
    try (var tab = new BrowserTab(RunningFlorin.address(), look)) {
      tab.open("/");
      tab.page().locator("[name=username]").waitFor();
      clean(tab.page(), look, "log-in");
      tab.logIn("demo", "demo");
      tab.page().locator(".card .plain li").first().waitFor();
      clean(tab.page(), look, "dashboard");
      tab.open("/transactions?direction=out");
      tab.page().locator(".line:not(.heading)").first().waitFor();
      tab.page().getByText("Filter", new Page.GetByTextOptions().setExact(true)).click();
      clean(tab.page(), look, "transactions");
      tab.page().locator(".line .description button").first().click();
      tab.page().locator("dialog .history li").first().waitFor();
      clean(tab.page(), look, "transaction");
    }
  }

  @Test
  void aPlantedFaultIsFound() {
    try (var tab = new BrowserTab(RunningFlorin.address(), Look.LIGHT)) {
      tab.open("/");
      tab.page().locator("[name=username]").waitFor();
      tab.page().locator("form img").evaluate("image => image.removeAttribute('alt')");

      assertThat(findings(tab.page())).anySatisfy(found -> assertThat(found).contains("image-alt"));
    }
  }

  private static void clean(Page page, Look look, String name) {
    var file = "target/screenshots/" + name + "-" + look.name().toLowerCase(Locale.ROOT) + ".png";
    page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(file)));
    assertThat(findings(page)).as(name).isEmpty();
  }

  private static List<String> findings(Page page) {
    return new AxeBuilder(page)
        .withTags(RULES).analyze().getViolations().stream()
            .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
            .toList();
  }
}
