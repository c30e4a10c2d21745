package florin.transactions.imports.csv;

import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the column of currencies by its cells. */
final class CurrencyColumns {

  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private CurrencyColumns() {}

  /**
   * The column whose cells are all codes of currencies, the nearest to the amounts.
   *
   * @param cells of a column, without blank ones
   */
  static Optional<Integer> of(
      int width, IntPredicate free, IntFunction<List<String>> cells, int amount, int records) {
    return IntStream.range(0, width)
        .filter(free)
        .filter(i -> areCodes(cells.apply(i), records))
        .boxed()
        .min(Comparator.comparingInt(i -> Math.abs(i - amount)));
  }

  private static boolean areCodes(List<String> cells, int records) {
    return !cells.isEmpty()
        && cells.size() * 10 >= records * 9
        && cells.stream().allMatch(c -> CURRENCIES.contains(c.strip()));
  }
}
