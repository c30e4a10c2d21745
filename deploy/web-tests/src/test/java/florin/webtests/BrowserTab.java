package florin.webtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A page in a fresh profile. Closing it demands that there was no error in the console: no
 * exception and no violation of the content security policy.
 */
final class BrowserTab implements AutoCloseable {

  /** How a page is looked at. */
  enum Look {
    LIGHT(1360, 900, ColorScheme.LIGHT),
    DARK(1360, 900, ColorScheme.DARK),
    PHONE(390, 844, ColorScheme.LIGHT);

    private final int width;
    private final int height;
    private final ColorScheme colorScheme;

    Look(int width, int height, ColorScheme colorScheme) {
      this.width = width;
      this.height = height;
      this.colorScheme = colorScheme;
    }

    String suffix() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String DRAWN =
      "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

  private final BrowserContext context;
  private final Page page;
  private final URI address;
  private final List<String> errors = new ArrayList<>();
  private boolean expectsRefusals;
  private boolean expectsWarnings;

  BrowserTab(URI address, Look look) {
    this.address = address;
    this.context =
        SystemBrowser.get()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(look.width, look.height)
                    .setColorScheme(look.colorScheme)
                    .setLocale("en-US")
                    .setTimezoneId("UTC"));
    this.page = context.newPage();
    page.setDefaultTimeout(60_000);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              || (message.type().equals("warning") && !expectsWarnings)) {
            errors.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(errors::add);
  }

  /** On the fixtures, at the moment at which they were recorded. */
  static BrowserTab onFixtures(Look look) {
    var gateway = FixtureGateway.get();
    var tab = new BrowserTab(gateway.address(), look);
    tab.page.clock().setFixedTime(gateway.fixtures().recordedAt().toEpochMilli());
    return tab;
  }

  /** Responses of 400 and above are part of the test; the browser logs them as errors. */
  BrowserTab expectingRefusals() {
    expectsRefusals = true;
    return this;
  }

  /** The web UI itself warns of what the test lets fail. */
  BrowserTab expectingWarnings() {
    expectsWarnings = true;
    return this;
  }

  Page page() {
    return page;
  }

  /** Changes the colours and the size of the window of the page that is shown. */
  void look(Look look) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.colorScheme));
    page.setViewportSize(look.width, look.height);
    page.evaluate(DRAWN);
  }

  void open(String path) {
    page.navigate(address.resolve(path).toString());
  }

  BrowserTab logIn(String name, String password) {
    return logIn(name, password, "/");
  }

  /** On an address without a page, so that nothing is read before a test has its responses. */
  BrowserTab logInAside() {
    return logIn("demo", "demo", "/between");
  }

  private BrowserTab logIn(String name, String password, String path) {
    open(path);
    page.locator("[name=username]").fill(name);
    page.locator("[name=password]").fill(password);
    page.locator("button.primary").click();
    ready();
    return this;
  }

  /** As a link inside the page does: nothing is loaded again, but the page begins anew. */
  void visit(String path) {
    move("/between");
    page.getByText("There is no such page").waitFor();
    move(path);
  }

  void move(String path) {
    page.evaluate(
        "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate'));"
            + " }",
        path);
  }

  /** Waits until the names are loaded and the page is shown. */
  void ready() {
    page.locator("#main[data-ready]").waitFor();
  }

  /** Waits until no card is a placeholder. */
  void loaded() {
    ready();
    assertThat(page.locator(".ghost, [aria-busy=true]")).hasCount(0);
  }

  Locator toast(String text) {
    var toast = page.locator(".toast", new Page.LocatorOptions().setHasText(text));
    assertThat(toast).isVisible();
    return toast;
  }

  @Override
  public void close() {
    context.close();
    var unexpected =
        errors.stream()
            .filter(error -> !expectsRefusals || !error.startsWith("Failed to load resource"))
            .toList();
    assertThat(unexpected).as("errors in the console").isEmpty();
  }
}
