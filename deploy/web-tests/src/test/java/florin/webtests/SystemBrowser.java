package florin.webtests;

import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine: {@code FLORIN_BROWSER}, else one on the path, else one of the usual
 * places of a Mac. Without one the tests that need it are skipped; with {@code CI=true} they fail.
 */
final class SystemBrowser {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge");
  private static final List<String> BUNDLES =
      List.of(
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge");
  private static final String MISSING =
      "No Chromium found: install one (Debian: apt-get install chromium) or set FLORIN_BROWSER.";

  private static Browser browser;

  private SystemBrowser() {}

  /** One for all tests; it ends with the JVM. */
  static synchronized Browser get() {
    if (browser == null) {
      var path = find();
      if (path.isEmpty()) {
        if ("true".equals(System.getenv("CI"))) {
          fail(MISSING);
        }
        Assumptions.abort(MISSING);
      }
      PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
      var playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(path.orElseThrow())
                      .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
    }
    return browser;
  }

  private static Optional<Path> find() {
    var chosen = Optional.ofNullable(System.getenv("FLORIN_BROWSER")).filter(p -> !p.isBlank());
    if (chosen.isPresent()) {
      return chosen.map(Path::of);
    }
    var folders = String.valueOf(System.getenv("PATH")).split(File.pathSeparator);
    var onPath =
        NAMES.stream().flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)));
    return Stream.concat(onPath, BUNDLES.stream().map(Path::of))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
