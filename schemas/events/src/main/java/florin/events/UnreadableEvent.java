package florin.events;

/**
 * Bytes that are not an event of ours: truncated, damaged, of another framing, or written with a
 * schema nobody knows.
 */
public final class UnreadableEvent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnreadableEvent(String message) {
    super(message);
  }

  public UnreadableEvent(String message, Throwable cause) {
    super(message, cause);
  }
}
