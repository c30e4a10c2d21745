package florin.transactions.recurring.pattern;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A chain of rows with the rule that fits it, and how well it does.
 *
 * @param priced whether the amounts are one price with few changes
 * @param coverage the part of the due dates that have an occurrence
 * @param purity the part of the rows with such amounts that are on due dates
 */
record SeriesCandidate(
    Cadence cadence,
    List<DatedAmount> rows,
    RuleFit fit,
    boolean priced,
    double coverage,
    double purity) {

  private static final double LEAST_COVERAGE = 0.75;
  private static final double LEAST_PURITY = 0.6;
  private static final int MANY = 8;
  private static final int SEVERAL = 6;
  private static final double LOOSE = 1.3;
  private static final double LOOSER = 1.5;
  private static final int AROUND = 3;

  /**
   * @param group all rows of the group that no other series has
   * @param similarity of the amounts in the group
   * @param income whether it is money in
   * @return empty if the chain is no series
   */
  static Optional<SeriesCandidate> of(
      Cadence cadence,
      List<DatedAmount> chain,
      boolean priced,
      List<DatedAmount> group,
      double similarity,
      boolean income) {
    AmountPattern amounts = new AmountPattern(chain);
    if (priced ? !isPriced(cadence, amounts) : !varies(cadence, amounts, income)) {
      return Optional.empty();
    }
    Coincidence coincidence = Coincidence.of(cadence, chain, priced, group, similarity);
    if (coincidence.mostPurity() < LEAST_PURITY || coincidence.likely(0)) {
      return Optional.empty();
    }
    return RuleFit.of(cadence, chain.stream().map(DatedAmount::date).toList())
        .filter(fit -> !coincidence.likely(fit.mean()))
        .map(fit -> of(cadence, chain, priced, fit, group))
        .filter(SeriesCandidate::regular)
        .filter(candidate -> priced || candidate.punctual());
  }

  private static SeriesCandidate of(
      Cadence cadence,
      List<DatedAmount> chain,
      boolean priced,
      RuleFit fit,
      List<DatedAmount> group) {
    List<DatedAmount> rows = onePerDueDate(chain, fit.rule());
    long slots =
        fit.rule().number(rows.getLast().date()) - fit.rule().number(rows.getFirst().date()) + 1;
    return new SeriesCandidate(
        cadence,
        rows,
        fit,
        priced,
        (double) rows.size() / slots,
        purity(cadence, rows, priced, fit.rule(), group));
  }

  private static List<DatedAmount> onePerDueDate(List<DatedAmount> chain, DueRule rule) {
    List<DatedAmount> kept = new ArrayList<>();
    for (DatedAmount row : chain) {
      if (kept.isEmpty() || rule.number(kept.getLast().date()) != rule.number(row.date())) {
        kept.add(row);
      }
    }
    return kept;
  }

  /** Rows of similar amounts off the due dates count in full, further ones on them by half. */
  private static double purity(
      Cadence cadence,
      List<DatedAmount> rows,
      boolean priced,
      DueRule rule,
      List<DatedAmount> group) {
    AmountPattern amounts = new AmountPattern(rows);
    double low = amounts.least() * (priced ? 0.95 : 0.5);
    double high = amounts.most() * (priced ? 1.05 : 2);
    LocalDate from = cadence.after(rows.getFirst().date(), -AROUND);
    LocalDate to = cadence.after(rows.getLast().date(), AROUND);
    double near = Math.max(1, cadence.tolerance() / 2.0);
    double others = 0;
    for (DatedAmount row : group) {
      boolean similar = row.size() >= low && row.size() <= high;
      if (similar && !row.date().isBefore(from) && !row.date().isAfter(to)) {
        others += rule.deviation(row.date()) > near ? 1 : 0.5;
      }
    }
    double own = 0;
    for (DatedAmount row : rows) {
      own += rule.deviation(row.date()) > near ? 1 : 0.5;
    }
    return rows.size() / (rows.size() + Math.max(0, others - own));
  }

  private static boolean isPriced(Cadence cadence, AmountPattern amounts) {
    return amounts.priced() || cadence == Cadence.YEARLY && amounts.yearlyPrice();
  }

  private static boolean varies(Cadence cadence, AmountPattern amounts, boolean income) {
    int count = amounts.occurrences().size();
    double variation = amounts.variation();
    return switch (cadence) {
      case WEEKLY, BIWEEKLY, FOUR_WEEKLY, SEMI_MONTHLY ->
          income ? count >= 5 && variation <= 0.45 : count >= 6 && variation <= 0.12;
      case MONTHLY ->
          count >= 6
              ? variation <= (income && count >= MANY ? 1 : 0.6)
              : count >= 4 && variation <= (count == 5 ? 0.4 : 0.2);
      case BIMONTHLY, QUARTERLY, HALF_YEARLY ->
          count >= 4 && variation <= (count >= 6 ? 0.6 : 0.35);
      case YEARLY -> count >= 3 && variation <= 0.35;
    };
  }

  private boolean regular() {
    return rows.size() >= cadence.minimum()
        && coverage >= LEAST_COVERAGE
        && purity >= LEAST_PURITY
        && fit.mean() <= cadence.meanDeviation() * (onePrice() ? LOOSER : alone() ? LOOSE : 1)
        && (!fewest() || (fit.mean() <= cadence.meanDeviation() * 0.67 && steady()));
  }

  /** Many occurrences among little else may be less punctual, as if somebody pays by hand. */
  private boolean alone() {
    return rows.size() >= MANY && coverage >= 0.9 && purity >= 0.9;
  }

  /** About one price without a gap, such as a rent that a person transfers. */
  private boolean onePrice() {
    return priced && rows.size() >= SEVERAL && coverage >= 0.95 && purity >= 0.95;
  }

  private boolean fewest() {
    return rows.size() == cadence.minimum();
  }

  /** With the fewest occurrences there is no price change and no gap. */
  private boolean steady() {
    return coverage > 0.99
        && (cadence == Cadence.YEARLY
            ? new AmountPattern(rows).most() <= new AmountPattern(rows).least() * 1.1
            : new AmountPattern(rows).steps() == 0);
  }

  /** Amounts that vary need dates that do not. */
  private boolean punctual() {
    double limit = rows.size() < 6 ? 0.6 : alone() ? LOOSE : 0.85;
    return fit.mean() <= cadence.meanDeviation() * limit && coverage >= 0.8;
  }

  /** Whether a row is on a due date without an occurrence, among the others or next to them. */
  boolean fillsGap(DatedAmount row) {
    DueRule rule = fit.rule();
    long number = rule.number(row.date());
    return number >= rule.number(rows.getFirst().date()) - 1
        && number <= rule.number(rows.getLast().date()) + 1
        && rule.deviation(row.date()) <= cadence.tolerance() / 2.0
        && rows.stream().noneMatch(other -> rule.number(other.date()) == number);
  }

  /** How many rows it explains, by how well. */
  double weight() {
    return rows.size() * (1.2 - fit.mean() / cadence.meanDeviation() * 0.5) * purity * coverage;
  }

  double confidence() {
    double enough = Math.min(1, rows.size() / (2.0 * cadence.minimum()));
    double timing = 1 - fit.mean() / (2 * cadence.meanDeviation());
    double amounts = Math.max(0, 1 - new AmountPattern(rows).variation() * 1.2);
    double score = 0.3 * enough + 0.25 * timing + 0.2 * amounts + 0.15 * coverage + 0.1 * purity;
    return Math.round(score * 100) / 100.0;
  }

  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    long slots = Math.round(rows.size() / coverage);
    reasons.add("%d occurrences on %d due dates".formatted(rows.size(), slots));
    reasons.add(String.format(Locale.ROOT, "%.1f days from the due date on average", fit.mean()));
    AmountPattern amounts = new AmountPattern(rows);
    reasons.add(
        priced
            ? "one price, " + amounts.priceChanges().size() + " price changes"
            : String.format(Locale.ROOT, "amounts vary by %.0f %%", amounts.variation() * 100));
    if (purity < 0.995) {
      reasons.add(
          String.format(
              Locale.ROOT, "%.0f %% of the similar amounts are on due dates", purity * 100));
    }
    return List.copyOf(reasons);
  }
}
