package florin.transactions.recurring.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.recurring.pattern.GeneratedHousehold.Row;
import florin.transactions.recurring.pattern.GeneratedHousehold.Truth;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Scores the detection on generated households, whose series are known from the generator. */
class SeriesScoreTests {

  private static final int HOUSEHOLDS = 20;

  private int detected;
  private int right;
  private int expected;
  private int found;
  private int nextDates;
  private int amounts;
  private int rows;

  @Test
  void findsTheSeriesOfGeneratedHouseholds() {
    demandScores("generated texts", LabelledHousehold::new);
  }

  @Test
  void findsTheSeriesOfGermanBankTexts() {
    demandScores("German bank texts", BankTextHousehold::german);
  }

  @Test
  void findsTheSeriesOfAmericanCardTexts() {
    demandScores("American card texts", BankTextHousehold::american);
  }

  private void demandScores(String vocabulary, LongFunction<GeneratedHousehold> household) {
    for (int seed = 1; seed <= HOUSEHOLDS; seed++) {
      score(seed, household.apply(seed));
    }
    double precision = (double) right / detected;
    double recall = (double) found / expected;
    double dates = (double) nextDates / found;
    double bands = (double) amounts / found;
    System.out.printf(
        "Recurring series of %s, seeds 1..%d, %d rows, %d series: precision %.3f, recall %.3f,"
            + " next date %.3f, amount %.3f%n",
        vocabulary, HOUSEHOLDS, rows, expected, precision, recall, dates, bands);
    assertThat(precision).isGreaterThanOrEqualTo(0.95);
    assertThat(recall).isGreaterThanOrEqualTo(0.95);
    assertThat(dates).isGreaterThanOrEqualTo(0.95);
    assertThat(bands).isGreaterThanOrEqualTo(0.9);
  }

  private void score(int seed, GeneratedHousehold household) {
    rows += household.rows.size();
    Map<UUID, String> labels = new HashMap<>();
    household.rows.forEach(row -> labels.put(row.row().id(), row.series()));
    Map<String, Truth> wanted =
        household.truths.stream()
            .filter(truth -> truth.occurrences() >= truth.cadence().minimum())
            .collect(Collectors.toMap(Truth::label, truth -> truth));
    expected += wanted.size();
    Map<String, DetectedSeries> matched = new TreeMap<>();
    for (List<Row> group : groups(household.rows)) {
      boolean income = group.getFirst().income();
      List<DatedAmount> of = group.stream().map(Row::row).toList();
      for (DetectedSeries series : SeriesDetector.detect(of, income)) {
        detected++;
        Optional<String> label = label(series, labels);
        if (label.isPresent() && !matched.containsKey(label.get())) {
          right++;
          if (wanted.containsKey(label.get())) {
            matched.put(label.get(), series);
          }
        } else {
          report("seed " + seed + " wrong: " + group.getFirst().text() + " " + brief(series));
        }
      }
    }
    for (Truth truth : wanted.values()) {
      compare(seed, truth, matched.get(truth.label()));
    }
  }

  private void compare(int seed, Truth truth, DetectedSeries series) {
    boolean same =
        series != null
            && series.rule().cadence() == truth.cadence()
            && series.occurrences().size() >= 0.7 * truth.occurrences();
    if (!same) {
      report("seed " + seed + " missed: " + truth + " " + (series == null ? "" : brief(series)));
      return;
    }
    found++;
    LocalDate last = series.occurrences().getLast().date();
    LocalDate next = series.rule().next(last);
    if (next.isBefore(truth.next().minusDays(2L + truth.cadence().tolerance()))) {
      next = series.rule().nextFrom(truth.next().minusDays(3)); // the last due date was left out
    }
    boolean date = Math.abs(ChronoUnit.DAYS.between(next, truth.next())) <= 1;
    nextDates += date ? 1 : 0;
    boolean amount = series.band().contains(truth.amount());
    amounts += amount ? 1 : 0;
    if (!date || !amount) {
      report("seed " + seed + " next " + next + " " + truth + " " + brief(series));
    }
  }

  private static Iterable<List<Row>> groups(List<Row> rows) {
    return new TreeMap<>(
            rows.stream()
                .collect(
                    Collectors.groupingBy(
                        row -> PayeeKey.of(row.text()) + row.account() + row.income())))
        .values();
  }

  /** The label that most of its occurrences have. */
  private static Optional<String> label(DetectedSeries series, Map<UUID, String> labels) {
    return series.occurrences().stream()
        .map(row -> labels.get(row.id()))
        .filter(label -> !label.isEmpty())
        .collect(Collectors.groupingBy(label -> label, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() >= 0.8 * series.occurrences().size())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String brief(DetectedSeries series) {
    return series.rule()
        + " "
        + series.band()
        + " "
        + series.confidence()
        + " "
        + series.reasons()
        + " "
        + series.occurrences().size();
  }

  private static void report(String difference) {
    if (Boolean.getBoolean("florin.long")) {
      System.out.println(difference);
    }
  }
}
