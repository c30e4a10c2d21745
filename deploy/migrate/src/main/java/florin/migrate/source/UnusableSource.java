package florin.migrate.source;

/** The source cannot be opened, or is no pyNance database. The message can be shown as it is. */
public final class UnusableSource extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableSource(String message) {
    super(message);
  }
}
