package florin.providersync.vault;

import florin.journal.setup.Secret;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The key of all keys.
 *
 * @param masterKey 32 bytes in base64; without it no token can ever be read again
 */
@ConfigurationProperties(prefix = "florin.vault", ignoreUnknownFields = false)
record VaultProperties(@Nullable Secret masterKey) {

  private static final int LENGTH = 32;

  byte[] key() {
    if (masterKey == null) {
      throw new IllegalStateException(
          "florin.vault.master-key: missing (expected: 32 bytes in base64)");
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(masterKey.reveal().strip());
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalStateException("florin.vault.master-key: not base64 (expected: 32 bytes)");
    }
    if (key.length != LENGTH) {
      throw new IllegalStateException(
          "florin.vault.master-key: " + key.length + " bytes (expected: " + LENGTH + ")");
    }
    return key;
  }
}
