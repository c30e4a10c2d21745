package florin.providersync.vault;

/**
 * The source of the key-encryption keys does not return the required key. Work that needs it waits;
 * nothing is lost.
 */
public final class KeysUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeysUnavailable(String message) {
    super(message, null, false, false);
  }
}
