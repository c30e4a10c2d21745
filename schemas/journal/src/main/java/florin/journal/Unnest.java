package florin.journal;

import java.lang.reflect.Array;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as the arrays that one {@code unnest} takes: a statement per batch, never one per row. */
public final class Unnest {

  private Unnest() {}

  /** One column of the rows, in their order; a null becomes an SQL null. */
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
