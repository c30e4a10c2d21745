package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.HoldingsObserved;
import florin.events.providersync.LiabilitiesObserved;
import florin.events.providersync.ObservedHolding;
import florin.events.providersync.ObservedLiability;
import florin.events.providersync.RecurringStreamsObserved;
import florin.providersync.ProviderSync.Linked;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holdings, debts and series: what a bank does, and what is said of it. */
class ProductScenariosIT extends ProductHousehold {

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
      assertThat(held.get(security(truth, "CUR:DOGE")).getQuantity())
          .isEqualByComparingTo("1520.31874205");
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
      ObservedHolding held = holdings(linked).get(security(truth(linked), "CUR:DOGE"));
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
      assertThat(card.getLastStatementBalance())
          .as("owed")
          .isNegative()
          .isEqualByComparingTo(
              truth(linked)
                  .at("/liabilities/credit/0/last_statement_balance")
                  .decimalValue()
                  .negate());
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
