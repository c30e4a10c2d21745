package florin.transactions.imports.column;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Recognises the numbers of accounts and cards. */
public final class AccountNumbers {

  private static final Pattern NUMBER =
      Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9 ]{8,30}|\\d[\\d .*/-]{6,30}");
  private static final Pattern OWN =
      Pattern.compile(
          "[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}|(?=.*\\d{3})[\\d*xX•-]{9,30}|\\d{2,6}["
              + " -]\\d{4,12}(?:[ -]\\d{1,8})?");

  /** Digits of which some are hidden, as of a card. */
  private static final Pattern MASKED =
      Pattern.compile("(?=.*[*xX•]{2})[\\d*xX• -]{4,30}|[*xX•]{2,}[\\d*xX• -]{2,28}");

  private AccountNumbers() {}

  /** Whether nearly all cells are numbers of accounts. */
  static boolean fill(List<String> cells) {
    return !cells.isEmpty()
        && cells.stream().filter(c -> NUMBER.matcher(c.strip()).matches()).count() * 10
            > cells.size() * 9L;
  }

  /** Whether a text is the number of an account or a card, and no name. */
  public static boolean is(String text) {
    return NUMBER.matcher(text).matches() || MASKED.matcher(text).matches();
  }

  /**
   * The column in which all records have the same number, as that of the account that the file is
   * of.
   *
   * @param cells of a column, without blank ones
   * @param preferred a column that is taken before the others
   */
  static Optional<Integer> ownColumn(
      int width, IntPredicate free, IntFunction<List<String>> cells, int preferred, int records) {
    return IntStream.range(0, width)
        .filter(free)
        .filter(i -> areTheOwn(cells.apply(i), records))
        .boxed()
        .min(Comparator.comparing((Integer i) -> i != preferred).thenComparing(i -> i));
  }

  private static boolean areTheOwn(List<String> cells, int records) {
    String first = cells.isEmpty() ? "" : cells.getFirst().strip().replaceFirst("^'(.*)'$", "$1");
    return records > 1
        && cells.size() == records
        && cells.stream().distinct().count() == 1
        && OWN.matcher(first).matches();
  }
}
