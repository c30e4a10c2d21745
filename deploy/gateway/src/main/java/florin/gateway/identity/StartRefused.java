package florin.gateway.identity;

/** A start that would be unsafe; the message names the setting to change. */
final class StartRefused extends RuntimeException {
  StartRefused(String message) {
    super(message, null, false, false);
  }
}
