package florin.providersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.HoldingsObserved;
import florin.events.providersync.InvestmentTransactionsObserved;
import florin.events.providersync.ObservedInvestmentTransaction;
import florin.providersync.ProviderSync.Linked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Investment transactions: what a bank does, and what is said of it. */
class InvestmentTransactionScenariosIT extends ProductHousehold {

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
        Map.of("endpoint", TRANSACTIONS, "kind", "error", "code", "PRODUCT_NOT_READY", "times", 1));
    change(linked, Map.of("transactions", List.of(Map.of("account", "brokerage", "name", "Late"))));

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
                "select reason from work.unfit_entry where connection_id = '" + linked.id() + "'"))
        .hasSize(1)
        .first()
        .asString()
        .contains("fees below 0");
  }
}
