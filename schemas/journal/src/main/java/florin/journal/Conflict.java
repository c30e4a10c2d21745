package florin.journal;

/** Another change was appended to the stream first. Nothing was written. */
public final class Conflict extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Conflict(String detail, Throwable cause) {
    super(detail, cause);
  }
}
