package florin.transactions.imports.store;

import florin.journal.settings.Secret;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How uploaded files are stored.
 *
 * @param masterKey 32 bytes in base64; without it a key of this process is used, and files that
 *     were not imported have to be uploaded again after a restart
 * @param kept how long an upload is kept that is not imported
 * @param upkeep how often expired uploads are deleted and interrupted work goes on
 */
@ConfigurationProperties(prefix = "florin.imports", ignoreUnknownFields = false)
public record ImportProperties(
    @Nullable Secret masterKey,
    @DefaultValue("7d") Duration kept,
    @DefaultValue("30s") Duration upkeep) {

  private static final int LENGTH = 32;

  byte[] key() {
    if (masterKey == null) {
      return ImportEncryption.randomKey();
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(masterKey.reveal().strip());
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalStateException(
          "florin.imports.master-key: not base64 (expected: 32 bytes)", notBase64);
    }
    if (key.length != LENGTH) {
      throw new IllegalStateException(
          "florin.imports.master-key: " + key.length + " bytes (expected: " + LENGTH + ")");
    }
    return key;
  }
}
