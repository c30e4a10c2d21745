package florin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstPasswordsTests {

  @TempDir private Path identity;

  @Test
  void areReadUntilTheyAreDeleted() throws IOException {
    var passwords = new FirstPasswords(identity);
    assertThat(passwords.read()).isEmpty();
    Files.writeString(identity.resolve("first-passwords"), "demo a-b_c\nflorin x\n");

    assertThat(passwords.read()).containsExactly(entry("demo", "a-b_c"), entry("florin", "x"));
    passwords.delete();
    assertThat(passwords.read()).isEmpty();
    passwords.delete();
  }
}
