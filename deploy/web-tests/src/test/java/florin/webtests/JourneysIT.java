package florin.webtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import florin.webtests.BrowserTab.Look;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Journeys through several pages, in a real browser with a whole Florin: {@code mvn -Plong}. */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class JourneysIT {

  @Test
  void logInSeeMoneyAndLogOut() {
    try (var tab = tab().expectingRefusals()) {
      tab.open("/");
      tab.page().locator("[name=username]").fill("demo");
      tab.page().locator("[name=password]").fill("not it");
      tab.page().locator("button.primary").click();
      assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("is wrong");
      tab.page().locator("[name=password]").fill("demo");
      tab.page().locator("button.primary").click();
      tab.ready();

      var cards = tab.page().locator(".card");
      assertThat(card(tab.page(), "Net worth"))
          .containsText(Pattern.compile("\\$[\\d,]+\\.\\d\\d"));
      assertThat(card(tab.page(), "Safe to spend")).containsText("a day");
      assertThat(card(tab.page(), "Latest transactions").locator("li")).hasCount(8);
      assertThat(cards.locator(".failed")).hasCount(0);
      tab.page().reload();
      tab.ready();
      tab.page().getByText("Log out").click();
      assertThat(tab.page().locator("[name=username]")).isVisible();
      tab.page().reload();
      assertThat(tab.page().locator("[name=username]")).isVisible();
    }
  }

  @Test
  void recategoriseByKeyboardAndUndo() {
    try (var tab = tab().logIn("demo", "demo")) {
      var row = row(tab, "/transactions?q=the+daily+grind");
      var before = row.locator(".chip").innerText();

      tab.page().keyboard().press("j");
      tab.page().keyboard().press("c");
      tab.page().keyboard().type("hardware");
      tab.page().keyboard().press("Enter");
      tab.toast("The Daily Grind: Hardware");
      assertThat(row.locator(".chip")).hasText("Hardware");
      tab.page().keyboard().press("z");
      tab.toast("Undone");
      assertThat(row.locator(".chip")).hasText(before);
    }
  }

  /** The ten lines of the README, as they are written there. */
  @Test
  void theWalkOfTheReadme() {
    try (var tab = tab().logIn("demo", "demo")) {
      tab.loaded();
      var keyboard = tab.page().keyboard();
      keyboard.press("g");
      keyboard.press("t");
      tab.page().locator(".line:not(.heading)").first().waitFor();
      keyboard.press("/");
      keyboard.type("corner market");
      assertThat(tab.page()).hasURL(Pattern.compile("q=corner"));
      keyboard.press("Escape");
      tab.loaded();
      keyboard.press("j");
      var row = tab.page().locator(".line[aria-selected=true]");
      assertThat(row).containsText("Corner Market");
      var before = row.locator(".chip").innerText();
      keyboard.press("c");
      keyboard.type("coffee");
      keyboard.press("Enter");
      tab.toast("Corner Market: Coffee");
      tab.page().getByText("Preview a rule").click();
      assertThat(tab.page().locator(".offer")).containsText("Would change");
      keyboard.press("Enter");
      var drawer = tab.page().locator("dialog");
      assertThat(drawer.locator(".why")).containsText("you: Coffee");
      assertThat(drawer.locator(".history li").first()).containsText("Category by you");
      keyboard.press("Escape");
      assertThat(drawer).hasCount(0);
      keyboard.press("z");
      tab.toast("Undone");
      assertThat(row.locator(".chip")).hasText(before);
    }
  }

  @Test
  void ruleFromAnEditAppliedAndUndone() {
    try (var tab = tab().logIn("demo", "demo")) {
      var row = row(tab, "/transactions?q=corner+market");
      var second = tab.page().locator(".line:not(.heading)").nth(1).locator(".chip");
      var before = second.innerText();

      tab.page().keyboard().press("j");
      tab.page().keyboard().press("c");
      tab.page().keyboard().type("pet supplies");
      tab.page().keyboard().press("Enter");
      assertThat(row.locator(".chip")).hasText("Pet Supplies");
      tab.page().getByText("Preview a rule").click();
      assertThat(tab.page().locator(".offer")).containsText("Would change");
      tab.page().getByText("Create the rule and apply it").click();
      tab.toast("changed").getByText("Undo").click();
      assertThat(second).hasText(before);
    }
  }

  @Test
  void splitInTheDrawer() {
    try (var tab = tab().logIn("demo", "demo")) {
      row(tab, "/transactions?q=blue+ridge&pending=false").locator(".description button").click();
      var drawer = tab.page().locator("dialog");
      assertThat(drawer.locator(".history li").first()).containsText("Recorded");
      drawer.getByRole(AriaRole.BUTTON, named("Split")).click();
      drawer.getByLabel("Amount").first().fill("1.50");
      assertThat(drawer.getByText("Every part needs an amount")).isVisible();
      var left = drawer.locator(".split strong").innerText().replaceAll("[^0-9.]", "");
      drawer.getByLabel("Amount").nth(1).fill(left);
      drawer.getByText("Save the split").click();
      assertThat(drawer.locator(".plain li")).hasCount(2);
      drawer
          .getByRole(
              AriaRole.BUTTON,
              new Locator.GetByRoleOptions().setName(Pattern.compile("^Undo: Split")))
          .first()
          .click();
      assertThat(drawer.locator(".plain li")).hasCount(0);
    }
  }

  @Test
  void twoBrowsersEditTheSameRow() {
    try (var one = tab().logIn("demo", "demo");
        var two = tab().expectingRefusals().logIn("demo", "demo")) {
      var mine = row(one, "/transactions?q=trimet");
      var other = row(two, "/transactions?q=trimet");
      note(one, mine, "from the first");
      one.toast("Note of");

      note(two, other, "from the second");
      var dialog = two.page().locator("dialog");
      assertThat(dialog).containsText("changed elsewhere");
      assertThat(dialog).containsText("from the first");
      assertThat(dialog).containsText("from the second");
      dialog.getByText("Use my value").click();
      two.toast("Note of");
      assertThat(other.locator(".badge[title='from the second']")).isVisible();
    }
  }

  @Test
  void filtersStayInTheAddressAndBackWorks() {
    try (var tab = tab().logIn("demo", "demo")) {
      row(tab, "/transactions");
      tab.page().keyboard().press("/");
      tab.page().keyboard().type("market");
      assertThat(tab.page()).hasURL(Pattern.compile("q=market"));
      tab.page()
          .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Filter").setExact(true))
          .click();
      tab.page().getByLabel("Direction").selectOption("out");
      assertThat(tab.page()).hasURL(Pattern.compile("q=market.*direction=out"));
      tab.page().reload();
      tab.ready();
      assertThat(tab.page().getByText("Money out")).isVisible();
      tab.page().goBack();
      assertThat(tab.page()).not().hasURL(Pattern.compile("direction"));
      assertThat(tab.page().getByText("Money out")).hasCount(0);
    }
  }

  @Test
  void linkABankOnTheProvidersPage() {
    try (var tab = tab().logIn("demo", "demo")) {
      tab.open("/accounts");
      tab.page().getByRole(AriaRole.BUTTON, pageNamed("Link a bank")).click();
      tab.page().getByRole(AriaRole.BUTTON, pageNamed("Continue")).click();
      onTheProvidersPage(tab, "Tokenized Bank");

      tab.toast("Tokenized Bank is linked");
      assertThat(card(tab.page(), "Banks")).containsText("Tokenized Bank");
    }
  }

  @Test
  void signInAgainAtABank() {
    RunningFlorin.expireLogin("ins_109512");
    try (var tab = tab().logIn("demo", "demo")) {
      var trouble = tab.page().locator(".banks .trouble");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                tab.page().reload();
                tab.loaded();
                return trouble.count() > 0;
              });
      assertThat(trouble).containsText("Houndstooth Bank needs you to sign in again");
      trouble.getByText("Sign in again").last().click();
      onTheProvidersPage(tab, "Sign in again");

      tab.toast("Signed in again at Houndstooth Bank");
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> {
                tab.open("/");
                tab.loaded();
                return trouble.count() == 0;
              });
    }
  }

  @Test
  void confirmATransfer() {
    RunningFlorin.suggestATransfer();
    try (var tab = tab().logIn("demo", "demo")) {
      tab.open("/review?tab=transfers");
      tab.loaded();
      var pair = tab.page().locator(".decisions li");
      assertThat(pair.first()).containsText("Transfer between purses");
      var before = pair.count();

      tab.page().keyboard().press("y");

      tab.toast("Matched as a transfer");
      assertThat(pair).hasCount(before - 1);
    }
  }

  @Test
  void planABillFromASeries() {
    try (var tab = tab().logIn("demo", "demo")) {
      tab.open("/recurring");
      tab.loaded();
      tab.page().getByText("Iron Temple Gym").click();
      tab.page().locator("dialog").getByText("Turn it into a bill").click();

      tab.toast("Planned Iron Temple Gym");
      tab.open("/planning");
      tab.loaded();
      assertThat(tab.page().getByRole(AriaRole.BUTTON, pageNamed("Iron Temple Gym"))).isVisible();
    }
  }

  /**
   * More than 2,000 requests, one for each transaction. Manual entries in another currency than
   * that of their account are refused.
   */
  @Test
  void theArchiveOfAHouseholdIsRestoredInAnEmptyOne() {
    try (var tab = tab().logIn("demo", "demo");
        var other = tab().expectingRefusals().logIn("guest", "guest")) {
      tab.open("/settings");
      tab.loaded();
      var archive =
          tab.page().waitForDownload(() -> tab.page().getByText("Download the archive").click());
      other.open("/settings");
      other.loaded();
      var card = card(other.page(), "Archive");
      card.getByLabel("Archive").setInputFiles(archive.path());
      card.getByText(Pattern.compile("Restore [\\d,]+ rows")).click();
      Awaitility.await()
          .atMost(Duration.ofMinutes(8))
          .until(() -> card.getByText(Pattern.compile("restored|Restored")).count() > 0);

      assertThat(card).containsText(Pattern.compile("restored\\.|Restored, except for"));
      assertThat(totals(other)).isEqualTo(totals(tab));
    }
  }

  private static String totals(BrowserTab tab) {
    row(tab, "/transactions?pending=false");
    return tab.page().locator(".totals .total").first().innerText();
  }

  private static void onTheProvidersPage(BrowserTab tab, String button) {
    var opened =
        tab.page()
            .waitForPopup(() -> tab.page().locator("dialog").getByText("Open the page").click());
    opened.getByText(button, new Page.GetByTextOptions().setExact(true)).click();
    assertThat(opened.getByText("You are signed in at")).isVisible();
    opened.close();
  }

  private static void note(BrowserTab tab, Locator row, String text) {
    row.locator(".account").click();
    tab.page().keyboard().press("j");
    tab.page().keyboard().press("n");
    tab.page().keyboard().type(text);
    tab.page().keyboard().press("Enter");
  }

  private static Locator row(BrowserTab tab, String path) {
    tab.open(path);
    tab.ready();
    var first = tab.page().locator(".line:not(.heading)").first();
    first.waitFor();
    return first;
  }

  private static Locator card(Page page, String title) {
    return page.locator(".card")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(title))));
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions pageNamed(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static BrowserTab tab() {
    return new BrowserTab(RunningFlorin.address(), Look.LIGHT);
  }
}
