package florin.transactions.recurring.detection;

import static florin.transactions.recurring.series.SeriesCodec.SERIES;
import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.recurring.detection.SeriesReconciliation.Planned;
import florin.transactions.recurring.pattern.Cadence;
import florin.transactions.recurring.pattern.DatedAmount;
import florin.transactions.recurring.pattern.DueRule;
import florin.transactions.recurring.series.Direction;
import florin.transactions.recurring.series.Series;
import florin.transactions.recurring.series.SeriesCommand;
import florin.transactions.recurring.series.SeriesCommand.Finding;
import florin.transactions.recurring.series.SeriesEvent;
import florin.transactions.recurring.series.SeriesGroup;
import florin.transactions.recurring.series.SeriesOverrides;
import florin.transactions.recurring.series.SeriesPattern;
import florin.transactions.recurring.series.SeriesStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The decisions about series, and the changes of known ones by the rows of a group. */
class SeriesTests {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final SeriesGroup GROUP =
      new SeriesGroup(new UUID(0, 9), "gym", new Direction("USD", false));

  private final List<DatedAmount> rows = new ArrayList<>();
  private final Map<UUID, Series> states = new HashMap<>();
  private final Map<UUID, String> hinted = new HashMap<>();
  private long ids;

  private void row(String date, String amount) {
    rows.add(
        new DatedAmount(new UUID(1, rows.size()), LocalDate.parse(date), new BigDecimal(amount)));
  }

  private int reconcile(Set<UUID> touched) {
    List<Series.Present> known = states.values().stream().map(Series.Present.class::cast).toList();
    List<Planned> planned =
        SeriesReconciliation.plan(
            GROUP, "Gym", rows, hinted, known, touched, () -> new UUID(2, ids++), AT);
    int events = 0;
    for (Planned one : planned) {
      events += decide(one.series(), one.command());
    }
    return events;
  }

  private int decide(UUID id, SeriesCommand command) {
    Series state = states.getOrDefault(id, new Series.Absent());
    List<SeriesEvent> events = Series.decide(command, state);
    for (SeriesEvent event : events) {
      SeriesEvent read = SERIES.codec().fromAvro(SERIES.codec().toAvro(event));
      state = Series.evolve(state, read);
    }
    states.put(id, state);
    return events.size();
  }

  private Series.Present only() {
    assertThat(states).hasSize(1);
    return (Series.Present) states.values().iterator().next();
  }

  private void months(int from, int to, String amount) {
    for (int month = from; month <= to; month++) {
      row(LocalDate.parse("2025-01-09").plusMonths(month).toString(), amount);
    }
  }

  @Test
  void aSecondRunAppendsNothing() {
    months(0, 5, "30.00");
    assertThat(reconcile(Set.of())).isPositive();
    assertThat(reconcile(Set.of())).isZero();
    assertThat(only().occurrences()).hasSize(6);
  }

  @Test
  void aNewRowAndANewPriceBelongToTheSameSeries() {
    months(0, 5, "30.00");
    reconcile(Set.of());
    months(6, 6, "33.00");
    reconcile(Set.of());
    assertThat(only().occurrences()).hasSize(7);
    assertThat(only().expected()).isEqualByComparingTo("33.00");
    assertThat(only().pricedSince()).contains(LocalDate.parse("2025-07-09"));
  }

  @Test
  void aRowThatNoLongerCountsIsLostAndOneThatTheUserTookOutStaysOut() {
    months(0, 7, "30.00");
    reconcile(Set.of());
    UUID gone = rows.removeLast().id();
    UUID out = rows.getLast().id();
    decide(only().id(), new SeriesCommand.Unlink(Set.of(out), AT));
    reconcile(Set.of(gone));
    assertThat(only().occurrences()).hasSize(6).doesNotContainKeys(gone, out);
    decide(only().id(), new SeriesCommand.Relink(only().taken(Set.of(out)), AT));
    assertThat(only().occurrences()).containsKey(out);
  }

  @Test
  void aDismissedSeriesTakesNoRowsAndIsNotDetectedAgain() {
    months(0, 5, "30.00");
    reconcile(Set.of());
    decide(only().id(), new SeriesCommand.Dismiss(AT));
    months(6, 12, "30.00");
    assertThat(reconcile(Set.of())).isZero();
    assertThat(only().occurrences()).hasSize(6);
  }

  @Test
  void anEndedSeriesIsRevivedByALaterRowAfterALongPause() {
    months(0, 5, "30.00");
    reconcile(Set.of());
    decide(only().id(), new SeriesCommand.End(AT));
    months(14, 14, "30.00");
    reconcile(Set.of());
    assertThat(only().ended()).isFalse();
    assertThat(only().occurrences()).hasSize(7);
  }

  @Test
  void aSeriesCreatedByHandLinksTheRowsThatFit() {
    months(0, 1, "30.00");
    row("2025-02-20", "12.00");
    UUID id = new UUID(3, 1);
    DueRule rule = DueRule.from(Cadence.MONTHLY, LocalDate.parse("2025-03-09"));
    decide(
        id,
        new SeriesCommand.Create(
            id, GROUP, "Gym", SeriesPattern.created(rule, new BigDecimal("30.00")), AT));
    reconcile(Set.of());
    assertThat(only().occurrences()).hasSize(2);
    assertThat(only().status()).isEqualTo(SeriesStatus.CONFIRMED);
  }

  @Test
  void theHintOfABankIsEvidenceOnly() {
    months(0, 1, "30.00");
    rows.forEach(row -> hinted.put(row.id(), "MONTHLY"));
    reconcile(Set.of());
    assertThat(states).isEmpty();
    months(2, 3, "30.00");
    reconcile(Set.of());
    int confidence = only().pattern().confidence();
    rows.forEach(row -> hinted.put(row.id(), "WEEKLY"));
    reconcile(Set.of());
    assertThat(only().pattern().confidence()).isLessThan(confidence);
    assertThat(only().rule().cadence()).isEqualTo(Cadence.MONTHLY);
  }

  @Test
  void theValuesOfTheUserTakePrecedence() {
    months(0, 5, "30.00");
    reconcile(Set.of());
    UUID id = only().id();
    decide(
        id,
        new SeriesCommand.Revise(
            new SeriesOverrides(
                Optional.of("Club"), Optional.empty(), Optional.of(new BigDecimal("31.50"))),
            AT));
    months(6, 6, "30.00");
    reconcile(Set.of());
    assertThat(only().expected()).isEqualByComparingTo("31.50");
    assertThat(only().overrides().name()).contains("Club");
  }

  @Test
  void aFindingOfAnUnknownStreamIsNoHistory() {
    Finding empty =
        new Finding(
            SeriesPattern.created(
                DueRule.from(Cadence.WEEKLY, LocalDate.parse("2026-01-05")), BigDecimal.ONE),
            List.of(),
            List.of());
    assertThat(
            Series.evolve(
                new Series.Absent(),
                new SeriesEvent.Relearned(new UUID(0, 1), GROUP.direction(), empty.pattern(), AT)))
        .isEqualTo(new Series.Absent());
  }
}
