package florin.providersync.vault;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The cryptography of the vault, all of it Tink's: data keys of AES-256-GCM, each of which is
 * stored encrypted with a key-encryption key.
 */
final class EnvelopeEncryption {

  private static final byte[] KEYSET = "florin/vault/keyset".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NAME = "florin/vault/name".getBytes(StandardCharsets.UTF_8);
  private static final int NAME_BYTES = 8;

  private static final Configuration TINK;

  static {
    try {
      AeadConfig.register();
      TINK = RegistryConfiguration.get();
    } catch (GeneralSecurityException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private EnvelopeEncryption() {}

  /** A local key; its name only identifies it. */
  @AccessesPartialKey
  static KeyEncryptionKey keyEncryptionKey(byte[] bytes) {
    try {
      AesGcmKey key =
          AesGcmKey.builder()
              .setParameters(
                  AesGcmParameters.builder()
                      .setKeySizeBytes(bytes.length)
                      .setIvSizeBytes(12)
                      .setTagSizeBytes(16)
                      .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                      .build())
              .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
              .build();
      return new KeyEncryptionKey(
          keyName(bytes),
          aead(
              KeysetHandle.newBuilder()
                  .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                  .build()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String keyName(byte[] bytes) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(NAME);
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(bytes), NAME_BYTES));
  }

  /** A new random data key, as it may be stored. */
  static byte[] wrapNew(KeyEncryptionKey wrapping) {
    try {
      KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
      return TinkProtoKeysetFormat.serializeEncryptedKeyset(fresh, wrapping.aead(), KEYSET, TINK);
    } catch (GeneralSecurityException away) {
      throw keyUnavailable(wrapping);
    }
  }

  /**
   * The data key itself.
   *
   * @throws KeysUnavailable if it was wrapped with another key
   */
  static Aead unwrap(byte[] wrapped, KeyEncryptionKey wrapping) {
    try {
      return aead(unwrapped(wrapped, wrapping));
    } catch (GeneralSecurityException foreign) {
      throw keyUnavailable(wrapping);
    }
  }

  /**
   * The same data key, wrapped with another key.
   *
   * @throws KeysUnavailable if it was not wrapped with the first one
   */
  static byte[] rewrap(byte[] wrapped, KeyEncryptionKey from, KeyEncryptionKey to) {
    KeysetHandle key;
    try {
      key = unwrapped(wrapped, from);
    } catch (GeneralSecurityException foreign) {
      throw keyUnavailable(from);
    }
    try {
      return TinkProtoKeysetFormat.serializeEncryptedKeyset(key, to.aead(), KEYSET, TINK);
    } catch (GeneralSecurityException away) {
      throw keyUnavailable(to);
    }
  }

  private static KeysetHandle unwrapped(byte[] wrapped, KeyEncryptionKey wrapping)
      throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, wrapping.aead(), KEYSET, TINK);
  }

  private static KeysUnavailable keyUnavailable(KeyEncryptionKey wrapping) {
    return new KeysUnavailable(
        "key-encryption key "
            + wrapping.id()
            + " does not open the vault (expected: the key it was made with)");
  }

  private static Aead aead(KeysetHandle keyset) throws GeneralSecurityException {
    return keyset.getPrimitive(TINK, Aead.class);
  }
}
