package florin.providersync.vault;

import com.google.crypto.tink.Aead;

/**
 * A key that encrypts only keys.
 *
 * @param aead may ask a server, so it is used where waiting is allowed
 */
record KeyEncryptionKey(String id, Aead aead) {

  @Override
  public String toString() {
    return "(key " + id + ")";
  }
}
