package florin.events;

/**
 * Bytes that are no event: truncated, damaged, of another framing, or written with an unknown
 * schema.
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
