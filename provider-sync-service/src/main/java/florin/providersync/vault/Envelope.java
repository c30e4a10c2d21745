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

/**
 * The cryptography of the vault, all of it Tink's: AES-256-GCM keys in a keyset that is itself
 * encrypted with the master key. Adding a key to the keyset and making it primary rotates it.
 */
final class Envelope {

  private static final byte[] KEYSET = "florin/vault/keyset".getBytes(StandardCharsets.UTF_8);

  private static final Configuration TINK;

  private final Aead master;

  static {
    try {
      AeadConfig.register();
      TINK = RegistryConfiguration.get();
    } catch (GeneralSecurityException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  @AccessesPartialKey
  Envelope(byte[] masterKey) {
    try {
      AesGcmKey key =
          AesGcmKey.builder()
              .setParameters(
                  AesGcmParameters.builder()
                      .setKeySizeBytes(masterKey.length)
                      .setIvSizeBytes(12)
                      .setTagSizeBytes(16)
                      .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                      .build())
              .setKeyBytes(SecretBytes.copyFrom(masterKey, InsecureSecretKeyAccess.get()))
              .build();
      this.master =
          primitive(
              KeysetHandle.newBuilder()
                  .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                  .build());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A new keyset of one random key, as it may be stored. */
  byte[] newKeyset() {
    try {
      KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
      return TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, master, KEYSET, TINK);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The keys of a stored keyset.
   *
   * @throws IllegalStateException if it was encrypted with another master key
   */
  Aead open(byte[] keyset) {
    try {
      return primitive(TinkProtoKeysetFormat.parseEncryptedKeyset(keyset, master, KEYSET, TINK));
    } catch (GeneralSecurityException foreign) {
      throw new IllegalStateException(
          "florin.vault.master-key does not open the vault (expected: the key it was made with)",
          foreign);
    }
  }

  private static Aead primitive(KeysetHandle keyset) throws GeneralSecurityException {
    return keyset.getPrimitive(TINK, Aead.class);
  }
}
