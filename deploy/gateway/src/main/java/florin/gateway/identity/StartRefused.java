package florin.gateway.identity;

/** A start that would be unsafe; its message says what to change. */
final class StartRefused extends RuntimeException {
  StartRefused(String message) {
    super(message, null, false, false);
  }
}
