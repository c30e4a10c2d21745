package florin.providersync.vault;

/**
 * The source of the key-encryption keys does not give the key that is needed. Nothing is lost and
 * nothing is done without it: whoever needs it waits.
 */
public final class KeysUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeysUnavailable(String message) {
    super(message, null, false, false);
  }
}
