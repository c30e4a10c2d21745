package florin.accounts.streams;

import florin.journal.stream.Decider;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stream ids that are derived from their subject, so that they need no look-up. */
public final class DerivedStreamIds {

  private DerivedStreamIds() {}

  /**
   * The one stream of a user for a thing.
   *
   * @param namespace of this kind of stream, fixed for ever
   * @param names of the thing; none if the user has only one
   */
  public static StreamId stream(
      Decider<?, ?, ?> decider, UUID namespace, UUID user, Object... names) {
    return stream(decider.streamType(), namespace, user, names);
  }

  /** The same by the name of the stream type. */
  public static StreamId stream(String streamType, UUID namespace, UUID user, Object... names) {
    String name =
        Stream.concat(Stream.of(user), Arrays.stream(names))
            .map(Object::toString)
            .collect(Collectors.joining("\n"));
    return new StreamId(user, streamType, Ids.named(namespace, name));
  }
}
