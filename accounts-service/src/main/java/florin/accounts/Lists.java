package florin.accounts;

import florin.journal.web.Page;
import java.lang.reflect.Array;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as pages for the client and as the arrays that one {@code unnest} takes. */
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

  /** One column of the rows. */
  public static <R, T> @Nullable T[] column(
      List<R> rows, Class<T> type, Function<R, @Nullable T> value) {
    @SuppressWarnings("unchecked") // of this component type
    @Nullable T[] column = (T[]) Array.newInstance(type, rows.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(rows.get(i));
    }
    return column;
  }
}
