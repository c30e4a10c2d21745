package florin.local.host;

/** Florin cannot start; the message is one line that names the setting to change. */
public final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CannotStart(String line) {
    super(line, null, false, false);
  }
}
