package florin.webtests;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The findings of axe on what a page shows. The page keeps axe until it is loaded again, and axe
 * runs in the page alone: {@link AxeBuilder} sends its source and opens another page for each run.
 */
final class AccessibilityCheck {

  private static final Map<String, Object> LEVELS_A_AND_AA =
      Map.of("type", "tag", "values", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa"));
  private static final Map<String, Object> COLOURS =
      Map.of("type", "rule", "values", List.of("color-contrast"));

  private static final String IS_LOADED = "() => typeof globalThis.axe === 'object'";
  private static final String RUN =
      """
      runOnly => axe.run(document, { runOnly, resultTypes: ['violations'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))\
      """;

  private static final String SOURCE = source();

  private AccessibilityCheck() {}

  /** All rules of WCAG A and AA. */
  static List<String> violations(Page page) {
    return run(page, LEVELS_A_AND_AA);
  }

  /** The contrast of texts, all that another colour scheme can change. */
  static List<String> violationsOfColours(Page page) {
    return run(page, COLOURS);
  }

  private static List<String> run(Page page, Map<String, Object> rules) {
    if (!(boolean) page.evaluate(IS_LOADED)) {
      page.evaluate(SOURCE);
    }
    return ((List<?>) page.evaluate(RUN, rules)).stream().map(String.class::cast).toList();
  }

  private static String source() {
    try (var source = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      var text = new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
      return "() => {" + text + "\n}";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
