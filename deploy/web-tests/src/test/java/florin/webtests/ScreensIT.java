package florin.webtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import florin.webtests.BrowserTab.Look;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Every page in light, dark and phone width: no finding of WCAG A and AA by axe, no error in the
 * console, nothing wider than the window. Each page is opened once; then its colours and its width
 * change, as those of a device do. {@code -Dflorin.screenshots=true} also leaves a picture of each
 * in {@code target/screenshots}.
 */
class ScreensIT {

  @Test
  void everyPageIsAccessible() {
    var findings = new ArrayList<String>();
    var gateway = FixtureGateway.get();
    try (var tab = BrowserTab.onFixtures(Look.LIGHT)) {
      tab.open("/");
      tab.page().locator("[name=username]").waitFor();
      check(tab, "log-in", findings);
      tab.logInAside();
      for (var screen : Screen.values()) {
        screen.show(tab);
        check(tab, screen.name(), findings);
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

      assertThat(AccessibilityCheck.violations(tab.page()))
          .anySatisfy(found -> assertThat(found).contains("image-alt"))
          .anySatisfy(found -> assertThat(found).contains("color-contrast"));
      assertThat(AccessibilityCheck.violationsOfColours(tab.page()))
          .singleElement()
          .asString()
          .contains("color-contrast");
    }
  }

  private static void check(BrowserTab tab, String name, List<String> findings) {
    for (var look : Look.values()) {
      tab.look(look);
      check(tab.page(), look, name, findings);
    }
    tab.look(Look.LIGHT);
  }

  private static void check(Page page, Look look, String name, List<String> findings) {
    var title = name.toLowerCase(Locale.ROOT).replace('_', '-') + "-" + look.suffix();
    if (Boolean.getBoolean("florin.screenshots")) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target", "screenshots", title + ".png"))
              .setFullPage(page.locator("dialog[open]").count() == 0));
    }
    var found =
        look == Look.DARK
            ? AccessibilityCheck.violationsOfColours(page)
            : AccessibilityCheck.violations(page);
    found.forEach(each -> findings.add(title + ": " + each));
    var excess = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
    if (((Number) excess).intValue() > 0) {
      findings.add(title + ": " + excess + " pixels wider than the window");
    }
  }
}
