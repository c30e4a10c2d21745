package florin.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTests {

  @TempDir private Path folder;
  private SecretFiles secretFiles;

  @BeforeEach
  void open() {
    secretFiles = new SecretFiles(folder);
  }

  @Test
  void makesASecretOnceAndKeepsIt() {
    var first = secretFiles.once("key", SecretFiles::password);
    assertThat(first).hasSize(32);
    assertThat(new SecretFiles(folder).once("key", SecretFiles::password)).isEqualTo(first);
    assertThat(secretFiles.once("other", SecretFiles::password)).isNotEqualTo(first);
  }

  @Test
  void letsOnlyTheOwnerRead() throws IOException {
    secretFiles.once("key", SecretFiles::password);
    secretFiles.passwords("accounts", List.of("app"));
    for (var file : List.of("key", "accounts.properties")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
  }

  @Test
  void addsANewRoleWithoutChangingTheOthers() {
    var before = secretFiles.passwords("accounts", List.of("app", "owner"));
    var after = secretFiles.passwords("accounts", List.of("app", "owner", "relay"));
    assertThat(after).containsAllEntriesOf(before).containsOnlyKeys("app", "owner", "relay");
    assertThat(after.values()).doesNotHaveDuplicates();
  }

  @Test
  void makesPasswordsThatNeedNoQuoting() {
    for (var i = 0; i < 100; i++) {
      assertThat(SecretFiles.password()).matches("[A-Za-z0-9_-]{32}");
    }
  }
}
