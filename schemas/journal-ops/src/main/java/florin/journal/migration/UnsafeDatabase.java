package florin.journal.migration;

/** The database must not be used as it is; the message is one line with the reason. */
public final class UnsafeDatabase extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnsafeDatabase(String message) {
    super(message);
  }
}
