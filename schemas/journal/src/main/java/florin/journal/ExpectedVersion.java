package florin.journal;

/**
 * What an append demands of its stream. There is no "any": a decision always rests on a version it
 * has read.
 */
public sealed interface ExpectedVersion {

  /** The stream must not exist yet. */
  record NoStream() implements ExpectedVersion {}

  /**
   * The stream's last event must have this version.
   *
   * @param version 1-based
   */
  record Exactly(int version) implements ExpectedVersion {
    public Exactly {
      if (version < 1) {
        throw new IllegalArgumentException("version: " + version + " (expected: >= 1)");
      }
    }
  }

  /**
   * The version after which the next event of the stream is numbered: 0 for a stream that does not
   * exist.
   */
  default int last() {
    return switch (this) {
      case NoStream() -> 0;
      case Exactly(int version) -> version;
    };
  }

  /** The demand of someone who has read {@code version} events. */
  static ExpectedVersion after(int version) {
    return version == 0 ? new NoStream() : new Exactly(version);
  }
}
