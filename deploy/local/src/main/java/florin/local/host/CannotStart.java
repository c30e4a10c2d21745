package florin.local.host;

/** Why Florin does not start, in one line that names what to change. */
public final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CannotStart(String line) {
    super(line, null, false, false);
  }
}
