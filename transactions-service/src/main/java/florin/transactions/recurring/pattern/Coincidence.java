package florin.transactions.recurring.pattern;

import java.time.LocalDate;
import java.util.List;

/**
 * Whether a chain may be chance: how many such chains are expected in its group if the rows had
 * nothing to do with one another.
 *
 * @param chain how many rows the chain has
 * @param parameters how many days of the rule are free
 * @param exact whether all of them have the same amount
 * @param around rows with such amounts within the chain's time, its own included
 * @param others rows with such amounts in the whole group beside the chain
 * @param group how many rows the group has
 * @param similarity the part of the group that has about the same amount as a row
 * @param days from the first to the last row of the group
 */
record Coincidence(
    int chain,
    int parameters,
    boolean exact,
    int around,
    int others,
    int group,
    double similarity,
    long days) {

  private static final double MOST_EXPECTED = 0.05;
  private static final double MOST_EXPECTED_BESIDE_OTHERS = 0.01;
  private static final int MUCH_ELSE = 3;
  private static final double MOST_EXPECTED_IN_MINORITY = 1e-5;
  private static final double EXACT = 1.001;

  static Coincidence of(
      Cadence cadence,
      List<DatedAmount> chain,
      boolean priced,
      List<DatedAmount> group,
      double similarity) {
    AmountPattern amounts = new AmountPattern(chain);
    double low = amounts.least() * (priced ? 0.97 : 0.5);
    double high = amounts.most() * (priced ? 1.03 : 2);
    LocalDate from = chain.getFirst().date();
    LocalDate to = chain.getLast().date();
    int similar = 0;
    int around = 0;
    for (DatedAmount row : group) {
      if (row.size() >= low && row.size() <= high) {
        similar++;
        around += row.date().isBefore(from) || row.date().isAfter(to) ? 0 : 1;
      }
    }
    return new Coincidence(
        chain.size(),
        cadence == Cadence.SEMI_MONTHLY ? 2 : 1,
        amounts.most() <= amounts.least() * EXACT,
        around,
        similar - chain.size(),
        group.size(),
        similarity,
        Cadence.between(group.getFirst().date(), group.getLast().date()) + 1);
  }

  /** The part of the other rows that has the amount of a row, up to a ratio; their mean. */
  static double similarity(List<DatedAmount> group, boolean priced) {
    double ratio = priced ? AmountPattern.SAME_PRICE : 2;
    double[] sizes = group.stream().mapToDouble(DatedAmount::size).sorted().toArray();
    long pairs = 0;
    int from = 0;
    for (int i = 0; i < sizes.length; i++) {
      while (sizes[from] * ratio < sizes[i]) {
        from++;
      }
      pairs += i - from;
    }
    return sizes.length < 2 ? 0 : 2.0 * pairs / sizes.length / (sizes.length - 1);
  }

  /** An upper limit of the purity of the chain. */
  double mostPurity() {
    return chain / (chain + 0.5 * Math.max(0, around - chain));
  }

  /**
   * @param mean deviation in days
   */
  boolean likely(double mean) {
    boolean majority = others <= chain * 0.6;
    double most = group > chain * MUCH_ELSE ? MOST_EXPECTED_BESIDE_OTHERS : MOST_EXPECTED;
    return expected(mean) > (majority ? most : MOST_EXPECTED_IN_MINORITY);
  }

  /** Every row may begin one, and must be followed by rows of such an amount near a date. */
  private double expected(double mean) {
    double width = parameters * (3 + 4 * mean);
    double such = Math.min(1, (others + 1) * width / days);
    double any = exact ? 0 : Math.min(1, (group - chain) * similarity * width / days);
    return group
        * Math.max(
            Math.pow(such, chain - 1.0), Cadence.values().length * Math.pow(any, chain - 1.0));
  }
}
