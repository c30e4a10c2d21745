package florin.providersync.vault;

import florin.journal.settings.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key-encryption keys, and the retention of the vault.
 *
 * @param masterKey 32 bytes in base64; without it no token can be decrypted
 * @param keyFile instead of it a file of such keys, one a line: the first one wraps, the others
 *     only unwrap; read again whenever a key is needed
 * @param keyCache how long a data key is kept in memory after its use
 * @param auditKept how long uses of tokens are recorded; at least 90 days
 */
@ConfigurationProperties(prefix = "florin.vault", ignoreUnknownFields = false)
record VaultProperties(
    @Nullable Secret masterKey,
    @Nullable Path keyFile,
    @DefaultValue("5m") Duration keyCache,
    @DefaultValue("400d") Duration auditKept,
    @DefaultValue("10m") Duration upkeep) {

  private static final int LENGTH = 32;
  private static final Duration LEAST_AUDIT = Duration.ofDays(90);

  VaultProperties {
    if (auditKept.compareTo(LEAST_AUDIT) < 0) {
      throw new IllegalArgumentException(
          "florin.vault.audit-kept: " + auditKept + " (expected: at least 90d)");
    }
  }

  byte[] key() {
    if (masterKey == null) {
      throw new IllegalStateException(
          "florin.vault.master-key: missing (expected: 32 bytes in base64)");
    }
    return bytes("florin.vault.master-key", masterKey.reveal());
  }

  /**
   * @param where the key stands, for the message; the key itself is never in it
   */
  static byte[] bytes(String where, String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalStateException(where + ": not base64 (expected: 32 bytes)");
    }
    if (key.length != LENGTH) {
      throw new IllegalStateException(
          where + ": " + key.length + " bytes (expected: " + LENGTH + ")");
    }
    return key;
  }
}
