package florin.accounts;

import static florin.accounts.BookedTransactionFacts.booked;
import static florin.accounts.BookedTransactionFacts.now;
import static florin.accounts.BookedTransactionFacts.removed;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.transactions.Recorded;
import florin.journal.stream.Ids;
import florin.journal.test.TestPlatform;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Situations that made balances differ between places, each with its right numbers. */
class BalanceCasesIT extends BalanceSteps {

  @Test
  void c11SeveralRowsADayInAnyOrder() {
    String user = someone("c11");
    UUID account = opened(user, null);
    LocalDate first = LocalDate.of(2026, 1, 1);
    states(user, account, "100.00", noon(first));
    tell(user, now(account, first.plusDays(4), "-30", "a"));
    tell(user, now(account, first.plusDays(4), "-10", "b"));
    tell(user, now(account, first.plusDays(5), "-5", "c"));
    tell(user, now(account, first.plusDays(4), "-20", "d"));
    assertThat(balance(user, account, first)).isEqualTo("100.00");
    assertThat(balance(user, account, first.plusDays(4))).isEqualTo("40.00");
    assertThat(balance(user, account, first.plusDays(5))).isEqualTo("35.00");
    assertThat(balance(user, account, first.minusDays(1))).isNull();
    everywhere(user, account, "35.00");
  }

  @Test
  void c12TheBanksTheUsersAndTheRowsDisagree() {
    String user = someone("c12");
    UUID account = Ids.next();
    LocalDate march = LocalDate.of(2026, 3, 1);
    seen(user, account, noon(march.plusDays(9)), "1000.00", "USD");
    states(user, account, "700.00", noon(march));
    tell(user, booked(account, march.plusDays(4), "-50", "shop"));
    List<Object> before = march(user, account);
    assertThat(before)
        .startsWith("manual 700.00", "derived 700.00", "derived 700.00", "derived 700.00")
        .contains("derived 650.00", "observed 1000.00");
    seen(user, account, noon(march.plusDays(10)), "1000.00", "USD");
    seen(user, account, noon(march.plusDays(11)), "1000.00", "USD");
    assertThat(march(user, account).subList(0, 9)).isEqualTo(before.subList(0, 9));
    assertThat(march(user, account).subList(9, 12)).containsOnly("observed 1000.00");
    assertThat(
            amount(
                items(user, "/api/accounts/" + account + "/balances?from=2026-03-10&to=2026-03-10")
                    .getFirst()
                    .get("unexplained")))
        .isEqualTo("350.00");
    everywhere(user, account, "1000.00");
  }

  private List<Object> march(String user, UUID account) {
    return items(user, "/api/accounts/" + account + "/balances?from=2026-03-01&to=2026-03-12")
        .stream()
        .<Object>map(item -> item.get("known") + " " + amount(item.get("current")))
        .toList();
  }

  @Test
  void c13AStatementHoldsForItsDay() {
    String user = someone("c13");
    UUID account = opened(user, "100.00");
    tell(user, now(account, today, "-30", "shop"));
    everywhere(user, account, "70.00");
    states(user, account, "75.00", Instant.now());
    everywhere(user, account, "75.00");
    tell(user, now(account, today, "-5", "later the same day"));
    everywhere(user, account, "70.00");
  }

  /** The order of recording decides, not the time of day that a statement carries. */
  @Test
  void c13AStatementOfTheMorningEnteredInTheEveningHolds() {
    String user = someone("c13b");
    UUID account = opened(user, null);
    LocalDate day = today.minusDays(3);
    states(user, account, "100.00", noon(day));
    tell(user, now(account, day, "-30", "shop"));
    assertThat(balance(user, account, day)).isEqualTo("70.00");
    states(user, account, "75.00", noon(day).minusSeconds(3_600));
    assertThat(balance(user, account, day)).isEqualTo("75.00");
    everywhere(user, account, "75.00");
  }

  @Test
  void c14OneNumberInEveryPlace() {
    String user = someone("c14");
    UUID account = opened(user, "1000.00");
    Recorded same = now(account, today, "-100", "today");
    Recorded earlier = now(account, today.minusDays(4), "-100", "four days ago");
    tell(user, same, earlier);
    everywhere(user, account, "900.00");
    assertThat(balance(user, account, today.minusDays(1))).isEqualTo("1000.00");
    assertThat(balance(user, account, today.minusDays(5))).isNull();
    tell(
        user,
        removed(same.getTransactionId(), account),
        removed(earlier.getTransactionId(), account));
    everywhere(user, account, "1000.00");
  }

  @Test
  void c14AStatementAndLaterRows() {
    String user = someone("c14b");
    UUID account = opened(user, null);
    LocalDate day = today.minusDays(8);
    states(user, account, "200.00", noon(day));
    tell(
        user, now(account, day.plusDays(2), "-30", "a"), now(account, day.plusDays(8), "-50", "b"));
    everywhere(user, account, "120.00");
  }

