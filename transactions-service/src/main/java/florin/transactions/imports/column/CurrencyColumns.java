package florin.transactions.imports.column;

import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the column of currencies by its cells. */
final class CurrencyColumns {

  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  /** Parts of titles of values in the currency of the account. */
  private static final Pattern OWN =
      Pattern.compile("(?U)\\b(account|счета|платежа|карты|картки|rachunku|uctu|konto\\p{L}*)\\b");

  private static final Pattern PURCHASE =
      Pattern.compile("(?U)\\b(операции|operacji|operace|transaction)\\b");

  /** Titles of amounts that are of use only if there is no other amount. */
  private static final Set<String> WEAK = Set.of("price", "value", "total", "gross", "brutto");

  private CurrencyColumns() {}

  /** The columns of amounts, as one for each currency, without prices beside amounts. */
  static List<Integer> amounts(List<Integer> columns, List<String> titles) {
    List<Integer> strong =
        columns.stream().filter(i -> !WEAK.contains(CsvRole.plain(titles.get(i)))).toList();
    return strong.isEmpty() ? columns.subList(0, Math.min(1, columns.size())) : strong;
  }

  /**
   * Separates amounts and currencies of the account from those of the purchase: by their titles, or
   * because the currency differs where a foreign amount is stated.
   *
   * @param cells of a column, one for each record
   */
  static void separate(
      Map<CsvRole, List<Integer>> columns, List<String> titles, IntFunction<List<String>> cells) {
    others(columns, titles, CsvRole.AMOUNT, CsvRole.ORIGINAL_AMOUNT);
    others(columns, titles, CsvRole.CURRENCY, CsvRole.ORIGINAL_CURRENCY);
    currencyOfPurchase(columns, titles);
    List<Integer> amount = columns.getOrDefault(CsvRole.ORIGINAL_AMOUNT, List.of());
    List<Integer> currency = columns.getOrDefault(CsvRole.CURRENCY, List.of());
    if (amount.size() != 1
        || currency.size() != 1
        || columns.containsKey(CsvRole.ORIGINAL_CURRENCY)) {
      return;
    }
    List<String> amounts = cells.apply(amount.getFirst());
    List<String> currencies = cells.apply(currency.getFirst());
    Set<String> own = new HashSet<>();
    Set<String> foreign = new HashSet<>();
    for (int i = 0; i < amounts.size(); i++) {
      (amounts.get(i).isEmpty() ? own : foreign).add(currencies.get(i));
    }
    if (own.size() == 1 && !foreign.isEmpty() && Collections.disjoint(own, foreign)) {
      columns.put(CsvRole.ORIGINAL_CURRENCY, currency);
      columns.remove(CsvRole.CURRENCY);
    }
  }

  /** The currency of the purchase does not belong to an amount in that of the account. */
  private static void currencyOfPurchase(Map<CsvRole, List<Integer>> columns, List<String> titles) {
    List<Integer> amounts = columns.getOrDefault(CsvRole.AMOUNT, List.of());
    List<Integer> currencies = columns.getOrDefault(CsvRole.CURRENCY, List.of());
    if (amounts.size() == 1
        && currencies.size() == 1
        && OWN.matcher(CsvRole.plain(titles.get(amounts.getFirst()))).find()
        && PURCHASE.matcher(CsvRole.plain(titles.get(currencies.getFirst()))).find()
        && !columns.containsKey(CsvRole.ORIGINAL_CURRENCY)) {
      columns.put(CsvRole.ORIGINAL_CURRENCY, currencies);
      columns.remove(CsvRole.CURRENCY);
    }
  }

  private static void others(
      Map<CsvRole, List<Integer>> columns, List<String> titles, CsvRole role, CsvRole original) {
    List<Integer> all = columns.getOrDefault(role, List.of());
    if (all.size() == 2
        && OWN.matcher(CsvRole.plain(titles.get(all.getFirst()))).find()
        && !OWN.matcher(CsvRole.plain(titles.get(all.getLast()))).find()
        && !columns.containsKey(original)) {
      columns.put(role, List.of(all.getFirst()));
      columns.put(original, List.of(all.getLast()));
    }
  }

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
