package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.HoldingsObserved;
import florin.events.providersync.InvestmentTransactionsObserved;
import florin.events.providersync.LiabilitiesObserved;
import florin.events.providersync.ObservedHolding;
import florin.events.providersync.ObservedInvestmentTransaction;
import florin.events.providersync.ObservedLiability;
import florin.events.providersync.RecurringStreamsObserved;
import florin.providersync.ProviderSync.Linked;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Holdings, investment transactions, debts and series: what a bank does, and what is said of it.
 */
class ProductScenariosIT {

  private static final String BROKER = "ins_127287";
  private static final String TRANSACTIONS = "/investments/transactions/get";

  /** Plaid goes back two years from today, and the household is older than that. */
  private static final LocalDate KNOWN = LocalDate.now(ZoneOffset.UTC).minusMonths(23);

  private final ProviderSync sync = ProviderSync.shared();

  private Linked linked(String institution, String... products) {
    String token = sync.bank.publicToken(institution, sync.webhookUrl(), List.of(products));
    Linked linked = sync.link(ProviderSync.someone(), Map.of("publicToken", token));
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);
    return linked;
  }

  private Linked invested() {
    return linked(BROKER, "transactions", "investments");
  }

  private JsonNode change(Linked linked, Map<String, ?> body) {
    return sync.bank.control("POST", "items/" + linked.itemId() + "/portfolio?webhook=false", body);
  }

  private JsonNode truth(Linked linked) {
    return sync.bank.look("items/" + linked.itemId() + "/portfolio");
  }

  private void applied(Linked linked) {
    assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
  }

  private Map<String, ObservedInvestmentTransaction> investments(Linked linked) {
    Map<String, ObservedInvestmentTransaction> all = new TreeMap<>();
    for (var event : sync.facts(linked).of(InvestmentTransactionsObserved.class)) {
      event.getObserved().forEach(one -> all.put(one.getExternalId(), one));
      event.getRemoved().forEach(one -> all.remove(one.getExternalId()));
    }
    all.values().removeIf(one -> one.getDate().isBefore(KNOWN));
    return all;
  }

  private List<String> trueInvestments(Linked linked) {
    return truth(linked)
        .path("transactions")
        .valueStream()
        .filter(one -> !LocalDate.parse(one.path("date").stringValue()).isBefore(KNOWN))
        .map(one -> one.path("investment_transaction_id").stringValue())
        .sorted()
        .toList();
  }

  private Map<String, ObservedHolding> holdings(Linked linked) {
    Map<String, ObservedHolding> held = new TreeMap<>();
    HoldingsObserved last = sync.facts(linked).of(HoldingsObserved.class).getLast();
    last.getHoldings().forEach(one -> held.put(one.getSecurityExternalId(), one));
    return held;
  }

  private static String security(JsonNode truth, String ticker) {
    return truth
        .path("securities")
        .valueStream()
        .filter(one -> one.path("ticker_symbol").asString("").equals(ticker))
        .findFirst()
        .orElseThrow()
        .path("security_id")
        .stringValue();
  }

  private List<Map<String, Object>> states(Linked linked) {
    return sync.platform.query(
        "select product, state from work.product where connection_id = '"
            + linked.id()
            + "' order by product");
  }

  @Nested
  class Holdings {

    @Test
    void decimalExactness() {
      Linked linked = invested();
      JsonNode truth = truth(linked);

      Map<String, ObservedHolding> held = holdings(linked);

      assertThat(held).hasSize(5);
      for (JsonNode one : truth.path("holdings")) {
        ObservedHolding said = held.get(one.path("security_id").stringValue());
        assertThat(said.getQuantity()).isEqualByComparingTo(one.path("quantity").decimalValue());
        assertThat(said.getValue())
            .isEqualByComparingTo(one.path("institution_value").decimalValue());
      }
      assertThat(held.get(security(truth, "CUR:ETH")).getQuantity())
          .isEqualByComparingTo("0.123456789012345678");
      change(
          linked,
          Map.of(
              "holdings",
              List.of(
                  Map.of(
                      "account",
                      "brokerage",
                      "security",
                      "ACME",
                      "quantity",
                      new BigDecimal("98765432109876543210.000000000000000001")))));
      applied(linked);
      assertThat(holdings(linked).get(security(truth, "ACME")).getQuantity())
          .isEqualByComparingTo("98765432109876543210.000000000000000001");
    }

    @Test
    void unofficialCurrency() {
      Linked linked = invested();
      Map<String, Object> coins = new HashMap<>();
      coins.put("account", "non-custodial wallet");
      coins.put("security", "CUR:ETH");
      coins.put("iso_currency_code", null);
      coins.put("unofficial_currency_code", "DOGE");
      coins.put("cost_basis", null);
      change(linked, Map.of("holdings", List.of(coins)));

      applied(linked);

      ObservedHolding held = holdings(linked).get(security(truth(linked), "CUR:ETH"));
      assertThat(held.getCurrency()).isEqualTo("DOGE");
      assertThat(held.getCostBasis()).isNull();
    }

    @Test
    void snapshotShrinks() {
      Linked linked = invested();
      long before = sync.facts(linked).of(HoldingsObserved.class).size();
      applied(linked);
      assertThat(sync.facts(linked).of(HoldingsObserved.class))
          .as("the same")
          .hasSize((int) before);
      change(
          linked,
          Map.of(
              "holdings",
              List.of(Map.of("account", "brokerage", "security", "ACME", "sold", true))));

      applied(linked);

      assertThat(holdings(linked)).hasSize(4);
      HoldingsObserved last = sync.facts(linked).of(HoldingsObserved.class).getLast();
      assertThat(last.getAccountIds()).hasSize(2);
      assertThat(last.getLast()).isTrue();
    }

    @Test
    void unknownSecurity() {
      Linked linked = invested();
      change(linked, Map.of("hide", List.of("ACME")));

      applied(linked);

      HoldingsObserved last = sync.facts(linked).of(HoldingsObserved.class).getLast();
      assertThat(last.getHoldings()).hasSize(5);
      assertThat(last.getSecurities()).hasSize(4);
    }

    @Test
    void comeByWebhook() {
      Linked linked = invested();
      sync.bank.control(
          "POST",
          "items/" + linked.itemId() + "/portfolio",
          Map.of(
              "holdings",
              List.of(Map.of("account", "brokerage", "security", "ACME", "quantity", 46))));

      String acme = security(truth(linked), "ACME");
      await()
          .atMost(ProviderSync.SOON)
          .untilAsserted(
              () ->
                  assertThat(holdings(linked).get(acme).getQuantity()).isEqualByComparingTo("46"));
    }
  }

  @Nested
  class InvestmentTransactions {

    @Test
    void areSaidOnceWithTheirSigns() {
      Linked linked = invested();

      Map<String, ObservedInvestmentTransaction> said = investments(linked);

      assertThat(said.keySet()).containsExactlyElementsOf(trueInvestments(linked));
      for (JsonNode one : truth(linked).path("transactions")) {
        ObservedInvestmentTransaction fact =
            said.get(one.path("investment_transaction_id").stringValue());
        if (fact == null) {
          continue; // before all that is compared
        }
        assertThat(fact.getAmount().getAmount())
            .isEqualByComparingTo(one.path("amount").decimalValue().negate());
        assertThat(fact.getQuantity()).isEqualByComparingTo(one.path("quantity").decimalValue());
      }
      applied(linked);
      assertThat(sync.facts(linked).of(InvestmentTransactionsObserved.class)).hasSize(1);
    }

    @Test
    void totalChanges() {
      Linked linked = invested();
      List<Map<String, Object>> many = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        many.add(Map.of("account", "brokerage", "amount", i, "name", "Trade " + i));
      }
      change(linked, Map.of("transactions", many));
      sync.fault(linked, Map.of("endpoint", TRANSACTIONS, "kind", "mutation", "times", 2));

      applied(linked);

      assertThat(trueInvestments(linked)).hasSizeGreaterThan(602);
      assertThat(investments(linked).keySet()).containsExactlyElementsOf(trueInvestments(linked));
      assertThat(sync.facts(linked).of(InvestmentTransactionsObserved.class))
          .hasSizeGreaterThan(3)
          .allMatch(one -> one.getSecurities().size() + one.getObserved().size() <= 250);
    }

    @Test
    void slowFirst() {
      String token =
          sync.bank.publicToken(BROKER, sync.webhookUrl(), List.of("transactions", "investments"));
      sync.bank.control(
          "POST",
          "faults",
          Map.of("endpoint", TRANSACTIONS, "kind", "hang", "seconds", 90, "times", 1));
      Linked linked = sync.link(ProviderSync.someone(), Map.of("publicToken", token));

      sync.awaitState(linked, "healthy");

      assertThat(sync.truthfulFacts(linked).transactions).isNotEmpty();
      await()
          .atMost(ProviderSync.SOON)
          .untilAsserted(
              () ->
                  assertThat(investments(linked).keySet())
                      .containsExactlyElementsOf(trueInvestments(linked)));
    }

    @Test
    void notReadyFirst() {
      Linked linked = invested();
      sync.fault(
          linked,
          Map.of(
              "endpoint", TRANSACTIONS, "kind", "error", "code", "PRODUCT_NOT_READY", "times", 1));
      change(
          linked, Map.of("transactions", List.of(Map.of("account", "brokerage", "name", "Late"))));

      applied(linked);

      await()
          .atMost(ProviderSync.SOON)
          .untilAsserted(
              () ->
                  assertThat(investments(linked).keySet())
                      .containsExactlyElementsOf(trueInvestments(linked)));
    }

    @Test
    void changedAndTakenBack() {
      Linked linked = invested();
      List<String> ids = trueInvestments(linked);
      change(
          linked,
          Map.of(
              "remove",
              List.of(ids.get(0)),
              "transactions",
              List.of(Map.of("investment_transaction_id", ids.get(1), "amount", 12.75))));

      applied(linked);

      Map<String, ObservedInvestmentTransaction> said = investments(linked);
      assertThat(said.keySet()).containsExactlyElementsOf(trueInvestments(linked));
      assertThat(said.get(ids.get(1)).getAmount().getAmount()).isEqualByComparingTo("-12.75");
    }

    @Test
    void accountChurn() {
      Linked linked = invested();
      List<String> before = trueInvestments(linked);
      String account = truth(linked).path("holdings").path(0).path("account_id").stringValue();
      sync.bank.control(
          "POST",
          "items/" + linked.itemId() + "/accounts/" + account + "/churn?webhook=false",
          Map.of());

      applied(linked);

      List<String> after = trueInvestments(linked);
      assertThat(after).hasSameSizeAs(before).isNotEqualTo(before);
      assertThat(investments(linked).keySet()).containsExactlyElementsOf(after);
      assertThat(investments(linked).values())
          .extracting(ObservedInvestmentTransaction::getAccountId)
          .as("the account keeps its id")
          .containsOnlyElementsOf(
              sync.facts(linked).of(HoldingsObserved.class).getFirst().getAccountIds());
    }

    @Test
    void negativeFees() {
      Linked linked = invested();
      List<String> before = trueInvestments(linked);
      change(
          linked,
          Map.of(
              "transactions",
              List.of(
                  Map.of("account", "brokerage", "name", "Odd", "fees", -0.5),
                  Map.of("account", "brokerage", "name", "Even", "fees", 0.5))));

      applied(linked);

      Map<String, ObservedInvestmentTransaction> said = investments(linked);
      assertThat(said).hasSize(before.size() + 1);
      assertThat(said.values()).noneMatch(one -> one.getName().equals("Odd"));
      assertThat(
              sync.platform.query(
                  "select reason from work.unfit_entry where connection_id = '"
                      + linked.id()
                      + "'"))
          .hasSize(1)
          .first()
          .asString()
          .contains("fees below 0");
    }
  }

  @Nested
  class Debts {

    @Test
    void areSaid() {
      Linked linked = linked(HOUNDSTOOTH, "transactions", "liabilities");

      LiabilitiesObserved said = sync.facts(linked).of(LiabilitiesObserved.class).getLast();

      assertThat(said.getLiabilities())
          .extracting(ObservedLiability::getKind)
          .containsExactly("credit", "student");
      ObservedLiability card = said.getLiabilities().getFirst();
      assertThat(card.getAprs()).hasSize(2);
      assertThat(card.getMinimumPayment()).isEqualByComparingTo("35");
      assertThat(card.getLastStatementBalance()).as("owed").isEqualByComparingTo("-1708.77");
      assertThat(sync.facts(linked).contain("4277075694")).as("account number").isFalse();
      change(linked, Map.of("liabilities", Map.of("student", List.of())));
      applied(linked);
      LiabilitiesObserved later = sync.facts(linked).of(LiabilitiesObserved.class).getLast();
      assertThat(later.getLiabilities()).hasSize(1);
      assertThat(later.getGone()).containsExactly(said.getLiabilities().getLast().getAccountId());
    }

    @Test
    void missing() {
      Linked linked = linked(PLATYPUS, "transactions", "liabilities");

      assertThat(sync.connection(linked)).containsEntry("state", "healthy");
      assertThat(sync.truthfulFacts(linked).of(LiabilitiesObserved.class)).isEmpty();
      assertThat(states(linked))
          .containsExactly(Map.of("product", "liabilities", "state", "absent"));
    }
  }

  @Test
  void seriesAreHints() {
    Linked linked = linked(PLATYPUS, "transactions", "recurring_transactions");

    assertThat(sync.facts(linked).of(RecurringStreamsObserved.class))
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(event.getStreams())
                    .isNotEmpty()
                    .allMatch(one -> one.getTransactionExternalIds().size() >= 3));
  }

  /** Plaid documentation, "Additional Consented Products". */
  @Test
  void consentIsAskedForByAWarning() {
    Linked linked = invested();
    sync.fault(
        linked,
        Map.of(
            "endpoint",
            "/investments/holdings/get",
            "kind",
            "error",
            "code",
            "ADDITIONAL_CONSENT_REQUIRED"));

    applied(linked);

    assertThat(sync.connection(linked))
        .containsEntry("state", "warned")
        .containsEntry("reason", "additional-consent-required");
    applied(linked);
    assertThat(sync.connection(linked)).containsEntry("state", "healthy");
  }

  @Test
  void aBankThatFailsAtOneProductIsReadForTheOthers() {
    Linked linked = invested();
    sync.fault(
        linked,
        Map.of(
            "endpoint", "/investments/holdings/get", "kind", "error", "code", "INSTITUTION_DOWN"));
    change(linked, Map.of("transactions", List.of(Map.of("account", "brokerage", "name", "More"))));
    sync.addQuietly(linked, 3);

    applied(linked);

    sync.truthfulFacts(linked);
    assertThat(investments(linked).keySet()).containsExactlyElementsOf(trueInvestments(linked));
    assertThat(states(linked))
        .containsExactly(
            Map.of("product", "holdings", "state", "missed"),
            Map.of("product", "investment-transactions", "state", "read"));
  }

  @Test
  void productsAreAddedToThoseThatTheLinkKnewOf() {
    String token =
        sync.bank.publicToken(BROKER, sync.webhookUrl(), List.of("transactions", "investments"));
    Linked linked =
        sync.link(
            ProviderSync.someone(),
            Map.of("publicToken", token, "institution", Map.of("id", BROKER, "name", "Platypus")));

    sync.awaitState(linked, "healthy");

    assertThat(sync.connection(linked))
        .containsEntry("products", List.of("investments", "transactions"));
    await()
        .atMost(ProviderSync.SOON)
        .untilAsserted(
            () -> assertThat(sync.facts(linked).of(HoldingsObserved.class)).isNotEmpty());
  }
}
