package florin.providersync.vault;

import com.google.crypto.tink.Aead;

/**
 * A key that encrypts only keys.
 *
 * @param aead may call a server, so it is used where blocking is allowed
 */
record KeyEncryptionKey(String id, Aead aead) {

  @Override
  public String toString() {
    return "(key " + id + ")";
  }
}
