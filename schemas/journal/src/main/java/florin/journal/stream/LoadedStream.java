package florin.journal.stream;

/**
 * A stream as a command found it, or as it stands after the decisions so far.
 *
 * @param stream which
 * @param version its last event's version, 0 if it has none
 * @param userVersion how many of its events the user caused: the resource's ETag
 * @param state the fold of its events
 */
public record LoadedStream<S>(StreamId stream, int version, int userVersion, S state) {

  public boolean exists() {
    return version > 0;
  }
}
