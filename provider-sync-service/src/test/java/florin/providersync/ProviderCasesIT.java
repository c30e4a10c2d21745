package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.AccountsObserved;
import florin.events.providersync.HoldingsObserved;
import florin.events.providersync.ObservedAccount;
import florin.events.providersync.ObservedInvestmentTransaction;
import florin.events.providersync.ObservedSecurity;
import florin.events.providersync.ObservedTransaction;
import florin.providersync.ProviderSync.Linked;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Failures of other products at what a provider sends, each under the name of its case. */
class ProviderCasesIT extends ProductHousehold {

  /** A new account with one transaction, which the user grants with all others later. */
  private String offer(Linked linked, Map<String, ?> account, int amount) {
    Map<String, Object> body = new HashMap<>(account);
    body.put(
        "transactions",
        List.of(
            Map.of("amount", amount, "date", "2026-06-28", "name", "X " + account.get("name"))));
    return sync.bank
        .control("POST", "items/" + linked.itemId() + "/accounts?webhook=false", body)
        .path("account_id")
        .stringValue();
  }

  private void grant(Linked linked) {
    sync.bank.control(
        "POST", "items/" + linked.itemId() + "/repair?webhook=false", Map.of("grant", true));
  }

  private static List<ObservedTransaction> of(
      PublishedFacts publishedFacts, ObservedAccount account) {
    return publishedFacts.transactions.values().stream()
        .filter(one -> one.getAccountId().equals(account.getAccountId()))
        .toList();
  }

  private String account(Linked linked, String subtype) {
    return sync.bank
        .truth(linked.itemId())
        .path("accounts")
        .valueStream()
        .filter(one -> one.path("subtype").asString("").equals(subtype))
        .findFirst()
        .orElseThrow()
        .path("account_id")
        .stringValue();
  }

  @Test
  void c01LoanSubtypesThatAreNotListed() {
    Linked linked = sync.quiet(PLATYPUS);
    Map<String, String> ids = new HashMap<>();
    List<String> subtypes = List.of("home equity", "line of credit", "business", "new in 2027");
    for (String subtype : subtypes) {
      Map<String, Object> loan = Map.of("type", "loan", "subtype", subtype, "name", subtype);
      ids.put(subtype, offer(linked, loan, 5));
    }
    grant(linked);

    applied(linked);

    PublishedFacts publishedFacts = sync.truthfulFacts(linked);
    for (String subtype : subtypes) {
      ObservedAccount account = publishedFacts.accounts.get(ids.get(subtype));
      assertThat(account.getType()).isEqualTo("loan");
      assertThat(account.getProviderSubtype()).isEqualTo(subtype);
      assertThat(of(publishedFacts, account)).hasSize(1);
    }
    assertThat(publishedFacts.accounts).containsKey(account(linked, "checking"));
  }

  @Test
  void c02AccountsWithTheSameNameAndMask() {
    Linked linked = sync.quiet(PLATYPUS);
    List<String> ids = new ArrayList<>();
    List<String> masks = List.of("1234", "5678", "1234");
    for (int i = 0; i < 3; i++) {
      ids.add(
          offer(
              linked,
              Map.of(
                  "subtype",
                  "checking",
                  "name",
                  "Business Checking",
                  "mask",
                  masks.get(i),
                  "balance",
                  List.of(100, 250, 7).get(i)),
              i + 1));
    }
    grant(linked);

    applied(linked);

    PublishedFacts publishedFacts = sync.truthfulFacts(linked);
    List<ObservedAccount> accounts = ids.stream().map(publishedFacts.accounts::get).toList();
    assertThat(accounts).extracting(ObservedAccount::getAccountId).doesNotHaveDuplicates();
    assertThat(accounts)
        .extracting(one -> one.getCurrent().intValueExact())
        .containsExactly(100, 250, 7);
    for (int i = 0; i < 3; i++) {
      List<ObservedTransaction> all = of(publishedFacts, accounts.get(i));
      assertThat(all).hasSize(1);
      assertThat(all.getFirst().getAmount().getAmount()).isEqualByComparingTo(-(i + 1) + "");
    }
  }

  @Test
  void c03BalancesThatAreNullAreUnknown() {
    Linked linked = sync.quiet(PLATYPUS);
    String savings = account(linked, "savings");
    Map<String, Object> nulls = new HashMap<>();
    nulls.put("current", null);
    nulls.put("available", null);
    nulls.put("limit", null);
    sync.bank.control(
        "POST",
        "items/" + linked.itemId() + "/accounts/" + savings + "/balance?webhook=false",
        nulls);
    Map<String, Object> currencies = new HashMap<>();
    currencies.put("iso_currency_code", null);
    currencies.put("unofficial_currency_code", null);
    sync.bank.control(
        "PATCH",
        "items/" + linked.itemId() + "/accounts/" + savings,
        Map.of("fields", Map.of("balances", currencies)));
    sync.addQuietly(linked, 20);

    assertThat(sync.syncNow(linked))
        .containsEntry("state", "applied")
        .containsEntry("counts", Map.of("added", 20, "modified", 0, "removed", 0));

    ObservedAccount known =
        sync.facts(linked).of(AccountsObserved.class).getLast().getAccounts().stream()
            .filter(one -> one.getExternalId().equals(savings))
            .findFirst()
            .orElseThrow();
    assertThat(known.getCurrent()).as("unknown and not zero").isNull();
    assertThat(known.getAvailable()).isNull();
  }

  @Test
  void c04AccountsThatAreNullOnOnePage() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.addQuietly(linked, 1_100);
    sync.fault(linked, Map.of("kind", "null_accounts", "after", 1, "times", 1));

