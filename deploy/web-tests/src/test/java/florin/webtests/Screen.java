package florin.webtests;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.function.Consumer;

/** Every page of the web UI and its dialogs, as a user who is logged in reaches them. */
enum Screen {
  DASHBOARD("/", _ -> {}),
  TRANSACTIONS("/transactions", _ -> {}),
  TRANSACTIONS_FILTER("/transactions?direction=out", page -> button(page, "Filter").click()),
  TRANSACTIONS_SELECTED(
      "/transactions",
      page -> {
        page.keyboard().press("j");
        page.keyboard().press("x");
        page.keyboard().press("j");
        page.keyboard().press("c");
      }),
  TRANSACTIONS_EMPTY("/transactions?q=nothing+like+this", _ -> {}),
  TRANSACTION(
      "/transactions",
      page -> {
        row(page).click();
        page.locator("dialog .history li").first().waitFor();
      }),
  TRANSACTION_NEW("/transactions?add=transaction", _ -> {}),
  SPLIT(
      "/transactions",
      page -> {
        row(page).click();
        page.locator("dialog .history li").first().waitFor();
        page.locator("dialog").getByText("Split", exactly()).last().click();
      }),
  ACCOUNTS("/accounts", _ -> {}),
  ACCOUNT("/accounts", page -> page.locator(".card .plain .text.two a").first().click()),
  ACCOUNT_NEW("/accounts", page -> button(page, "Add an account by hand").click()),
  LINK_BANK("/accounts?link=new", _ -> {}),
  SYNC_RUNS(
      "/accounts",
      page -> {
        page.getByText("Runs", new Page.GetByTextOptions().setExact(true)).first().click();
        page.locator("dialog .history li").first().waitFor();
      }),
  SYNC_RUN(
      "/accounts",
      page -> {
        page.getByText("Runs", new Page.GetByTextOptions().setExact(true)).first().click();
        page.locator("dialog .history button").first().click();
        page.locator("dialog .plain .money").first().waitFor();
      }),
  REVIEW("/review", _ -> {}),
  REVIEW_TRANSFERS("/review?tab=transfers", _ -> {}),
  REVIEW_DUPLICATES("/review?tab=duplicates", _ -> {}),
  REVIEW_RECURRING("/review?tab=recurring", _ -> {}),
  REVIEW_PENDING("/review?tab=pending", _ -> {}),
  REVIEW_ACCOUNTS("/review?tab=accounts", _ -> {}),
  PLANNING("/planning", _ -> {}),
  PLANNING_CALENDAR("/planning", page -> button(page, "Calendar").click()),
  PLANNING_COMPARISON("/planning", page -> button(page, "Compare").click()),
  PLANNING_ALLOCATION("/planning", page -> button(page, "Allocate").click()),
  PLANNING_BILL("/planning", page -> button(page, "Plan a bill").click()),
  RECURRING("/recurring", _ -> {}),
  SERIES(
      "/recurring",
      page -> {
        page.locator("tbody th a").first().click();
        page.locator("dialog .history li").first().waitFor();
      }),
  RULES("/rules", _ -> {}),
  RULE_NEW("/rules", page -> button(page, "New rule").click()),
  INVESTMENTS("/investments", _ -> {}),
  IMPORTS("/imports", _ -> {}),
  IMPORT_PREVIEW("/imports", page -> page.locator(".card .plain a.text").first().click()),
  CHANGES("/changes", _ -> {}),
  CHANGE("/changes", page -> page.locator("button.extent").first().click()),
  SETTINGS("/settings", _ -> {}),
  MERCHANT("/settings", page -> page.locator(".names button").first().click()),
  NOT_FOUND("/no-such-page", _ -> {}),
  GO_TO("/settings", page -> page.keyboard().press("Control+k")),
  KEYS("/settings", page -> page.keyboard().press("?"));

  private final String path;
  private final Consumer<Page> steps;

  Screen(String path, Consumer<Page> steps) {
    this.path = path;
    this.steps = steps;
  }

  /** Opens it and waits until everything is loaded. */
  void show(BrowserTab tab) {
    tab.page().keyboard().press("Escape");
    tab.visit(path);
    tab.loaded();
    steps.accept(tab.page());
    tab.loaded();
  }

  private static Locator row(Page page) {
    return page.locator(".line .description button").first();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
