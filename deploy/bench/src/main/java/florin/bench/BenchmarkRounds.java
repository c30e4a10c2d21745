package florin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rounds of one benchmark.
 *
 * @param name as in the table of ratios
 * @param what description of the measured work
 * @param goal of the ratio
 * @param atLeast whether more is better; else the ratio must not be above the goal
 * @param besides work of Florin that the limit does not have
 */
record BenchmarkRounds(
    String name, String what, double goal, boolean atLeast, String besides, List<Round> measured) {

  static BenchmarkRounds of(
      String name, String what, double goal, boolean atLeast, String besides) {
    return new BenchmarkRounds(name, what, goal, atLeast, besides, new ArrayList<>());
  }

  /**
   * One round: the ratio and both rates, in rows per second.
   *
   * @param counts row counts of both sides, as the report shows them
   */
  record Round(double ratio, double florin, double limit, String counts) {

    /** Florin's rate against the limit's, for the same number of rows. */
    static Round of(int rows, long florinNanos, long limitNanos, String counts) {
      double florin = rate(rows, florinNanos);
      double limit = rate(rows, limitNanos);
      return new Round(florin / limit, florin, limit, counts);
    }
  }

  static double rate(int rows, long nanos) {
    return rows / (nanos / 1e9);
  }

  void add(Round round) {
    measured.add(round);
  }

  double median(ToDoubleFunction<Round> value) {
    double[] sorted = measured.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least() {
    return measured.stream().mapToDouble(Round::ratio).min().orElseThrow();
  }

  double most() {
    return measured.stream().mapToDouble(Round::ratio).max().orElseThrow();
  }

  boolean reached() {
    double ratio = median(Round::ratio);
    return atLeast ? ratio >= goal : ratio <= goal;
  }
}
