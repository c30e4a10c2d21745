package florin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

  @TempDir private Path folder;
  private Secrets secrets;

  @BeforeEach
  void open() {
    secrets = new Secrets(folder);
  }

  @Test
  void makesASecretOnceAndKeepsIt() {
    var first = secrets.once("key", Secrets::password);
    assertThat(first).hasSize(32);
    assertThat(new Secrets(folder).once("key", Secrets::password)).isEqualTo(first);
    assertThat(secrets.once("other", Secrets::password)).isNotEqualTo(first);
  }

  @Test
  void letsOnlyTheOwnerRead() throws IOException {
    secrets.once("key", Secrets::password);
    secrets.passwords("accounts", List.of("app"));
    for (var file : List.of("key", "accounts.properties")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
  }

  @Test
  void addsANewRoleWithoutChangingTheOthers() {
    var before = secrets.passwords("accounts", List.of("app", "owner"));
    var after = secrets.passwords("accounts", List.of("app", "owner", "relay"));
    assertThat(after).containsAllEntriesOf(before).containsOnlyKeys("app", "owner", "relay");
    assertThat(after.values()).doesNotHaveDuplicates();
  }

  @Test
  void makesPasswordsThatNeedNoQuoting() {
    for (var i = 0; i < 100; i++) {
      assertThat(Secrets.password()).matches("[A-Za-z0-9_-]{32}");
    }
  }
}
