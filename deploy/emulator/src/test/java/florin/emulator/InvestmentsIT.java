package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.plaid.client.ApiClient;
import com.plaid.client.model.InvestmentsHoldingsGetRequest;
import com.plaid.client.model.InvestmentsTransactionsGetRequest;
import com.plaid.client.model.LiabilitiesGetRequest;
import com.plaid.client.model.TransactionsRecurringGetRequest;
import com.plaid.client.request.PlaidApi;
import florin.emulator.Client.Linked;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import tools.jackson.databind.JsonNode;

/** Holdings, investment transactions, debts and series, read by the official client too. */
class InvestmentsIT {
  private static final String PLATYPUS = "ins_127287";
  private static final String HOUNDSTOOTH = "ins_109512";
  private static final String FIRST = "ins_109508";
  private static final LocalDate FROM = Fixture.TODAY.minusMonths(24);
  private static final LocalDate TO = Fixture.TODAY;

  private PlaidEmulator emulator;
  private Client client;
  private PlaidApi plaid;

  @BeforeEach
  void start() {
    emulator = PlaidEmulator.start(Fixture.settings());
    client = new Client(emulator.baseUrl());
    var api = new ApiClient(Map.of("clientId", Client.ID, "secret", Client.SECRET));
    api.setPlaidAdapter(emulator.baseUrl().toString());
    plaid = api.createService(PlaidApi.class);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private Linked link(String institution, String... products) {
    var token =
        client
            .ok(
                "/sandbox/public_token/create",
                Map.of("institution_id", institution, "initial_products", List.of(products)))
            .path("public_token")
            .stringValue();
    var item = client.ok("/item/public_token/exchange", Map.of("public_token", token));
    return new Linked(item.path("item_id").stringValue(), item.path("access_token").stringValue());
  }

  private Linked invested() {
    return link(PLATYPUS, "transactions", "investments");
  }

  private JsonNode change(Linked item, Map<String, ?> body) {
    var answer = client.control("POST", "items/" + item.itemId() + "/portfolio", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode holdings(Linked item) {
    return client.ok("/investments/holdings/get", Map.of("access_token", item.accessToken()));
  }

  private JsonNode page(Linked item, int count, int offset) {
    return client.ok(
        "/investments/transactions/get",
        Map.of(
            "access_token",
            item.accessToken(),
            "start_date",
            FROM.toString(),
            "end_date",
            TO.toString(),
            "options",
            Map.of("count", count, "offset", offset, "async_update", true)));
  }

  private static <T> T ok(Call<T> call) throws IOException {
    var response = call.execute();
    assertThat(response.isSuccessful()).as(response.toString()).isTrue();
    return response.body();
  }

  @Nested
  class OfficialClient {
    @Test
    void readsHoldings() throws IOException {
      var token = invested().accessToken();
      var answer =
          ok(plaid.investmentsHoldingsGet(new InvestmentsHoldingsGetRequest().accessToken(token)));

      assertThat(answer.getAccounts()).hasSize(2);
      assertThat(answer.getHoldings()).hasSize(5);
      assertThat(answer.getSecurities()).hasSize(5);
      var sum =
          answer.getHoldings().stream()
              .filter(
                  one -> one.getAccountId().equals(answer.getAccounts().getFirst().getAccountId()))
              .mapToDouble(one -> one.getInstitutionValue())
              .sum();
      assertThat(sum)
          .isCloseTo(answer.getAccounts().getFirst().getBalances().getCurrent(), within(0.001));
    }

    @Test
    void readsInvestmentTransactions() throws IOException {
      var answer =
          ok(
              plaid.investmentsTransactionsGet(
                  new InvestmentsTransactionsGetRequest()
                      .accessToken(invested().accessToken())
                      .startDate(FROM)
                      .endDate(TO)));

      assertThat(answer.getTotalInvestmentTransactions())
          .isEqualTo(answer.getInvestmentTransactions().size())
          .isGreaterThan(50);
      assertThat(answer.getInvestmentTransactions())
          .isSortedAccordingTo((one, other) -> other.getDate().compareTo(one.getDate()))
          .allMatch(one -> one.getFees() == null || one.getFees() >= 0);
    }

    @Test
    void readsLiabilities() throws IOException {
      var answer =
          ok(
              plaid.liabilitiesGet(
                  new LiabilitiesGetRequest()
                      .accessToken(link(HOUNDSTOOTH, "liabilities").accessToken())));

      assertThat(answer.getLiabilities().getCredit()).hasSize(1);
      assertThat(answer.getLiabilities().getCredit().getFirst().getAprs()).hasSize(2);
      assertThat(answer.getLiabilities().getStudent()).hasSize(1);
      assertThat(answer.getLiabilities().getMortgage()).isNull();
    }

    @Test
    void readsSeries() throws IOException {
      var answer =
          ok(
              plaid.transactionsRecurringGet(
                  new TransactionsRecurringGetRequest()
                      .accessToken(
                          link(FIRST, "transactions", "recurring_transactions").accessToken())));

      assertThat(answer.getInflowStreams())
          .isNotEmpty()
          .allMatch(one -> one.getAverageAmount().getAmount() < 0);
      assertThat(answer.getOutflowStreams())
          .isNotEmpty()
          .allMatch(one -> one.getTransactionIds().size() >= 3);
    }
  }

  @Nested
  class Refusals {
    private String code(String path, Linked item) {
      return client.plaid(path, Map.of("access_token", item.accessToken())).errorCode();
    }

    @Test
    void sayWhatIsMissing() {
      assertThat(code("/investments/holdings/get", link(HOUNDSTOOTH, "transactions")))
          .isEqualTo("PRODUCTS_NOT_SUPPORTED");
      assertThat(code("/investments/holdings/get", link(PLATYPUS, "transactions")))
          .isEqualTo("ADDITIONAL_CONSENT_REQUIRED");
      assertThat(code("/liabilities/get", link(FIRST, "liabilities")))
          .isEqualTo("NO_LIABILITY_ACCOUNTS");
    }

    @Test
    void areNotReadyUntilTheBankIsRead() {
      emulator.close();
      emulator =
          PlaidEmulator.start(
              Fixture.settings().readyAfter(Duration.ofHours(1), Duration.ofHours(2)));
      client = new Client(emulator.baseUrl());
      var item = invested();
      assertThat(code("/investments/holdings/get", item)).isEqualTo("PRODUCT_NOT_READY");

      client.control("POST", "clock", Map.of("advance", "PT1H"));

      Awaitility.await()
          .untilAsserted(() -> assertThat(code("/investments/holdings/get", item)).isEmpty());
    }
  }

  @Nested
  class Changes {
    @Test
    void buyAndSellOut() {
      var item = invested();
      change(
          item,
          Map.of(
              "holdings",
              List.of(
                  Map.of("account", "brokerage", "security", "ACME", "sold", true),
                  Map.of("account", "brokerage", "security", "BOND", "quantity", 700))));

      assertThat(holdings(item).path("holdings")).hasSize(4);
      assertThat(holdings(item).path("holdings").toString()).contains("\"quantity\":700");
      assertThat(holdings(item).path("securities")).hasSize(4);
    }

    @Test
    void hideASecurity() {
      var item = invested();
      change(item, Map.of("hide", List.of("ACME")));
      assertThat(holdings(item).path("holdings")).hasSize(5);
      assertThat(holdings(item).path("securities")).hasSize(4);
      change(item, Map.of("hide", List.of()));
      assertThat(holdings(item).path("securities")).hasSize(5);
    }

    @Test
    void keepEveryDigit() {
      var item = invested();
      change(
          item,
          Map.of(
              "holdings",
              List.of(
                  Map.of(
                      "account",
                      "brokerage",
                      "security",
                      "ACME",
                      "quantity",
                      new BigDecimal("0.123456789012345678")))));
      assertThat(holdings(item).toString()).contains("\"quantity\":0.123456789012345678,");
    }

    @Test
    void growBetweenTwoPagesOnDemand() {
      var item = invested();
      var total = page(item, 10, 0).path("total_investment_transactions").intValue();
      client.control(
          "POST",
          "items/" + item.itemId() + "/faults",
          Map.of("endpoint", "/investments/transactions/get", "kind", "mutation"));

      var first = page(item, 10, 0);
      var second = page(item, 10, 10);

      assertThat(first.path("total_investment_transactions").intValue()).isEqualTo(total);
      assertThat(second.path("total_investment_transactions").intValue()).isEqualTo(total + 1);
      var ids = new HashSet<String>();
      for (var one : List.of(first, second)) {
        one.path("investment_transactions")
            .forEach(entry -> ids.add(entry.path("investment_transaction_id").stringValue()));
      }
      assertThat(ids).as("one came twice").hasSize(19);
    }

    @Test
    void addAndTakeAwayTransactions() {
      var item = invested();
      var id =
          change(item, Map.of("transactions", List.of(Map.of("account", "brokerage", "amount", 7))))
              .path("transactions")
              .valueStream()
              .toList()
              .getLast()
              .path("investment_transaction_id")
              .stringValue();
      assertThat(page(item, 500, 0).toString()).contains(id);
      change(item, Map.of("remove", List.of(id)));
      assertThat(page(item, 500, 0).toString()).doesNotContain(id);
    }
  }
}
