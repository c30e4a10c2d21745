package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.LiabilitiesObserved;
import florin.events.providersync.ObservedApr;
import florin.events.providersync.ObservedLiability;
import florin.journal.stream.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class LiabilitiesIT extends RunningAccounts {

  private final String user = someone("debtor");
  private final Bank bank = new Bank(user);
  private final UUID card = Ids.next();
  private final UUID house = Ids.next();

  private void says(List<UUID> gone, ObservedLiability... liabilities) {
    bank.says(
        LiabilitiesObserved.newBuilder()
            .setConnectionId(bank.id)
            .setRun(Ids.next())
            .setProvider("plaid")
            .setIndex(0)
            .setLast(true)
            .setGone(gone)
            .setLiabilities(List.of(liabilities))
            .setAt(Instant.parse(TIME))
            .build());
  }

  private ObservedLiability credit(String minimum) {
    return ObservedLiability.newBuilder()
        .setAccountId(card)
        .setKind("credit")
        .setCurrency("USD")
        .setAprs(
            List.of(
                new ObservedApr("purchase_apr", rate("15.24"), amount("410"), amount("5.2")),
                new ObservedApr("cash_apr", rate("29.99"), null, null)))
        .setOverdue(false)
        .setMinimumPayment(amount(minimum))
        .setNextPaymentDueDate(LocalDate.of(2026, 3, 20))
        .setLastStatementBalance(amount("-410.5"))
        .build();
  }

  private ObservedLiability mortgage() {
    return ObservedLiability.newBuilder()
        .setAccountId(house)
        .setKind("mortgage")
        .setCurrency("USD")
        .setAprs(List.of())
        .setInterestRate(rate("3.875"))
        .setInterestRateType("fixed")
        .setPayoffDate(LocalDate.of(2051, 1, 1))
        .build();
  }

  private static BigDecimal rate(String percent) {
    return new BigDecimal(percent).setScale(18);
  }

  private static BigDecimal amount(String amount) {
    return new BigDecimal(amount).setScale(10);
  }

  private WebTestClient.BodyContentSpec read(String query) {
    return as(user)
        .get()
        .uri("/api/liabilities" + query)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody();
  }

  @Test
  void tellWhatADebtCostsAndWhen() {
    bank.observes(TIME, creditCard(card, "-410"));
    says(List.of(), credit("25"), mortgage());

    soon(() -> read("").jsonPath("$.items.length()").isEqualTo(2));
    read("?kind=credit")
        .jsonPath("$.items.length()")
        .isEqualTo(1)
        .jsonPath("$.items[0].accountId")
        .isEqualTo(card.toString())
        .jsonPath("$.items[0].accountName")
        .isEqualTo("Plaid Credit Card")
        .jsonPath("$.items[0].balance.amount")
        .isEqualTo("-410.00")
        .jsonPath("$.items[0].aprs.length()")
        .isEqualTo(2)
        .jsonPath("$.items[0].aprs[0].percentage")
        .isEqualTo("15.24")
        .jsonPath("$.items[0].aprs[0].balanceSubjectTo.amount")
        .isEqualTo("410.00")
        .jsonPath("$.items[0].minimumPayment.amount")
        .isEqualTo("25.00")
        .jsonPath("$.items[0].nextPaymentDueDate")
        .isEqualTo("2026-03-20")
        .jsonPath("$.items[0].lastStatementBalance.amount")
        .isEqualTo("-410.50");
    read("?kind=mortgage")
        .jsonPath("$.items[0].interestRate")
        .isEqualTo("3.875")
        .jsonPath("$.items[0].payoffDate")
        .isEqualTo("2051-01-01")
        .jsonPath("$.items[0].aprs.length()")
        .isEqualTo(0);
  }

  @Test
  void changeAndEnd() {
    says(List.of(), credit("25"), mortgage());
    says(List.of(), credit("25"), mortgage());
    soon(() -> read("").jsonPath("$.items.length()").isEqualTo(2));

    says(List.of(house), credit("30"));

    soon(() -> read("").jsonPath("$.items.length()").isEqualTo(1));
    read("")
        .jsonPath("$.items[0].minimumPayment.amount")
        .isEqualTo("30.00")
        .jsonPath("$.items[0].aprs.length()")
        .isEqualTo(2);
    assertThat(events(user)).isEqualTo(4);
  }
}
