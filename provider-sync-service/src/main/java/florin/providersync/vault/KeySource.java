package florin.providersync.vault;

import reactor.core.publisher.Mono;

/**
 * Where the key-encryption keys are. They never come into the database: what lies there is of no
 * use without this source. Another one (a cloud's key service, HashiCorp Vault) is another bean of
 * this type; Tink's clients of such services give the {@code Aead} that is wanted here.
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