    assertThat(sync.syncNow(linked))
        .containsEntry("state", "applied")
        .containsEntry("counts", Map.of("added", 1_100, "modified", 0, "removed", 0));

    sync.truthfulFacts(linked);
    assertThat(sync.connection(linked)).containsEntry("state", "healthy");
  }

  @Test
  void c05ASecurityWithoutTypeAndName() {
    Linked linked = invested();
    int before = holdings(linked).size();
    Map<String, Object> security = new HashMap<>();
    security.put("security_id", "s9");
    security.put("type", null);
    security.put("name", null);
    security.put("ticker_symbol", "PZ8XP9000");
    security.put("close_price", null);
    security.put("is_cash_equivalent", false);
    security.put("iso_currency_code", "USD");
    change(linked, Map.of("securities", List.of(security)));
    change(
        linked,
        Map.of(
            "holdings",
            List.of(
                Map.of(
                    "account",
                    "brokerage",
                    "security",
                    "s9",
                    "quantity",
                    3,
                    "institution_price",
                    10,
                    "institution_value",
                    30))));

    applied(linked);

    assertThat(holdings(linked)).hasSize(before + 1);
    assertThat(holdings(linked).get("s9").getValue()).isEqualByComparingTo("30");
    HoldingsObserved last = sync.facts(linked).of(HoldingsObserved.class).getLast();
    ObservedSecurity told =
        last.getSecurities().stream()
            .filter(one -> one.getExternalId().equals("s9"))
            .findFirst()
            .orElseThrow();
    assertThat(told.getTicker()).isEqualTo("PZ8XP9000");
    assertThat(told.getType()).isEqualTo("other");
    assertThat(told.getProviderType()).isNull();
    assertThat(told.getName()).isNull();
  }

  private Linked linkedWhileFailing(int times) {
    sync.bank.control(
        "POST",
        "faults",
        Map.of("endpoint", "/transactions/sync", "kind", "http", "status", 500, "times", times));
    Linked linked = sync.link(ProviderSync.someone(), Map.of("publicToken", publicToken()));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(sync.connection(linked).get("staleSince")).isNotNull());
    return linked;
  }

  private String publicToken() {
    return sync.bank.publicToken(HOUNDSTOOTH, sync.webhookUrl());
  }

  private void heal() {
    sync.bank.control("DELETE", "faults", Map.of());
  }

  @Test
  void c06AManualSyncAfterAFirstSyncThatFailed() {
    try {
      Linked linked = linkedWhileFailing(1_000);
      sync.as(linked.subject())
          .post()
          .uri("/api/connections/" + linked.id() + "/sync")
          .exchange()
          .expectStatus()
          .isAccepted();
      heal();

      assertThat(sync.syncNow(linked)).containsEntry("state", "applied");

      sync.awaitState(linked, "healthy");
      sync.truthfulFacts(linked);
    } finally {
      heal();
    }
  }

  @Test
  void c06ARemovalAfterAFirstSyncThatFailed() {
    try {
      Linked linked = linkedWhileFailing(1_000);
      sync.fault(
          linked, Map.of("endpoint", "/item/remove", "kind", "http", "status", 500, "times", 2));

      sync.as(linked.subject())
          .delete()
          .uri("/api/connections/" + linked.id())
          .exchange()
          .expectStatus()
          .isNoContent();

      assertThat((List<?>) sync.json(linked.subject(), "/api/connections").get("items")).isEmpty();
      await()
          .atMost(SOON)
          .until(
              () -> sync.bank.item(linked.itemId()).path("state").asString("").equals("removed"));
      assertThat(sync.bank.requests("/item/remove", linked.itemId())).isEqualTo(3);
      assertThat(sync.facts(linked).accounts).isEmpty();
    } finally {
      heal();
    }
  }

  @Test
  void c07InvestmentTransactionsThatAreDatedBackOrTomorrow() {
    Linked linked = invested();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Map<String, LocalDate> dates =
        Map.of(
            "Corrected", today.minusDays(40),
            "Old", today.minusMonths(20),
            "In Asia", today.plusDays(1));
    List<Map<String, Object>> trades = new ArrayList<>();
    dates.forEach(
        (name, date) ->
            trades.add(
                Map.of(
                    "account", "brokerage", "name", name, "date", date.toString(), "amount", 5)));
    change(linked, Map.of("transactions", trades));

    applied(linked);
    applied(linked);

    dates.forEach(
        (name, date) ->
            assertThat(investments(linked).values())
                .filteredOn(one -> one.getName().equals(name))
                .extracting(ObservedInvestmentTransaction::getDate)
                .containsExactly(date));
  }

  @Test
  void c08NulAndHalfASurrogatePairInADescription() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.addQuietly(linked, 40);
    String id =
        sync.bank
            .addQuietly(linked.itemId(), List.of(Bank.coffee("ACME\u0000STORE \ud83d", 3)))
            .getFirst();
    String checking = account(linked, "checking");
    sync.bank.control(
        "PATCH",
        "items/" + linked.itemId() + "/accounts/" + checking,
        Map.of("fields", Map.of("name", "Every\ude00day\u0000")));

    assertThat(sync.syncNow(linked))
        .containsEntry("state", "applied")
        .containsEntry("counts", Map.of("added", 41, "modified", 0, "removed", 0));

    PublishedFacts publishedFacts = sync.facts(linked);
    assertThat(publishedFacts.transactions.get(id).getName()).isEqualTo("ACME\uFFFDSTORE \uFFFD");
    assertThat(publishedFacts.accounts.get(checking).getName()).isEqualTo("Every\uFFFDday\uFFFD");
    assertThat(sync.syncNow(linked))
        .containsEntry("counts", Map.of("added", 0, "modified", 0, "removed", 0));
  }
}
