package florin.transactions.recurring.pattern;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What the amounts of a series have in common, oldest first. */
record AmountPattern(List<DatedAmount> occurrences) {

  /** Up to this ratio two amounts are the same price, as with a changing exchange rate. */
  static final double SAME_PRICE = 1.05;

  /** Up to this ratio a different amount may be the new price of the same series. */
  static final double NEW_PRICE = 1.4;

  private static final double STABLE_PRICE = 1.02;
  private static final double YEARLY_RISE = 1.1;
  private static final int DECIMALS = 2;
  private static final int RECENT = 6;
  private static final int LAST_YEAR = 13;
  private static final int ROWS_PER_PRICE = 4;

  /** How many times the price changes. */
  int steps() {
    int steps = 0;
    for (int i = 1; i < occurrences.size(); i++) {
      if (ratio(i) > SAME_PRICE) {
        steps++;
      }
    }
    return steps;
  }

  /** Whether each amount is about that of the year before: a yearly price often rises each time. */
  boolean yearlyPrice() {
    for (int i = 1; i < occurrences.size(); i++) {
      if (ratio(i) > YEARLY_RISE) {
        return false;
      }
    }
    return true;
  }

  /** Whether the amounts are one price with few changes, between which it stays the same. */
  boolean priced() {
    int steps = steps();
    double most = steps == 0 ? SAME_PRICE : STABLE_PRICE;
    for (int i = 1; i < occurrences.size(); i++) {
      double ratio = ratio(i);
      if (ratio > NEW_PRICE || (ratio > most && ratio <= SAME_PRICE)) {
        return false;
      }
    }
    return steps <= (occurrences.size() - 1) / ROWS_PER_PRICE;
  }

  private double ratio(int index) {
    return DatedAmount.ratio(occurrences.get(index - 1).size(), occurrences.get(index).size());
  }

  /** The standard deviation as a part of the mean. */
  double variation() {
    return deviation(occurrences) / mean(occurrences);
  }

  private static double mean(List<DatedAmount> rows) {
    return rows.stream().mapToDouble(DatedAmount::size).average().orElse(0);
  }

  private static double deviation(List<DatedAmount> rows) {
    double mean = mean(rows);
    return Math.sqrt(
        rows.stream().mapToDouble(row -> Math.pow(row.size() - mean, 2)).average().orElse(0));
  }

  double least() {
    return occurrences.stream().mapToDouble(DatedAmount::size).min().orElse(0);
  }

  double most() {
    return occurrences.stream().mapToDouble(DatedAmount::size).max().orElse(0);
  }

  /** Whether most occurrences cost exactly the same as the one before. */
  boolean exact() {
    int same = 0;
    for (int i = 1; i < occurrences.size(); i++) {
      if (amount(i).compareTo(amount(i - 1)) == 0) {
        same++;
      }
    }
    return occurrences.size() > 1 && same * 2 >= occurrences.size() - 1;
  }

  private BigDecimal amount(int index) {
    return occurrences.get(index).amount();
  }

  /** For one price the last one; else a range. */
  AmountBand band(Cadence cadence, boolean priced) {
    BigDecimal last = occurrences.getLast().amount();
    if (cadence == Cadence.YEARLY && priced) {
      return new AmountBand(last, scaled(last, 0.95), scaled(last, 1.1), exact());
    }
    if (exact() && once()) {
      BigDecimal usual = amount(occurrences.size() - 2);
      BigDecimal least = usual.min(last);
      return new AmountBand(usual, scaled(least, 0.98), scaled(usual.max(last), 1.02), true);
    }
    if (exact() && (priced || settled())) {
      return new AmountBand(last, scaled(last, 0.98), scaled(last, 1.02), true);
    }
    if (priced && steps() > 0 && occurrences.size() <= RECENT) {
      return new AmountBand(last, scaled(last, 0.95), scaled(last, 1.05), false);
    }
    List<DatedAmount> year = last(priced ? sinceLastStep() : occurrences, LAST_YEAR);
    List<DatedAmount> recent = last(year, RECENT);
    double slack = priced ? 0.02 : 0.1;
    double least = year.stream().mapToDouble(DatedAmount::size).min().orElse(0) * (1 - slack);
    double most = year.stream().mapToDouble(DatedAmount::size).max().orElse(0) * (1 + slack);
    double spread = 1.6 * deviation(year);
    double mean = mean(year);
    BigDecimal expected = median(recent);
    return new AmountBand(
        expected,
        bound(Math.max(0, Math.min(least, mean - spread)), expected),
        bound(Math.max(most, mean + spread), expected),
        false);
  }

  /**
   * Whether only the last amount differs, by so much that it may be a double or partial payment.
   */
  private boolean once() {
    int last = occurrences.size() - 1;
    return last >= 3
        && ratio(last) > NEW_PRICE
        && amount(last - 1).compareTo(amount(last - 2)) == 0;
  }

  /** Whether the price changed at most once in the last occurrences: others follow the season. */
  private boolean settled() {
    return new AmountPattern(last(occurrences, LAST_YEAR)).steps() <= 1;
  }

  private List<DatedAmount> sinceLastStep() {
    int from = 0;
    for (int i = 1; i < occurrences.size(); i++) {
      if (ratio(i) > SAME_PRICE) {
        from = i;
      }
    }
    return occurrences.subList(from, occurrences.size());
  }

  private static List<DatedAmount> last(List<DatedAmount> rows, int count) {
    return rows.subList(Math.max(0, rows.size() - count), rows.size());
  }

  private static BigDecimal median(List<DatedAmount> rows) {
    List<BigDecimal> sorted = rows.stream().map(DatedAmount::amount).sorted().toList();
    BigDecimal upper = sorted.get(sorted.size() / 2);
    if (sorted.size() % 2 == 1) {
      return upper;
    }
    BigDecimal lower = sorted.get(sorted.size() / 2 - 1);
    return lower
        .add(upper)
        .divide(BigDecimal.TWO, Math.max(scale(lower), scale(upper)), RoundingMode.HALF_UP);
  }

  private static BigDecimal scaled(BigDecimal amount, double by) {
    return amount.multiply(BigDecimal.valueOf(by)).setScale(scale(amount), RoundingMode.HALF_UP);
  }

  /** As many decimals as an amount has, but at least those of most currencies. */
  private static int scale(BigDecimal amount) {
    return Math.max(DECIMALS, amount.stripTrailingZeros().scale());
  }

  private static BigDecimal bound(double value, BigDecimal like) {
    return BigDecimal.valueOf(value).setScale(scale(like), RoundingMode.HALF_UP);
  }

  /** The changes of a price that otherwise stays exactly the same. */
  List<PriceChange> priceChanges() {
    if (!exact() && steps() == 0) {
      return List.of();
    }
    List<PriceChange> changes = new ArrayList<>();
    for (int i = 1; i < occurrences.size(); i++) {
      boolean differs = exact() ? amount(i).compareTo(amount(i - 1)) != 0 : ratio(i) > SAME_PRICE;
      if (differs) {
        changes.add(new PriceChange(amount(i - 1), amount(i), occurrences.get(i).date()));
      }
    }
    return List.copyOf(changes);
  }
}
