package florin.transactions.imports.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * AES-256-GCM with a key per upload, derived from the master key. A ciphertext is bound to its
 * place and cannot be decrypted at another one.
 */
@Component
public final class ImportEncryption {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec master;

  ImportEncryption(ImportProperties properties) {
    this.master = new SecretKeySpec(properties.key(), "HmacSHA256");
  }

  static byte[] randomKey() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return key;
  }

  /** The key of one upload. */
  public UploadKey of(UUID user, UUID importId) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(master);
      byte[] key =
          mac.doFinal(("florin/imports|" + user + "|" + importId).getBytes(StandardCharsets.UTF_8));
      return new UploadKey(new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The key of one upload. */
  public static final class UploadKey {

    private final SecretKeySpec key;

    private UploadKey(SecretKeySpec key) {
      this.key = key;
    }

    /**
     * @param place unique within the upload
     */
    public byte[] encrypt(byte[] plain, String place) {
      byte[] nonce = new byte[NONCE_BYTES];
      RANDOM.nextBytes(nonce);
      try {
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, place);
        byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
        cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
        return sealed;
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    /**
     * @throws UnreadableUpload if it was encrypted with another key or for another place
     */
    public byte[] decrypt(byte[] sealed, String place) {
      try {
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), place);
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      } catch (GeneralSecurityException | IllegalArgumentException damaged) {
        throw new UnreadableUpload(damaged);
      }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher;
    }
  }
}
