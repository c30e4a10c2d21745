package florin.planning.mirror.batch;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The primary key of every mirror row; batches are folded to one row of each. */
public record MirrorKey(UUID user, UUID id) {

  /** One row per key, in no particular order. */
  public static <T> List<T> folded(
      Stream<T> rows, Function<T, MirrorKey> key, BinaryOperator<T> fold) {
    Collection<T> last = rows.collect(Collectors.toMap(key, Function.identity(), fold)).values();
    return List.copyOf(last);
  }

  public static UUID[] users(Collection<MirrorKey> keys) {
    return keys.stream().map(MirrorKey::user).toArray(UUID[]::new);
  }

  public static UUID[] ids(Collection<MirrorKey> keys) {
    return keys.stream().map(MirrorKey::id).toArray(UUID[]::new);
  }
}
