package florin.planning.goal;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.test.DeciderFixture;
import florin.planning.goal.share.Share;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTests {

  private static final UUID ID = UUID.randomUUID();
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final GoalDetails TRIP = aim("Trip", Money.of("500", "USD"));

  private static GoalDetails aim(String name, Money target) {
    return new GoalDetails(
        ID,
        GoalKind.SAVE,
        name,
        target,
        Optional.of(LocalDate.of(2026, 12, 31)),
        Optional.empty(),
        Optional.of(Money.of("25", target.currency().code())),
        Optional.of("Lisbon"),
        Optional.empty());
  }

  private static DeciderFixture<GoalCommand, GoalEvent, Goal> absent() {
    return DeciderFixture.of(GoalCodec.GOALS);
  }

  private static DeciderFixture<GoalCommand, GoalEvent, Goal> open() {
    return absent().given(new GoalEvent.Set(TRIP, AT));
  }

  private static GoalCommand set(GoalDetails goalDetails, String... held) {
    return new GoalCommand.Set(
        goalDetails, java.util.Arrays.stream(held).findFirst().map(CurrencyCode::new), AT);
  }

  private static GoalCommand revise(GoalDetails goalDetails) {
    return new GoalCommand.Revise(goalDetails, Optional.empty(), AT);
  }

  @Nested
  class Decisions {

    @Test
    void aGoalIsSetOnce() {
      absent().when(set(aim(" Trip ", Money.of("500", "USD")))).then(new GoalEvent.Set(TRIP, AT));
      open().when(set(TRIP)).thenRejected("conflict");
    }

    @Test
    void itIsRevisedReachedAbandonedAndReopened() {
      GoalDetails dearer = aim("Trip", Money.of("600", "USD"));
      open().when(revise(dearer)).then(new GoalEvent.Revised(dearer, AT));
      open().when(revise(TRIP)).thenNothing();
      open().when(new GoalCommand.Reach(ID, AT)).then(new GoalEvent.Reached(ID, AT));
      open().when(new GoalCommand.Abandon(ID, AT)).then(new GoalEvent.Abandoned(ID, AT));
      open().when(new GoalCommand.Reopen(ID, AT)).thenNothing();
      var reached = open().given(new GoalEvent.Reached(ID, AT));
      reached.when(new GoalCommand.Reach(ID, AT)).thenNothing();
      reached.when(revise(dearer)).then(new GoalEvent.Revised(dearer, AT));
      reached.when(new GoalCommand.Reopen(ID, AT)).then(new GoalEvent.Reopened(ID, AT));
      var abandoned = open().given(new GoalEvent.Abandoned(ID, AT));
      abandoned.when(new GoalCommand.Abandon(ID, AT)).thenNothing();
      abandoned.when(revise(dearer)).thenRejected("goal-abandoned");
      abandoned.when(new GoalCommand.Reach(ID, AT)).thenRejected("goal-abandoned");
      abandoned.when(new GoalCommand.Reopen(ID, AT)).then(new GoalEvent.Reopened(ID, AT));
      assertThat(abandoned.given(new GoalEvent.Reopened(ID, AT)).state()).isEqualTo(open().state());
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
      absent().when(revise(TRIP)).thenRejected("not-found");
      absent().when(new GoalCommand.Reach(ID, AT)).thenRejected("not-found");
      absent().when(new GoalCommand.Abandon(ID, AT)).thenRejected("not-found");
      absent().when(new GoalCommand.Reopen(ID, AT)).thenRejected("not-found");
    }

    @Test
    void currenciesAreNeverMixed() {
      open().when(revise(aim("Trip", Money.of("500", "EUR")))).thenRejected("currency-mismatch");
      absent().when(set(TRIP, "EUR")).thenRejected("currency-mismatch");
      absent().when(set(aim("a", Money.of("1", "BTC")), "BTC")).then(btc());
      absent().when(set(aim("a", Money.of("1", "BTC")))).thenRejected("currency-not-official");
      GoalDetails mixed =
          new GoalDetails(
              ID,
              GoalKind.SAVE,
              "a",
              Money.of("1", "USD"),
              Optional.empty(),
              Optional.empty(),
              Optional.of(Money.of("1", "EUR")),
              Optional.empty(),
              Optional.empty());
      absent().when(set(mixed)).thenRejected("currency-mismatch");
    }

    private static GoalEvent btc() {
      return new GoalEvent.Set(aim("a", Money.of("1", "BTC")), AT);
    }

    @ParameterizedTest
    @CsvSource({
      "0, USD, amount-out-of-range",
      "-1, USD, amount-out-of-range",
      "0.001, USD, too-many-decimals",
      "10000000000000, USD, amount-out-of-range",
      "1, usd, currency-not-official"
    })
    void aTargetIsAnAmountToReach(String amount, String currency, String code) {
      absent().when(set(aim("a", Money.of(amount, currency)))).thenRejected(code);
    }
  }

  @Nested
  class OfProgress {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);

    private static GoalProgress of(
        String target, String due, String monthly, String held, String in) {
      GoalDetails goalDetails =
          new GoalDetails(
              ID,
              GoalKind.SAVE,
              "a",
              Money.of(target, "USD"),
              Optional.ofNullable(due).map(LocalDate::parse),
              Optional.empty(),
              Optional.ofNullable(monthly).map(amount -> Money.of(amount, "USD")),
              Optional.empty(),
              Optional.empty());
      return GoalProgress.of(
          goalDetails, alone(target, held), Optional.ofNullable(in).map(BigDecimal::new), TODAY);
    }

    private static Share alone(String target, String held) {
      BigDecimal amount = new BigDecimal(target);
      return Share.saved(
          amount,
          Optional.of(new BigDecimal(held)),
          BigDecimal.ZERO,
          new Share.Queue(1, 1, 1, BigDecimal.ZERO, amount));
    }

    @ParameterizedTest
    @CsvSource({
      // target, saved, due, months, each
      "1000, 0,    2026-02-28, 1000.00", // one month of the calendar, end to end
      "1000, 0,    2026-03-01, 500.00",
      "1000, 0,    2026-03-31, 500.00",
      "1000, 0,    2026-05-01, 250.00",
      "1000, 100,  2027-01-31, 75.00",
      "1000, 0,    2026-04-30, 333.34", // rounded up, or the last cent would be missing
      "1000, 250,  2026-02-01, 750.00",
      "1000, 250,  2026-01-31, 750.00",
      "1000, 250,  2025-01-01, 750.00", // overdue: all of it now
      "1000, 2000, 2026-12-31, 0.00",
      "90000000000, 0, 2026-03-31, 45000000000.00"
    })
    void whatMustBePutAsideGoesByMonthsOfTheCalendar(
        String target, String saved, String due, String each) {
      assertThat(of(target, due, null, saved, null).required()).contains(Money.of(each, "USD"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "9.99, 0", "10, 1", "999.99, 99", "1000, 100", "5000, 100", "-50, 0"})
    void whatIsSavedIsAPercentRoundedDown(String held, int percent) {
      assertThat(of("1000", null, null, held, null).percent()).isEqualTo(percent);
    }

    private static void required(
        String today, String target, String saved, String due, String each) {
      GoalDetails goalDetails =
          new GoalDetails(
              ID,
              GoalKind.SAVE,
              "a",
              Money.of(target, "USD"),
              Optional.of(LocalDate.parse(due)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      GoalProgress goalProgress =
          GoalProgress.of(
              goalDetails, alone(target, saved), Optional.empty(), LocalDate.parse(today));
      assertThat(goalProgress.required()).contains(Money.of(each, "USD"));
    }

    /** C37: three months away are three, and what was put aside counts once. */
    @Test
    void c37RequiredAmountsGoByCalendarMonths() {
      required("2026-01-15", "50.00", "0", "2026-04-15", "16.67");
      required("2026-02-15", "50.00", "16.67", "2026-04-15", "16.67");
      required("2026-03-15", "50.00", "33.34", "2026-04-15", "16.66");
      required("2026-03-15", "20.00", "33.34", "2026-04-15", "0.00");
      required("2026-01-31", "50.00", "0", "2026-02-28", "50.00");
      required("2028-01-31", "50.00", "0", "2028-02-29", "50.00");
      required("2026-01-31", "50.00", "0", "2026-03-31", "25.00");
      required("2026-01-31", "50.00", "0", "2026-04-30", "16.67");
      required("2025-12-31", "50.00", "0", "2026-02-28", "25.00");
      required("2026-01-15", "50.00", "20", "2026-01-15", "30.00");
      required("2026-01-15", "50.00", "20", "2026-01-14", "30.00");
    }

    @Test
    void c37ATargetBelowWhatIsSavedAndADebtAreNoErrors() {
      assertThat(of("20.00", "2026-04-15", null, "33.34", null))
          .extracting(GoalProgress::percent, GoalProgress::achieved, GoalProgress::remaining)
          .containsExactly(100, Money.of("33.34", "USD"), Money.of("0", "USD"));
      assertThat(of("500", "2026-04-15", null, "-121.16", null))
          .extracting(GoalProgress::percent, GoalProgress::achieved, GoalProgress::remaining)
          .containsExactly(0, Money.of("0", "USD"), Money.of("500", "USD"));
    }

    @Test
    void withoutADayNothingIsRequired() {
      assertThat(of("1000", null, null, "0", null).required()).isEmpty();
    }

    @Test
    void theDayIsProjectedFromTheContributionElseFromThePace() {
      assertThat(of("1000", null, "300", "0", "9000"))
          .extracting(GoalProgress::projected, GoalProgress::basis)
          .containsExactly(
              Optional.of(LocalDate.of(2026, 5, 31)), Optional.of(GoalProgress.Basis.CONTRIBUTION));
      assertThat(of("1000", null, null, "100", "450"))
          .extracting(GoalProgress::projected, GoalProgress::basis)
          .containsExactly(Optional.of(TODAY.plusDays(180)), Optional.of(GoalProgress.Basis.PACE));
    }

    @Test
    void whatDoesNotGoOnIsNotProjected() {
      assertThat(of("1000", null, null, "0", "0").projected()).isEmpty();
      assertThat(of("1000", null, null, "0", "-10").projected()).isEmpty();
      assertThat(of("1000", null, null, "0", null).projected()).isEmpty();
      assertThat(of("1000000", null, "0.01", "0", null).projected()).isEmpty();
      assertThat(of("1000", null, null, "1000", "-10").projected()).contains(TODAY);
    }
  }
}
