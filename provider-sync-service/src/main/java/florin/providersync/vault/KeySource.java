package florin.providersync.vault;

import reactor.core.publisher.Mono;

/**
 * Source of the key-encryption keys. They are never stored in the database, which is of no use
 * without this source. Another source (a cloud's key service, HashiCorp Vault) is another bean of
 * this type; Tink's clients of such services return the required {@code Aead}.
 */
interface KeySource {

  /**
   * The key that wraps from now on.
   *
   * @throws KeysUnavailable if the source does not answer
   */
  Mono<KeyEncryptionKey> current();

  /**
   * A key by its name; the empty name is the oldest key.
   *
   * @throws KeysUnavailable if the source does not answer, or has no such key
   */
  Mono<KeyEncryptionKey> named(String id);
}
