package florin.providersync.vault;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** A key in use. Its ciphertexts are bound to their row and cannot be decrypted for another one. */
public final class DataKey {

  private final UUID id;
  private final Aead aead;

  DataKey(UUID id, Aead aead) {
    this.id = id;
    this.aead = aead;
  }

  public UUID id() {
    return id;
  }

  /**
   * @param place service, user, connection, field and version, or whatever else makes it unique
   */
  public byte[] seal(byte[] plain, String place) {
    try {
      return aead.encrypt(plain, place.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("data key " + id + " does not encrypt", impossible);
    }
  }

  /**
   * @throws IllegalStateException if a bit of it, its place or its key is another
   */
  public byte[] open(byte[] ciphertext, String place) {
    try {
      return aead.decrypt(ciphertext, place.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException damaged) {
      throw new IllegalStateException("ciphertext at " + place + ": damaged", damaged);
    }
  }

  @Override
  public String toString() {
    return "(data key " + id + ")";
  }
}
