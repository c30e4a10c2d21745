package florin.journal.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the page after this one, null on the last; it belongs to the same
 *     filters and sort
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** The same page with each item as {@code as} makes it. */
  public <U> Page<U> map(Function<T, U> as) {
    return new Page<>(items.stream().map(as).toList(), next);
  }
}
