package florin.migrate.client;

/** Florin refused a request, or did not answer in time; the message can be shown as it is. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refused(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Whether a repetition cannot help: the row itself is refused. */
  public boolean isFinal() {
    return status >= 400 && status < 500 && status != 401 && status != 403;
  }
}
