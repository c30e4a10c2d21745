package florin.webtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import florin.webtests.BrowserTab.Look;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every page in light, dark and phone width: no finding of WCAG A and AA by axe, no error in the
 * console, nothing wider than the window. {@code -Dflorin.screenshots=true} also leaves a picture
 * of each in {@code target/screenshots}.
 */
class ScreensIT {

  private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

  @ParameterizedTest
  @EnumSource
  void everyPageIsAccessible(Look look) {
    var findings = new ArrayList<String>();
    var gateway = FixtureGateway.get();
    try (var tab = BrowserTab.onFixtures(look)) {
      tab.open("/");
      tab.page().locator("[name=username]").waitFor();
      check(tab.page(), look, "log-in", findings);
      tab.logIn("demo", "demo");
      for (var screen : Screen.values()) {
        screen.show(tab);
        check(tab.page(), look, screen.name(), findings);
      }
    }
    assertThat(findings).isEmpty();
    assertThat(gateway.service().unknown()).as("requests without a fixture").isEmpty();
  }

  @Test
  void aPlantedFaultIsFound() {
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.open("/");
      tab.page().locator("[name=username]").waitFor();
      tab.page().locator("form img").evaluate("image => image.removeAttribute('alt')");
      tab.page().locator("form button").evaluate("button => button.style.color = '#0f7a70'");

      assertThat(violations(tab.page()))
          .anySatisfy(found -> assertThat(found).contains("image-alt"))
          .anySatisfy(found -> assertThat(found).contains("color-contrast"));
    }
  }

  private static void check(Page page, Look look, String name, List<String> findings) {
    var title = name.toLowerCase(Locale.ROOT).replace('_', '-') + "-" + look.suffix();
    if (Boolean.getBoolean("florin.screenshots")) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "screenshots", title + ".png"))
              .setFullPage(page.locator("dialog[open]").count() == 0));
    }
    // Light and dark differ by colours only.
    var found =
        look == Look.DARK
            ? violations(new AxeBuilder(page).withRules(List.of("color-contrast")))
            : violations(page);
    found.forEach(each -> findings.add(title + ": " + each));
    var excess = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
    if (((Number) excess).intValue() > 0) {
      findings.add(title + ": " + excess + " pixels wider than the window");
    }
  }

  private static List<String> violations(Page page) {
    return violations(new AxeBuilder(page).withTags(RULES));
  }

  private static List<String> violations(AxeBuilder axe) {
    return axe.analyze().getViolations().stream()
        .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
        .toList();
  }
}
