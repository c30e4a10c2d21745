package florin.providersync.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.setup.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class EnvelopeTests {

  private static final byte[] TOKEN = "access-sandbox-1".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ROW = "row".getBytes(StandardCharsets.UTF_8);

  private static Envelope with(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return new Envelope(key);
  }

  @Test
  void opensWhatItSealed() throws GeneralSecurityException {
    byte[] keyset = with(1).newKeyset();
    byte[] ciphertext = with(1).open(keyset).encrypt(TOKEN, ROW);
    assertThat(with(1).open(keyset).decrypt(ciphertext, ROW)).isEqualTo(TOKEN);
    assertThat(new String(ciphertext, StandardCharsets.ISO_8859_1)).doesNotContain("access");
  }

  @Test
  void doesNotOpenWithAnotherMasterKey() {
    byte[] keyset = with(1).newKeyset();
    assertThatThrownBy(() -> with(2).open(keyset)).hasMessageContaining("master-key");
  }

  @Test
  void noticesEveryFlippedBit() throws GeneralSecurityException {
    var keys = with(1).open(with(1).newKeyset());
    byte[] ciphertext = keys.encrypt(TOKEN, ROW);
    for (int i = 0; i < ciphertext.length; i++) {
      byte[] damaged = ciphertext.clone();
      damaged[i] ^= 1;
      assertThatThrownBy(() -> keys.decrypt(damaged, ROW))
          .isInstanceOf(GeneralSecurityException.class);
    }
    assertThatThrownBy(() -> keys.decrypt(ciphertext, "other".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void wantsAKeyOf32Bytes() {
    assertThatThrownBy(() -> properties(new byte[16]).key()).hasMessageContaining("16 bytes");
    assertThatThrownBy(() -> new VaultProperties(Secret.of("no base64!")).key())
        .hasMessageContaining("not base64")
        .hasNoCause();
    assertThatThrownBy(() -> new VaultProperties(null).key()).hasMessageContaining("missing");
    assertThat(properties(new byte[32]).key()).hasSize(32);
  }

  private static VaultProperties properties(byte[] key) {
    return new VaultProperties(Secret.of(Base64.getEncoder().encodeToString(key)));
  }
}
