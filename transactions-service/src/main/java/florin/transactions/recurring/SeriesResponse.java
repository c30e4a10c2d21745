package florin.transactions.recurring;

import florin.events.Money;
import florin.transactions.recurring.pattern.AmountBand;
import florin.transactions.recurring.pattern.Cadence;
import florin.transactions.recurring.pattern.PriceChange;
import florin.transactions.recurring.series.Direction;
import florin.transactions.recurring.series.Occurrence;
import florin.transactions.recurring.series.Series;
import florin.transactions.recurring.series.SeriesStatus;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A recurring series on the wire. */
record SeriesResponse(
    @Schema(description = "The series") UUID id,
    @Schema(description = "The account of its transactions") UUID accountId,
    @Schema(description = "The user's name for it, else the payee's") String name,
    @Schema(
            description = "Money in or money out",
            allowableValues = {"income", "expense"})
        String direction,
    @Schema(
            description =
                "suggested: detected and not yet judged; confirmed: by the user, or created by"
                    + " hand; ended: by the user or by silence; dismissed: by the user",
            allowableValues = {"suggested", "confirmed", "ended", "dismissed"})
        String state,
    @Schema(
            description = "Why it has ended: the user ended it, or due dates passed in silence",
            allowableValues = {"user", "silence"})
        @Nullable String endedBy,
    @Schema(
            description = "How often it occurs",
            allowableValues = {
              "weekly",
              "biweekly",
              "semi-monthly",
              "four-weekly",
              "monthly",
              "bimonthly",
              "quarterly",
              "half-yearly",
              "yearly"
            })
        String cadence,
    @Schema(
            description =
                "The days of the month on which it is due, 31 for the last one; empty for cadences"
                    + " of weeks")
        List<Integer> daysOfMonth,
    @Schema(
            description = "To which business day a due date on a weekend moves",
            allowableValues = {"none", "previous", "next"})
        String weekendShift,
    @Schema(description = "How many days an occurrence may be away from its due date")
        int toleranceDays,
    @Schema(description = "The next due date; none for one that is ended or dismissed")
        @Nullable LocalDate nextDue,
    @Schema(
            description =
                "The due dates from the next one on: within dueWithin if that was asked for, else"
                    + " 3")
        List<LocalDate> dueDates,
    @Schema(description = "The amount expected next; negative = money out") Money expectedAmount,
    @Schema(description = "The expected amount that is smallest in size") Money smallestAmount,
    @Schema(description = "The expected amount that is largest in size") Money largestAmount,
    @Schema(description = "Whether it costs the same each time until its price changes")
        boolean fixedAmount,
    @Schema(description = "What it adds to an average month") Money monthlyAmount,
    @Schema(description = "From 0 to 100") int confidence,
    @Schema(description = "The reasons for the confidence") List<String> reasons,
    @Schema(description = "How many transactions are linked") int occurrenceCount,
    @Schema(description = "The date of the earliest linked transaction")
        @Nullable LocalDate firstDate,
    @Schema(description = "The date of the latest linked transaction") @Nullable LocalDate lastDate,
    @Schema(
            description =
                "The linked transactions, newest first; only in the answer for one series")
        @Nullable List<SeriesOccurrenceResponse> occurrences,
    @Schema(description = "The changes of its price; only in the answer for one series")
        @Nullable List<PriceChangeResponse> priceChanges,
    @Schema(description = "The ETag") int version) {

  /** A linked transaction. */
  record SeriesOccurrenceResponse(
      @Schema(description = "The transaction") UUID transactionId,
      @Schema(description = "Its date") LocalDate date,
      @Schema(description = "Its amount; negative = money out") Money amount) {}

  /** A change of the price. */
  record PriceChangeResponse(
      @Schema(description = "The price before; negative = money out") Money before,
      @Schema(description = "The price after; negative = money out") Money after,
      @Schema(description = "The date of the first transaction with it") LocalDate since) {}

  /**
   * A series as it is read.
   *
   * @param state without its rows
   */
  record SeriesRow(
      Series.Present state,
      int count,
      @Nullable LocalDate first,
      @Nullable LocalDate last,
      int version) {

    SeriesSchedule schedule(LocalDate today) {
      return new SeriesSchedule(state.rule(), Optional.ofNullable(last), today);
    }
  }

  private static final int USUAL_DATES = 3;
  private static final int PRECISION = 10;
  private static final BigDecimal LOW = new BigDecimal("0.98");
  private static final BigDecimal HIGH = new BigDecimal("1.02");

  /**
   * @param until the last due date that is shown; without one the next three are
   */
  static SeriesResponse of(SeriesRow row, LocalDate today, @Nullable LocalDate until) {
    Series.Present series = row.state();
    Direction direction = series.group().direction();
    SeriesSchedule schedule = row.schedule(today);
    String state = state(row, schedule);
    List<LocalDate> due = shown(state, schedule, today, until);
    Cadence cadence = series.rule().cadence();
    AmountBand band = band(series);
    Money expected = direction.money(band.expected());
    return new SeriesResponse(
        series.id(),
        series.group().account(),
        series.overrides().name().orElse(series.name()),
        direction.income() ? "income" : "expense",
        state,
        state.equals("ended") ? (series.ended() ? "user" : "silence") : null,
        cadence.text(),
        days(series),
        series.rule().shift().text(),
        cadence.tolerance(),
        due.isEmpty() ? null : due.getFirst(),
        due,
        expected,
        direction.money(band.low()),
        direction.money(band.high()),
        band.fixed(),
        direction.money(
            cadence.monthly(band.expected(), expected.currency().decimals().orElse(PRECISION))),
        series.pattern().confidence(),
        series.pattern().reasons(),
        row.count(),
        row.first(),
        row.last(),
        null,
        null,
        row.version());
  }

  private static String state(SeriesRow row, SeriesSchedule schedule) {
    Series.Present series = row.state();
    if (series.status() == SeriesStatus.DISMISSED) {
      return series.status().text();
    }
    return series.ended() || schedule.silent() ? "ended" : series.status().text();
  }

  private static List<LocalDate> shown(
      String state, SeriesSchedule schedule, LocalDate today, @Nullable LocalDate until) {
    if (state.equals("ended") || state.equals("dismissed")) {
      return List.of();
    }
    if (until != null) {
      return schedule.due(until);
    }
    List<LocalDate> dates = schedule.due(today.plusYears(3));
    return dates.subList(0, Math.min(USUAL_DATES, dates.size()));
  }

  private static List<Integer> days(Series.Present series) {
    Cadence cadence = series.rule().cadence();
    return switch (cadence) {
      case WEEKLY, BIWEEKLY, FOUR_WEEKLY -> List.of();
      case SEMI_MONTHLY -> List.of(series.rule().day(), series.rule().secondDay());
      case MONTHLY, BIMONTHLY, QUARTERLY, HALF_YEARLY, YEARLY -> List.of(series.rule().day());
    };
  }

  private static AmountBand band(Series.Present series) {
    AmountBand learned = series.pattern().band();
    return series
        .overrides()
        .amount()
        .map(own -> new AmountBand(own, scaled(own, LOW), scaled(own, HIGH), learned.fixed()))
        .orElse(learned);
  }

  private static BigDecimal scaled(BigDecimal amount, BigDecimal by) {
    int decimals = Math.max(2, amount.stripTrailingZeros().scale());
    return amount.multiply(by).setScale(decimals, RoundingMode.HALF_UP);
  }

  SeriesResponse with(List<Occurrence> rows, List<PriceChange> changes, Direction money) {
    return new SeriesResponse(
        id,
        accountId,
        name,
        direction,
        state,
        endedBy,
        cadence,
        daysOfMonth,
        weekendShift,
        toleranceDays,
        nextDue,
        dueDates,
        expectedAmount,
        smallestAmount,
        largestAmount,
        fixedAmount,
        monthlyAmount,
        confidence,
        reasons,
        occurrenceCount,
        firstDate,
        lastDate,
        rows.stream()
            .map(
                row ->
                    new SeriesOccurrenceResponse(
                        row.transaction(), row.date(), money.money(row.amount())))
            .toList(),
        changes.stream()
            .map(
                change ->
                    new PriceChangeResponse(
                        money.money(change.from()), money.money(change.to()), change.since()))
            .toList(),
        version);
  }
}
