package florin.planning.goal;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.planning.GoalSet;
import florin.journal.test.DeciderFixture;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import florin.planning.goal.share.PayOff;
import florin.planning.goal.share.Share;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayOffTests {

  private static final UUID ID = UUID.randomUUID();
  private static final UUID LOAN = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);
  private static final Optional<CurrencyCode> USD = Optional.of(new CurrencyCode("USD"));

  private static GoalDetails aim(
      String target, @Nullable String startDebt, @Nullable UUID account) {
    return new GoalDetails(
        ID,
        GoalKind.PAY_OFF,
        "Loan",
        Money.of(target, "USD"),
        Optional.of(LocalDate.of(2026, 3, 31)),
        Optional.ofNullable(account),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(startDebt).map(amount -> Money.of(amount, "USD")));
  }

  private static PayOff payOff(String target, String startDebt) {
    return new PayOff(UUID.randomUUID(), new BigDecimal(target), new BigDecimal(startDebt));
  }

  private static Share only(PayOff goal, @Nullable String balance) {
    return PayOff.shares(Optional.ofNullable(balance).map(BigDecimal::new), List.of(goal))
        .values()
        .iterator()
        .next();
  }

  @Test
  void isSetOnAnAccountWithTheDebtItStartsFrom() {
    var absent = DeciderFixture.of(GoalCodec.GOALS);
    GoalDetails whole = aim("13170", "13170", LOAN);
    absent.when(new GoalCommand.Set(whole, USD, AT)).then(new GoalEvent.Set(whole, AT));
    absent.when(new GoalCommand.Set(aim("1", "1", null), USD, AT)).thenRejected("account-required");
    absent
        .when(new GoalCommand.Set(aim("1", null, LOAN), USD, AT))
        .thenRejected("start-debt-required");
    absent
        .when(new GoalCommand.Set(aim("2", "1", LOAN), USD, AT))
        .thenRejected("amount-out-of-range");
    absent
        .when(new GoalCommand.Set(aim("0", "1", LOAN), USD, AT))
        .thenRejected("amount-out-of-range");
    absent
        .when(new GoalCommand.Set(aim("1", "1", LOAN), Optional.of(new CurrencyCode("EUR")), AT))
        .thenRejected("currency-mismatch");
  }

  @Test
  void aGoalToSaveHasNoStartDebt() {
    GoalDetails saving =
        new GoalDetails(
            ID,
            GoalKind.SAVE,
            "Trip",
            Money.of("1", "USD"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Money.of("1", "USD")));
    DeciderFixture.of(GoalCodec.GOALS)
        .when(new GoalCommand.Set(saving, Optional.empty(), AT))
        .thenRejected("start-debt-not-allowed");
  }

  /** Events from before there were kinds have the default. */
  @Test
  void goalsThatWereSetBeforeAreToSave() {
    GoalSet event =
        GoalSet.newBuilder()
            .setGoalId(ID)
            .setGoal(
                florin.events.planning.Goal.newBuilder()
                    .setGoalId(ID)
                    .setName("Trip")
                    .setTarget(
                        new florin.events.money.MoneyAmount(
                            new BigDecimal("5").setScale(10), "USD"))
                    .build())
            .setAt(AT)
            .build();
    assertThat(new GoalCodec().fromAvro(event))
        .isInstanceOfSatisfying(
            GoalEvent.Set.class, set -> assertThat(set.aim().kind()).isEqualTo(GoalKind.SAVE));
  }

  @ParameterizedTest
  @CsvSource({
    // target, start debt, balance, paid off, remaining
    "1000, 1000, -1000, 0,    1000",
    "1000, 1000, -400,  600,  400",
    "1000, 1000, 0,     1000, 0",
    "1000, 1000, 25,    1000, 0", // overpaid
    "1000, 1000, -1300, 0,    1300", // the debt has grown
    "300,  1000, -900,  100,  200",
    "300,  1000, -100,  300,  0",
    "300,  1000, -1300, 0,    600",
    "1000, 1000, ,      0,    1000" // no balance is known
  })
  void countsStartDebtLessTodaysDebt(
      String target, String start, @Nullable String balance, String paid, String remaining) {
    Share share = only(payOff(target, start), balance);
    assertThat(share.achieved()).isEqualByComparingTo(paid);
    assertThat(share.remaining()).isEqualByComparingTo(remaining);
  }

  @Test
  void progressAndMonthlyAmountGoByTheDebt() {
    GoalDetails goalDetails = aim("1000", "1000", LOAN);
    GoalProgress goalProgress =
        GoalProgress.of(
            goalDetails, only(payOff("1000", "1000"), "-666.67"), Optional.empty(), TODAY);
    assertThat(goalProgress.percent()).isEqualTo(33);
    assertThat(goalProgress.achieved()).isEqualTo(Money.of("333.33", "USD"));
    assertThat(goalProgress.required()).contains(Money.of("333.34", "USD"));
  }

  @Test
  void twoGoalsOnOneDebtCountNoPaymentTwice() {
    PayOff first = payOff("700", "700");
    PayOff second = payOff("1000", "1000");
    Map<UUID, Share> shares =
        PayOff.shares(Optional.of(new BigDecimal("-500")), List.of(first, second));
    assertThat(shares.get(first.goal()).achieved()).isEqualByComparingTo("200");
    assertThat(shares.get(second.goal()).achieved()).isEqualByComparingTo("300");
    assertThat(shares.get(second.goal()))
        .extracting(Share::basis, Share::place, Share::goals)
        .containsExactly(Share.Basis.ORDER, 2, 2);
  }

  @Test
  void noPaymentCountsTwiceWhateverTheGoalsAre() {
    SeededRuns.forEachSeed(
        TestScale.of(2_000, 200_000),
        random -> {
          List<PayOff> goals = new ArrayList<>();
          BigDecimal highest = BigDecimal.ZERO;
          for (int i = random.nextInt(6); i > 0; i--) {
            int start = 1 + random.nextInt(1_000);
            int target = 1 + random.nextInt(start);
            goals.add(payOff(String.valueOf(target), String.valueOf(start)));
            highest = highest.max(BigDecimal.valueOf(start));
          }
          BigDecimal balance = BigDecimal.valueOf(random.nextInt(1_200) - 1_100);
          Map<UUID, Share> shares = PayOff.shares(Optional.of(balance), goals);
          BigDecimal sum =
              shares.values().stream()
                  .map(Share::achieved)
                  .reduce(BigDecimal.ZERO, BigDecimal::add);
          assertThat(sum)
              .isLessThanOrEqualTo(Share.positive(highest.subtract(PayOff.debt(balance))));
          for (PayOff goal : goals) {
            Share share = shares.get(goal.goal());
            assertThat(share.achieved()).isBetween(BigDecimal.ZERO, goal.target());
            assertThat(share.achieved())
                .isLessThanOrEqualTo(
                    Share.positive(goal.startDebt().subtract(PayOff.debt(balance))));
          }
        });
  }
}
