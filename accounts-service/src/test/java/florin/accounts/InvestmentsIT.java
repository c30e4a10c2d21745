package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.ObservedInvestmentTransaction;
import florin.journal.stream.Ids;
import florin.journal.test.TestPlatform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class InvestmentsIT extends RunningAccounts {

  private static final String EXACT = "12345678901234567890.123456789012345678";

  private final String user = someone("investor");
  private final Bank bank = new Bank(user);
  private final UUID account = Ids.next();
  private final InvestmentFixture investmentFixture = new InvestmentFixture(bank, account);

  private WebTestClient.BodyContentSpec read(String uri) {
    return as(user).get().uri(uri).exchange().expectStatus().isOk().expectBody();
  }

  private List<?> items(String uri) {
    Map<?, ?> page =
        as(user)
            .get()
            .uri(uri)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();
    return (List<?>) page.get("items");
  }

  @Nested
  class Holdings {

    @Test
    void areExactToTheLastDecimalWithCostAndGain() {
      bank.observes(TIME, investmentFixture.account());
      investmentFixture.holds(
          TIME,
          investmentFixture.holding("vti", EXACT, "250.25", "200.125"),
          investmentFixture.holding("qq", "1", "10", null));
      soon(() -> assertThat(items("/api/investments/holdings")).hasSize(2));

      read("/api/investments/holdings?accountId=" + account)
          .jsonPath("$.items[?(@.security.ticker=='VTI')].quantity")
          .isEqualTo(EXACT)
          .jsonPath("$.items[?(@.security.ticker=='VTI')].value.amount")
          .isEqualTo("250.25")
          .jsonPath("$.items[?(@.security.ticker=='VTI')].costBasis.amount")
          .isEqualTo("200.125")
          .jsonPath("$.items[?(@.security.ticker=='VTI')].unrealizedGain.amount")
          .isEqualTo("50.125")
          .jsonPath("$.items[?(@.security.ticker=='QQ')].unrealizedGain")
          .isEqualTo(null);
      read("/api/investments/accounts")
          .jsonPath("$.items.length()")
          .isEqualTo(1)
          .jsonPath("$.items[0].name")
          .isEqualTo("Brokerage")
          .jsonPath("$.items[0].balance.amount")
          .isEqualTo("42318.77")
          .jsonPath("$.items[0].totals[0].value.amount")
          .isEqualTo("260.25")
          .jsonPath("$.items[0].totals[0].costBasis.amount")
          .isEqualTo("200.125")
          .jsonPath("$.items[0].totals[0].unrealizedGain.amount")
          .isEqualTo("50.125")
          .jsonPath("$.items[0].totals[0].withoutCostBasis")
          .isEqualTo(1);
    }

    @Test
    void soldOnesLeaveAndStayInTheHistory() {
      investmentFixture.holds(
          "2026-03-01T08:00:00Z",
          investmentFixture.holding("vti", "2", "20", "10"),
          investmentFixture.holding("qq", "1", "10", "9"));
      investmentFixture.holds(
          "2026-03-02T08:00:00Z", investmentFixture.holding("vti", "3", "30", "15"));
      investmentFixture.holds("2026-03-03T08:00:00Z");
      UUID other = Ids.next();
      bank.observes(TIME, checking(other, "1"));
      soon(() -> assertThat(items("/api/accounts")).hasSize(1));

      assertThat(items("/api/investments/holdings")).isEmpty();
      read("/api/investments/holdings?asOf=2026-03-01").jsonPath("$.items.length()").isEqualTo(2);
      read("/api/investments/holdings?asOf=2026-03-02")
          .jsonPath("$.items.length()")
          .isEqualTo(1)
          .jsonPath("$.items[0].quantity")
          .isEqualTo("3")
          .jsonPath("$.items[0].until")
          .isEqualTo("2026-03-03T08:00:00Z");
      read("/api/investments/holdings?asOf=2026-02-28").jsonPath("$.items.length()").isEqualTo(0);
      read("/api/investments/holdings?asOf=9999-12-31").jsonPath("$.items.length()").isEqualTo(0);
      assertThat(items("/api/investments/securities")).hasSize(2);
    }

    @Test
    void countFromTheLastChunkOn() {
      UUID run = Ids.next();
      investmentFixture.holds(TIME, investmentFixture.holding("qq", "1", "10", null));
      bank.says(
          investmentFixture.chunk(
              run, 0, false, TIME, List.of(investmentFixture.holding("vti", "2", "20", null))));
      soon(() -> assertThat(staged()).isEqualTo(1));
      assertThat(items("/api/investments/holdings")).hasSize(1);

      bank.says(
          investmentFixture.chunk(
              run, 1, true, TIME, List.of(investmentFixture.holding("unheard", "3", "30", null))));

      soon(() -> assertThat(items("/api/investments/holdings")).hasSize(2));
      assertThat(staged()).isZero();
      read("/api/investments/holdings")
          .jsonPath("$.items[?(@.security.described==false)].security.externalId")
          .isEqualTo("unheard");
    }

    private long staged() {
      return platform.count(
          "select count(*) from work.holdings_chunk where connection_id = '" + bank.id + "'");
    }

    @Test
    void appendNothingWhenTheyAreTheSameAgain() {
      investmentFixture.holds(TIME, investmentFixture.holding("vti", "2", "20", "10"));
      investmentFixture.holds(TIME, investmentFixture.holding("vti", "2", "20", "10"));
      bank.observes(TIME, investmentFixture.account());
      soon(() -> assertThat(items("/api/accounts")).hasSize(1));
      // two securities, one snapshot, and institution, account and balance
      assertThat(events(user)).isEqualTo(6);
    }
  }

  @Nested
  class Securities {

    @Test
    void areKnownBeforeTheyAreDescribed() {
      investmentFixture.trades(List.of(investmentFixture.trade("t1", "2026-02-01", "-10", "0.5")));
      soon(
          () ->
              read("/api/investments/transactions")
                  .jsonPath("$.items[0].security.described")
                  .isEqualTo(false));

      investmentFixture.holds(TIME, investmentFixture.holding("vti", "2", "20", "10"));

      soon(
          () ->
              read("/api/investments/transactions")
                  .jsonPath("$.items[0].security.name")
                  .isEqualTo("Total Market"));
      read("/api/investments/securities?q=total")
          .jsonPath("$.items.length()")
          .isEqualTo(1)
          .jsonPath("$.items[0].described")
          .isEqualTo(true);
    }
  }

  @Nested
  class Transactions {

    @Test
    void areRecordedRevisedAndRemoved() {
      investmentFixture.trades(
          List.of(
              investmentFixture.trade("t1", "2026-02-01", "-10.25", "0.5"),
              investmentFixture.trade("t2", "2026-02-02", "4", null)));
      soon(() -> assertThat(items("/api/investments/transactions")).hasSize(2));
      read("/api/investments/transactions?to=2026-02-01")
          .jsonPath("$.items.length()")
          .isEqualTo(1)
          .jsonPath("$.items[0].amount.amount")
          .isEqualTo("-10.25")
          .jsonPath("$.items[0].quantity")
          .isEqualTo("0.000000000000000001")
          .jsonPath("$.items[0].fees.amount")
          .isEqualTo("0.50")
          .jsonPath("$.items[0].subtype")
          .isEqualTo("contribution");

      investmentFixture.trades(
          List.of(investmentFixture.trade("t1", "2026-02-03", "-11", "0")), "t2", "never-heard-of");

      soon(() -> assertThat(items("/api/investments/transactions")).hasSize(1));
      read("/api/investments/transactions")
          .jsonPath("$.items[0].date")
          .isEqualTo("2026-02-03")
          .jsonPath("$.items[0].amount.amount")
          .isEqualTo("-11.00");
    }

    @Test
    void comeInPagesThatMissAndRepeatNothing() {
      List<ObservedInvestmentTransaction> many = new ArrayList<>();
      IntStream.range(0, 57)
          .forEach(
              i ->
                  many.add(
                      investmentFixture.trade("t" + i, "2026-01-0" + (1 + i % 9), "-1", null)));
      investmentFixture.trades(many);
      soon(() -> assertThat(items("/api/investments/transactions?limit=500")).hasSize(57));

      Set<Object> seen = new HashSet<>();
      List<String> dates = new ArrayList<>();
      String next = "";
      do {
        Map<?, ?> page =
            as(user)
                .get()
                .uri("/api/investments/transactions?limit=10" + next)
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        for (Object item : (List<?>) page.get("items")) {
          assertThat(seen.add(((Map<?, ?>) item).get("id"))).isTrue();
          dates.add(String.valueOf(((Map<?, ?>) item).get("date")));
        }
        next = page.get("next") == null ? "" : "&cursor=" + page.get("next");
      } while (!next.isEmpty());
      assertThat(seen).hasSize(57);
      assertThat(dates).isSortedAccordingTo(java.util.Comparator.reverseOrder());
      assertThat(items("/api/investments/transactions?type=sell")).isEmpty();
      assertThat(
              items(
                  "/api/investments/transactions?type=buy&subtype=contribution&from=2026-01-09&accountId="
                      + account
                      + "&accountId="
                      + Ids.next()))
          .hasSize(6);
    }

    @Test
    void areParkedWithNegativeFees() {
      investmentFixture.trades(
          List.of(investmentFixture.trade("t1", "2026-02-01", "-10", "-0.01")));

      soon(
          () ->
              assertThat(
                      platform.count(
                          "select count(*) from journal.parked_event where user_id = '"
                              + TestPlatform.user(user)
                              + "'"))
                  .isEqualTo(1));
      assertThat(items("/api/investments/transactions")).isEmpty();
    }

    @Test
    void ofOthersAreNobodysElse() {
      investmentFixture.trades(List.of(investmentFixture.trade("t1", "2026-02-01", "-10", null)));
      soon(() -> assertThat(items("/api/investments/transactions")).hasSize(1));
      as(someone("other"))
          .get()
          .uri("/api/investments/transactions?accountId=" + account)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.items.length()")
          .isEqualTo(0);
    }
  }
}
