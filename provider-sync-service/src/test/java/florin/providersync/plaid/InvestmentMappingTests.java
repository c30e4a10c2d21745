package florin.providersync.plaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.events.Money;
import florin.events.Quantity;
import florin.providersync.plaid.wire.InvestmentResponses;
import florin.providersync.plaid.wire.LiabilityResponses;
import florin.providersync.plaid.wire.PlaidJson;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.data.DebtTerms;
import florin.providersync.provider.data.Holding;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.InvestmentTransaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Read from JSON, as they come: whatever happens on the way to a number happens here too. */
class InvestmentMappingTests {

  private static final String ACCOUNT =
      """
      {"account_id":"a","balances":{"current":1,"iso_currency_code":"USD"},"name":"Brokerage",
       "type":"investment","subtype":"brokerage"}
      """;

  private final PlaidJson json = new PlaidJson(1 << 20);

  private <T> T read(String body, Class<T> type) {
    return json.read(body.getBytes(StandardCharsets.UTF_8), type, "/path");
  }

  private InvestmentPage page(String transaction) {
    return InvestmentMapping.page(
        read(
            """
            {"accounts":[%s],"investment_transactions":[%s],"securities":[],
             "total_investment_transactions":1}
            """
                .formatted(ACCOUNT, transaction),
            InvestmentResponses.TransactionsBody.class));
  }

  private static String transaction(String quantity, String amount, String fees, String type) {
    return """
    {"investment_transaction_id":"t","account_id":"a","security_id":null,"date":"2026-06-30",
     "name":"N","quantity":%s,"amount":%s,"fees":%s,"price":0.1,"type":"%s","subtype":"teleport",
     "iso_currency_code":null,"unofficial_currency_code":"DOGE","surprise":{"x":[1]}}
    """
        .formatted(quantity, amount, fees, type);
  }

  private Holding holding(String quantity, String price) {
    return InvestmentMapping.holdings(
            read(
                """
                {"accounts":[%s],"securities":[],"holdings":[{"account_id":"a","security_id":"s",
                 "institution_price":%s,"institution_value":1e-18,"cost_basis":null,
                 "quantity":%s,"iso_currency_code":"USD"}]}
                """
                    .formatted(ACCOUNT, price, quantity),
                InvestmentResponses.HoldingsBody.class))
        .holdings()
        .getFirst()
        .what();
  }

  @ParameterizedTest
  @CsvSource({
    "0.123456789012345678, 0.123456789012345678",
    "12345678901234567890.123456789012345678, 12345678901234567890.123456789012345678",
    "1e-18, 0.000000000000000001",
    "1E3, 1000",
    "-4.50, -4.5",
  })
  void keepEveryDigit(String sent, String read) {
    assertThat(holding(sent, "0.1").quantity()).hasToString(read);
    assertThat(holding(sent, "0.1").price()).isEqualTo(Quantity.of("0.1"));
  }

  @ParameterizedTest
  @CsvSource({"0.1234567890123456789, 1", "1, 123456789012345678901"})
  void refuseASnapshotThatDoesNotFit(String quantity, String price) {
    assertThatThrownBy(() -> holding(quantity, price))
        .isInstanceOf(ProviderFailure.class)
        .hasMessageContaining("UNFIT_VALUE");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 480.5, -480.5", // a purchase: cash goes out
    "-4.5, -893.05, 893.05", // a sale: cash comes in
    "0, 12.5, -12.5", // a fee
    "0, -31.85, 31.85", // a dividend
  })
  void turnTheAmountAndNotTheQuantity(String quantity, String amount, String ours) {
    InvestmentTransaction one =
        page(transaction(quantity, amount, "0", "cash")).transactions().getFirst().what();
    assertThat(one.quantity()).isEqualTo(Quantity.of(quantity));
    assertThat(one.amount()).isEqualTo(Money.of(ours, "DOGE"));
  }

  @Test
  void keepWordsOfTomorrow() {
    InvestmentTransaction one =
        page(transaction("1", "1", "null", "Barter")).transactions().getFirst().what();
    assertThat(one.type()).isEqualTo("other");
    assertThat(one.providerType()).isEqualTo("Barter");
    assertThat(one.providerSubtype()).contains("teleport");
    assertThat(one.fees()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, -0.01", "1, 0.00000000001, 0", "1e-19, 1, 0"})
  void tellWhatDoesNotFitApart(String quantity, String amount, String fees) {
    InvestmentPage page = page(transaction(quantity, amount, fees, "buy"));
    assertThat(page.transactions()).isEmpty();
    assertThat(page.unfit())
        .extracting(InvestmentPage.RejectedTransaction::externalId)
        .containsExactly("t");
    assertThat(page.size()).isEqualTo(1);
  }

  @Test
  void knowDebtsWithoutTheirAccountNumbers() {
    List<DebtTerms> debts =
        LiabilityMapping.liabilities(
                read(
                    """
                    {"accounts":[%s],"liabilities":{"credit":[{"account_id":"a","aprs":[
                      {"apr_percentage":15.24,"apr_type":"purchase_apr",
                       "balance_subject_to_apr":null,"interest_charge_amount":null}],
                      "is_overdue":null,"last_payment_amount":168.25,"last_payment_date":null,
                      "last_statement_issue_date":null,"last_statement_balance":1708.77,
                      "minimum_payment_amount":20,"next_payment_due_date":"2026-07-08"},
                      {"account_id":null,"aprs":[]}],
                     "mortgage":[{"account_id":"a","account_number":"3120194154",
                      "interest_rate":{"percentage":3.99,"type":"fixed"},"past_due_amount":2304,
                      "maturity_date":"2045-07-31","next_monthly_payment":3141.54}],
                     "student":null}}
                    """
                        .formatted(ACCOUNT),
                    LiabilityResponses.Body.class))
            .liabilities()
            .stream()
            .map(one -> one.what())
            .toList();

    assertThat(debts).extracting(DebtTerms::kind).containsExactly("credit", "mortgage");
    DebtTerms card = debts.getFirst();
    assertThat(card.lastStatement().amount()).contains(Money.of("-1708.77", "USD"));
    assertThat(card.minimumPayment()).contains(Money.of("20", "USD"));
    assertThat(card.aprs().getFirst().percentage()).isEqualTo(Quantity.of("15.24"));
    DebtTerms house = debts.getLast();
    assertThat(house.overdue()).contains(true);
    assertThat(house.interestRate()).contains(Quantity.of("3.99"));
    assertThat(debts.toString()).doesNotContain("3120194154");
  }
}
