package florin.planning.spending;

import static florin.planning.spending.SafeToSpendFixture.TODAY;
import static florin.planning.spending.SafeToSpendFixture.bank;
import static florin.planning.spending.SafeToSpendFixture.bill;
import static florin.planning.spending.SafeToSpendFixture.cash;
import static florin.planning.spending.SafeToSpendFixture.reasons;
import static florin.planning.spending.SafeToSpendFixture.spendable;
import static florin.planning.spending.SafeToSpendFixture.usd;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import florin.planning.calendar.Frequency;
import florin.planning.spending.SafeToSpendResponse.SafeToSpendCurrency;
import florin.planning.spending.SafeToSpendResponse.SafeToSpendDeduction;
import florin.planning.spending.bill.BillOccurrence;
import florin.planning.spending.bill.PlannedBill;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeToSpendTests {

  /** 500.00 cash, 150 of bills, 250 buffer, 25 spent today: 75.00, comfortable, ready. */
  @Nested
  class Golden {

    private static final PlannedBill RENT = bill("150", "2026-03-10", Frequency.ONCE);

    /** What was spent today is not booked yet: it is taken off, as the predecessor does. */
    @Test
    void whatIsSpentButNotBookedIsTakenOff() {
      SafeToSpendCurrency row =
          usd(SpendingHorizon.TODAY, "250", List.of(bank("500", null, "-25")), RENT);
      assertThat(row)
          .extracting(
              SafeToSpendCurrency::total,
              SafeToSpendCurrency::status,
              SafeToSpendCurrency::confidence)
          .containsExactly(Money.of("75.00", "USD"), "comfortable", "ready");
      assertThat(reasons(row)).containsExactly("pending 25.00", "bill-due 150.00", "buffer 250.00");
    }

    /**
     * Mended: the balance of 500.00 is what is left after the 25 were booked. The predecessor takes
     * them off once more and says 75.00; it is 100.00.
     */
    @Test
    void whatIsSpentAndBookedIsNotTakenOffTwice() {
      SafeToSpendCurrency row =
          usd(SpendingHorizon.TODAY, "250", List.of(bank("500", null, "0")), RENT);
      assertThat(row.total()).isEqualTo(Money.of("100.00", "USD"));
      assertThat(reasons(row)).containsExactly("bill-due 150.00", "buffer 250.00");
    }

    /** Mended: the bank's available balance has the 25 in it already, booked or not. */
    @Test
    void whatTheBankHoldsBackIsNotTakenOffTwice() {
      SafeToSpendCurrency row =
          usd(SpendingHorizon.TODAY, "250", List.of(bank("500", "475", "-25")), RENT);
      assertThat(row.total()).isEqualTo(Money.of("75.00", "USD"));
      assertThat(reasons(row)).containsExactly("bill-due 150.00", "buffer 250.00");
    }

    /** Mended: the predecessor takes off 250.00 from everybody; here the user chooses a buffer. */
    @Test
    void whoChoseNoBufferHasNone() {
      assertThat(usd(SpendingHorizon.TODAY, null, List.of(bank("500", null, "0")), RENT).total())
          .isEqualTo(Money.of("350.00", "USD"));
    }

    @Test
    void aWeekIsSevenDaysAndADayIsRoundedDown() {
      SafeToSpend week =
          spendable(SpendingHorizon.WEEK, null, List.of(bank("100.05", null, "0")), List.of());
      assertThat(week.days()).isEqualTo(7);
      assertThat(week.until()).isEqualTo("2026-03-16");
      SafeToSpendCurrency row = week.rows().getFirst();
      assertThat(row.perDay()).isEqualTo(Money.of("14.29", "USD"));
      assertThat(row.total()).isEqualTo(Money.of("100.05", "USD"));
    }

    @ParameterizedTest
    @CsvSource({
      "0,        do-not-spend",
      "0.01,     tight",
      "24.99,    tight",
      "25.00,    caution",
      "74.99,    caution",
      "75.00,    comfortable",
      "30000000, comfortable"
    })
    void theStatusIsOfADay(String cash, String status) {
      assertThat(usd(SpendingHorizon.TODAY, null, List.of(bank(cash, null, "0"))).status())
          .isEqualTo(status);
    }

    @Test
    void whatIsShortIsNothingToSpend() {
      SafeToSpendCurrency row =
          usd(SpendingHorizon.TODAY, "250", List.of(bank("100", null, "0")), RENT);
      assertThat(row)
          .extracting(
              SafeToSpendCurrency::total, SafeToSpendCurrency::raw, SafeToSpendCurrency::status)
          .containsExactly(Money.of("0.00", "USD"), Money.of("-300.00", "USD"), "do-not-spend");
    }

    @Test
    void withoutBillsItIsAnEstimateAndWithoutAccountsLimited() {
      assertThat(usd(SpendingHorizon.TODAY, null, List.of(bank("1", null, "0"))).confidence())
          .isEqualTo("estimated");
      assertThat(usd(SpendingHorizon.TODAY, "1", List.of()).confidence()).isEqualTo("estimated");
      assertThat(usd(SpendingHorizon.TODAY, null, List.of(), RENT).confidence())
          .isEqualTo("limited");
      assertThat(
              usd(SpendingHorizon.TODAY, null, List.of(bank(null, null, "0")), RENT).confidence())
          .isEqualTo("limited");
    }
  }

  @Nested
  class Accounts {

    /** Mended: the predecessor counts an overdraft as nothing, so it promises what is not there. */
    @Test
    void anOverdraftIsTakenOff() {
      SafeToSpendCurrency row =
          usd(SpendingHorizon.TODAY, null, List.of(bank("-40", null, "0"), bank("100", null, "0")));
      assertThat(row.total()).isEqualTo(Money.of("60.00", "USD"));
      assertThat(row.cash()).isEqualTo(Money.of("100.00", "USD"));
      assertThat(reasons(row)).containsExactly("overdraft 40.00");
    }

    @ParameterizedTest
    @CsvSource({
      // current, available, pending, what is left
      "100, 60,  -40, 60", // the bank's word
      "100, 600, -40, 60", // with an overdraft of 500
      "100, 150, 0,   100", // with a deposit that is not booked
      ",    60,  -40, 60",
      "100, ,    -40, 60"
    })
    void onlyWhatIsTheHoldersOwnCounts(
        @Nullable String current, @Nullable String available, String pending, String left) {
      assertThat(
              usd(SpendingHorizon.TODAY, null, List.of(bank(current, available, pending))).total())
          .isEqualTo(Money.of(left, "USD"));
    }

    @Test
    void aBalanceEnteredByHandMovesWithWhatWasBookedSince() {
      SpendingAccount wallet = cash("USD", "100", null, false, "-5", "-30");
      assertThat(usd(SpendingHorizon.TODAY, null, List.of(wallet)).total())
          .isEqualTo(Money.of("70.00", "USD"));
    }

    @Test
    void currenciesAreNeverMixed() {
      SafeToSpend both =
          new SafeToSpend(
              SpendingHorizon.TODAY,
              TODAY,
              TODAY,
              TODAY,
              Optional.of(Money.of("10", "CHF")),
              List.of(
                  cash("EUR", "50", null, true, "0", "0"),
                  cash("JPY", "7000", null, true, "0", "0")),
              BillOccurrence.occurrences(
                  List.of(bill("20", "2026-03-10", Frequency.ONCE)), TODAY, TODAY),
              List.of());
      assertThat(both.rows())
          .extracting(
              SafeToSpendCurrency::currency, SafeToSpendCurrency::raw, SafeToSpendCurrency::status)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("CHF", Money.of("-10", "CHF"), "do-not-spend"),
              org.assertj.core.groups.Tuple.tuple("EUR", Money.of("50", "EUR"), "caution"),
              org.assertj.core.groups.Tuple.tuple("JPY", Money.of("7000", "JPY"), "caution"),
              org.assertj.core.groups.Tuple.tuple("USD", Money.of("-20", "USD"), "do-not-spend"));
    }
  }

  /** Mode today offers what is left until the payday. */
  @Nested
  class Today {

    @Test
    void reservesTheBillsUntilThePaydayAndListsThemApart() {
      PlannedBill rent = bill("300", "2026-03-20", Frequency.ONCE);
      SafeToSpendCurrency row =
          usd(SpendingHorizon.TODAY, null, List.of(bank("1000", null, "0")), rent);
      assertThat(reasons(row)).isEmpty();
      assertThat(row.reserved())
          .singleElement()
          .extracting(
              SafeToSpendDeduction::reason,
              SafeToSpendDeduction::amount,
              SafeToSpendDeduction::billId)
          .containsExactly("bill-later", Money.of("300", "USD"), rent.id());
      assertThat(row)
          .extracting(
              SafeToSpendCurrency::total, SafeToSpendCurrency::raw, SafeToSpendCurrency::perDay)
          .containsExactly(
              Money.of("700", "USD"), Money.of("700", "USD"), Money.of("46.66", "USD"));
    }

    @Test
    void offersTheSameAsUntilPayday() {
      List<SpendingAccount> cash = List.of(bank("1000", null, "-12"));
      PlannedBill[] bills = {
        bill("300", "2026-03-20", Frequency.ONCE), bill("20", "2026-03-11", Frequency.WEEKLY)
      };
      SafeToSpendCurrency today = usd(SpendingHorizon.TODAY, "50", cash, bills);
      SafeToSpendCurrency payday = usd(SpendingHorizon.UNTIL_PAYDAY, "50", cash, bills);
      assertThat(today.total()).isEqualTo(payday.total());
      assertThat(today.perDay()).isEqualTo(payday.perDay());
      assertThat(payday.reserved()).isEmpty();
    }
  }

  /** Nothing is taken off that is not listed, and nothing is made. */
  @Test
  void theLinesAddUpToTheAnswer() {
    SeededRuns.forEachSeed(
        TestScale.of(2_000, 200_000),
        random -> {
          List<SpendingAccount> accounts = new ArrayList<>();
          List<PlannedBill> bills = new ArrayList<>();
          for (int i = random.nextInt(5); i > 0; i--) {
            accounts.add(
                cash(
                    random.nextBoolean() ? "USD" : "EUR",
                    random.nextInt(5) == 0 ? null : amount(random, -20_000, 100_000),
                    random.nextInt(3) == 0 ? null : amount(random, -20_000, 100_000),
                    random.nextInt(4) != 0,
                    amount(random, -5_000, 1),
                    amount(random, -5_000, 5_000)));
          }
          Frequency[] all = Frequency.values();
          for (int i = random.nextInt(8); i > 0; i--) {
            bills.add(
                bill(
                    Money.of(amount(random, 0, 30_000), random.nextBoolean() ? "USD" : "EUR"),
                    TODAY.plusDays(random.nextInt(400) - 300).toString(),
                    all[random.nextInt(all.length)],
                    null));
          }
          SpendingHorizon spendingHorizon = SpendingHorizon.values()[random.nextInt(3)];
          SafeToSpend safeToSpend =
              spendable(spendingHorizon, random.nextBoolean() ? "99" : null, accounts, bills);
          for (SafeToSpendCurrency row : safeToSpend.rows()) {
            addsUp(row, safeToSpend.days());
          }
        });
  }

  private static void addsUp(SafeToSpendCurrency row, int days) {
    BigDecimal lines =
        Stream.concat(row.subtracted().stream(), row.reserved().stream())
            .map(SafeToSpendDeduction::amount)
            .map(Money::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(row.raw().amount()).isEqualByComparingTo(row.cash().amount().subtract(lines));
    assertThat(row.subtracted()).allMatch(line -> line.amount().amount().signum() > 0);
    assertThat(row.subtracted())
        .allMatch(line -> line.amount().currency().code().equals(row.currency()));
    assertThat(row.total().amount()).isEqualByComparingTo(row.raw().amount().max(BigDecimal.ZERO));
    BigDecimal used = row.perDay().amount().multiply(BigDecimal.valueOf(days));
    assertThat(row.total().amount().subtract(used))
        .isNotNegative()
        .isLessThan(BigDecimal.valueOf(days, 2));
    assertThat(row.status().equals("do-not-spend")).isEqualTo(row.raw().amount().signum() <= 0);
  }

  private static String amount(Random random, int from, int to) {
    return BigDecimal.valueOf(random.nextInt(from, to), 2).toPlainString();
  }
}
