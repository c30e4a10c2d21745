package florin.accounts;

import florin.journal.web.Page;
import java.util.List;
import java.util.function.Function;

/** Rows as pages for the client. */
public final class Lists {

  private Lists() {}

  /**
   * A page of what was read with one row more than asked for.
   *
   * @param cursor of a row, for the page after it
   */
  public static <T> Page<T> page(List<T> read, int limit, Function<T, String> cursor) {
    if (read.size() <= limit) {
      return new Page<>(read, null);
    }
    List<T> items = List.copyOf(read.subList(0, limit));
    return new Page<>(items, cursor.apply(items.getLast()));
  }
}
