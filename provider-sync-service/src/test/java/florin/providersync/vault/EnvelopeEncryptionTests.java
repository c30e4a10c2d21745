package florin.providersync.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.settings.Secret;
import florin.journal.test.SeededRuns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeEncryptionTests {

  private static final byte[] TOKEN = "access-sandbox-1".getBytes(StandardCharsets.UTF_8);
  private static final UUID USER = new UUID(0, 1);
  private static final UUID CONNECTION = new UUID(0, 2);
  private static final String PLACE = Vault.place(USER, CONNECTION, 1);

  private static byte[] bytes(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  private static String base64(int fill) {
    return Base64.getEncoder().encodeToString(bytes(fill));
  }

  private static KeyEncryptionKey wrapping(int fill) {
    return EnvelopeEncryption.keyEncryptionKey(bytes(fill));
  }

  private static DataKey fresh() {
    return new DataKey(
        UUID.randomUUID(),
        EnvelopeEncryption.unwrap(EnvelopeEncryption.wrapNew(wrapping(1)), wrapping(1)));
  }

  @Nested
  class Keys {

    @Test
    void openWhatTheyWrapped() {
      byte[] wrapped = EnvelopeEncryption.wrapNew(wrapping(1));
      byte[] ciphertext =
          new DataKey(USER, EnvelopeEncryption.unwrap(wrapped, wrapping(1))).seal(TOKEN, PLACE);

      DataKey again = new DataKey(USER, EnvelopeEncryption.unwrap(wrapped, wrapping(1)));

      assertThat(again.open(ciphertext, PLACE)).isEqualTo(TOKEN);
      assertThat(new String(ciphertext, StandardCharsets.ISO_8859_1)).doesNotContain("access");
    }

    @Test
    void openNothingThatAnotherOneWrapped() {
      byte[] wrapped = EnvelopeEncryption.wrapNew(wrapping(1));
      assertThatThrownBy(() -> EnvelopeEncryption.unwrap(wrapped, wrapping(2)))
          .isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void areWrappedAnewWithoutChanging() {
      byte[] wrapped = EnvelopeEncryption.wrapNew(wrapping(1));
      byte[] ciphertext =
          new DataKey(USER, EnvelopeEncryption.unwrap(wrapped, wrapping(1))).seal(TOKEN, PLACE);

      byte[] rewrapped = EnvelopeEncryption.rewrap(wrapped, wrapping(1), wrapping(2));

      assertThat(
              new DataKey(USER, EnvelopeEncryption.unwrap(rewrapped, wrapping(2)))
                  .open(ciphertext, PLACE))
          .isEqualTo(TOKEN);
      assertThatThrownBy(() -> EnvelopeEncryption.unwrap(rewrapped, wrapping(1)))
          .isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void haveNamesThatSayNothingAboutThem() {
      assertThat(wrapping(1).id()).isEqualTo(wrapping(1).id()).isNotEqualTo(wrapping(2).id());
      assertThat(wrapping(1).toString()).isEqualTo("(key " + wrapping(1).id() + ")");
    }
  }

  @Nested
  class Ciphertexts {

    @Test
    void areRefusedWithAnyBitFlipped() {
      DataKey key = fresh();
      byte[] ciphertext = key.seal(TOKEN, PLACE);
      SeededRuns.forEachSeed(
          200,
          random -> {
            byte[] damaged = ciphertext.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> key.open(damaged, PLACE)).hasMessageContaining("damaged");
          });
    }

    @Test
    void openNowhereElse() {
      DataKey key = fresh();
      byte[] ciphertext = key.seal(TOKEN, PLACE);
      for (String other :
          new String[] {
            Vault.place(CONNECTION, CONNECTION, 1),
            Vault.place(USER, USER, 1),
            Vault.place(USER, CONNECTION, 2),
            PLACE.replace("access-token", "payload"),
            PLACE.replace("provider-sync", "accounts")
          }) {
        assertThatThrownBy(() -> key.open(ciphertext, other))
            .as(other)
            .hasMessageContaining("damaged");
      }
      assertThatThrownBy(() -> fresh().open(ciphertext, PLACE)).hasMessageContaining("damaged");
    }
  }

  @Nested
  class Source {

    @TempDir private Path folder;

    private LocalKeySource file(String... lines) throws IOException {
      Path file = folder.resolve("keys");
      Files.writeString(file, String.join("\n", lines));
      return new LocalKeySource(properties(null, file));
    }

    @Test
    void wrapsWithTheFirstKeyOfAFileAndOpensWithEach() throws IOException {
      LocalKeySource keys = file(base64(2), "", base64(1));
      assertThat(keys.current().block().id()).isEqualTo(wrapping(2).id());
      assertThat(keys.named(wrapping(1).id()).block().id()).isEqualTo(wrapping(1).id());
      assertThat(keys.named("").block().id()).isEqualTo(wrapping(1).id());
      assertThatThrownBy(() -> keys.named("unknown").block()).isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void isAwayWithoutItsFileAndBackWithIt() throws IOException {
      LocalKeySource keys = file(base64(1));
      Path file = folder.resolve("keys");
      Files.move(file, folder.resolve("elsewhere"));
      assertThatThrownBy(() -> keys.current().block()).isInstanceOf(KeysUnavailable.class);
      Files.writeString(file, "no key at all");
      assertThatThrownBy(() -> keys.current().block())
          .isInstanceOf(KeysUnavailable.class)
          .hasMessageContaining("line 1")
          .hasMessageNotContaining("no key at all");
      Files.move(
          folder.resolve("elsewhere"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThat(keys.current().block().id()).isEqualTo(wrapping(1).id());
    }

    @Test
    void wantsAKeyOf32Bytes() {
      assertThatThrownBy(() -> properties(Secret.of("AAAA"), null).key())
          .hasMessageContaining("3 bytes");
      assertThatThrownBy(() -> properties(Secret.of("no base64!"), null).key())
          .hasMessageContaining("not base64")
          .hasNoCause();
      assertThatThrownBy(() -> properties(null, null).key()).hasMessageContaining("missing");
      assertThat(properties(Secret.of(base64(1)), null).key()).hasSize(32);
    }

    private static VaultProperties properties(@Nullable Secret master, @Nullable Path file) {
      return new VaultProperties(
          master, file, Duration.ofMinutes(5), Duration.ofDays(400), Duration.ofMinutes(10));
    }
  }
}