  @Test
  void c14AnAccountThatOnlyReceivedRows() {
    String user = someone("c14c");
    UUID account = opened(user, null);
    tell(user, now(account, today.minusDays(2), "50", "transfer"));
    everywhere(user, account, "50.00");
  }

  @Test
  void c14RowsThatTheBankDoesNotKnowMoveNothing() {
    String user = someone("c14d");
    UUID account = Ids.next();
    seen(user, account, noon(today.minusDays(3)), "500.00", "USD");
    tell(user, booked(account, today.minusDays(5), "-20", "bank"));
    assertThat(balance(user, account, today.minusDays(5))).isEqualTo("500.00");
    tell(
        user,
        now(account, today.minusDays(4), "-7", "by hand"),
        now(account, today, "-9", "by hand"),
        booked(account, today, "-11", "bank"));
    everywhere(user, account, "500.00");
    assertThat(balance(user, account, today.minusDays(5))).isEqualTo("500.00");
    states(user, account, "3.00", Instant.now());
    everywhere(user, account, "500.00");
  }

  @Test
  void c16AClosedAccountKeepsItsPastAndLeavesTheHeadline() {
    String user = someone("c16");
    UUID a = opened(user, "Checking", null);
    UUID b = opened(user, "Savings", null);
    LocalDate first = today.minusDays(20);
    states(user, a, "10012.34", noon(first));
    states(user, b, "0.00", noon(first));
    LocalDate moved = today.minusDays(1);
    tell(user, now(a, moved, "-10000", "move"), now(b, moved, "10000", "move"));
    Object past = balance(user, a, first);
    send(user, HttpMethod.DELETE, "/api/accounts/" + a, null).expectStatus().isNoContent();
    assertThat(balance(user, a, first)).isEqualTo(past).isEqualTo("10012.34");
    assertThat(balance(user, a, today)).isNull();
    assertThat(got(user, "/api/accounts/" + a).get("balance")).isNull();
    assertThat(
            items(user, "/api/net-worth?from=" + first + "&to=" + today).stream()
                .map(item -> amount(item.get("net")))
                .distinct())
        .containsExactly("10012.34", "10000.00");
    assertThat(worth(user)).isEqualTo(current(user, b)).isEqualTo("10000.00");
    send(user, HttpMethod.PATCH, "/api/accounts/" + a, Map.of("status", "active"))
        .expectStatus()
        .isOk();
    assertThat(current(user, a)).isEqualTo("12.34");
    send(user, HttpMethod.PATCH, "/api/accounts/" + a, Map.of("hidden", true))
        .expectStatus()
        .isOk();
    assertThat(worth(user)).isEqualTo("10000.00");
    assertThat(
            items(user, "/api/net-worth?includeHidden=true&from=" + first + "&to=" + today).stream()
                .map(item -> amount(item.get("net")))
                .distinct())
        .containsExactly("10012.34");
  }

  @Test
  void c17ALoanHasTheBanksBalance() {
    String user = someone("c17");
    UUID loan = Ids.next();
    UUID checking = Ids.next();
    LocalDate july = LocalDate.of(2026, 7, 1);
    seen(user, checking, noon(july), "5000.00", "USD");
    seen(user, loan, noon(july), "-100000.00", "USD");
    tell(
        user,
        booked(checking, july.plusDays(1), "-849.00", "lender"),
        booked(loan, july.plusDays(1), "849.00", "payment"),
        booked(loan, july.plusDays(1), "-833.33", "interest"));
    seen(user, loan, noon(july.plusDays(31)), "-99984.33", "USD");
    seen(user, checking, noon(july.plusDays(31)), "4151.00", "USD");
    assertThat(balance(user, loan, july)).isEqualTo("-100000.00");
    assertThat(balance(user, loan, july.plusDays(31))).isEqualTo("-99984.33");
    assertThat(
            items(user, "/api/net-worth?from=2026-07-01&to=2026-08-01&interval=month").stream()
                .map(item -> amount(item.get("net"))))
        .containsExactly("-95833.33", "-95833.33");
    assertThat(
            amount(
                items(user, "/api/net-worth?from=2026-07-01&to=2026-07-01").getFirst().get("net")))
        .isEqualTo("-95000.00");
  }

  private long mirrored(String user) {
    return platform.count(
        "select count(*) from mirror.transaction where user_id = '"
            + TestPlatform.user(user)
            + "'");
  }

  @Test
  void c12NoRowIsInvented() {
    String user = someone("c12b");
    UUID account = opened(user, "10.00");
    states(user, account, "700.00", Instant.now());
    assertThat(mirrored(user)).isZero();
  }
}
