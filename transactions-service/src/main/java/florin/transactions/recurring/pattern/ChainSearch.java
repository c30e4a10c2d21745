package florin.transactions.recurring.pattern;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chains of rows that follow one another by one period, with at most one period left out between
 * two of them.
 *
 * @param rows by date
 * @param fixed whether a row must cost about as much as the one before
 */
record ChainSearch(List<DatedAmount> rows, boolean fixed) {

  private static final int MOST_LEFT_OUT = 1;
  private static final double ANY_AMOUNT = 3;
  private static final double NEW_PRICE_COST = 1;

  /** Added to amounts that vary: interest of a few cents may be ten times that of before. */
  private static final double SMALL = 0.25;

  /** All chains of a cadence that have its smallest number of occurrences. */
  List<List<DatedAmount>> chains(Cadence cadence) {
    List<List<DatedAmount>> chains = new ArrayList<>();
    Set<Integer> visited = new HashSet<>();
    for (int seed = 0; seed < rows.size(); seed++) {
      if (!visited.contains(seed)) {
        List<Integer> chain = from(seed, cadence);
        if (chain.size() >= cadence.minimum()) {
          visited.addAll(chain);
          chains.add(chain.stream().map(rows::get).toList());
        }
      }
    }
    return chains;
  }

  private List<Integer> from(int seed, Cadence cadence) {
    List<Integer> chain = new ArrayList<>(List.of(seed));
    Optional<Integer> next = next(chain, cadence);
    while (next.isPresent()) {
      chain.add(next.get());
      next = next(chain, cadence);
    }
    return chain;
  }

  private Optional<Integer> next(List<Integer> chain, Cadence cadence) {
    for (int periods = 1; periods <= 1 + MOST_LEFT_OUT; periods++) {
      Optional<Integer> found = next(chain, cadence, periods);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Integer> next(List<Integer> chain, Cadence cadence, int periods) {
    int last = chain.getLast();
    LocalDate from = rows.get(last).date();
    LocalDate expected = expected(chain, cadence, periods);
    int tolerance = cadence.tolerance();
    int best = -1;
    double least = Double.MAX_VALUE;
    for (int i = firstFrom(expected.minusDays(tolerance), last + 1); i < rows.size(); i++) {
      long away = Cadence.between(expected, rows.get(i).date());
      if (away > tolerance) {
        break;
      }
      double cost = Math.abs(away) / (double) tolerance + amountCost(rows.get(last), rows.get(i));
      if (rows.get(i).date().isAfter(from) && cost < least) {
        least = cost;
        best = i;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(best);
  }

  /** Counted from the start of the chain if that is near, so that shifts do not add up. */
  private LocalDate expected(List<Integer> chain, Cadence cadence, int periods) {
    LocalDate last = rows.get(chain.getLast()).date();
    LocalDate local = cadence.after(last, periods);
    if (cadence.months() == 0) {
      return local;
    }
    int day = 0;
    for (int i = Math.max(0, chain.size() - 6); i < chain.size(); i++) {
      day = Math.max(day, rows.get(chain.get(i)).date().getDayOfMonth());
    }
    LocalDate later = local.withDayOfMonth(Math.min(day, local.lengthOfMonth()));
    return Cadence.between(local, later) <= 3 ? later : local;
  }

  private int firstFrom(LocalDate date, int low) {
    int from = low;
    int to = rows.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (rows.get(middle).date().isBefore(date)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Infinite if a row cannot follow the other. */
  private double amountCost(DatedAmount before, DatedAmount after) {
    if (!fixed) {
      double ratio = DatedAmount.ratio(before.size() + SMALL, after.size() + SMALL);
      return ratio <= ANY_AMOUNT ? (ratio - 1) / 2 : Double.MAX_VALUE;
    }
    double ratio = DatedAmount.ratio(before.size(), after.size());
    if (ratio <= AmountPattern.SAME_PRICE) {
      return (ratio - 1) * 5;
    }
    return ratio <= AmountPattern.NEW_PRICE ? NEW_PRICE_COST + ratio : Double.MAX_VALUE;
  }
}
