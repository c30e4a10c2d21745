package florin.journal.relay;

/** Another process relays now. */
final class LeaseLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLost() {
    super("another process took the relay over", null, false, false);
  }
}
