package florin.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlorinHomeTests {

  @TempDir private Path parent;

  @Test
  void makesANewFolderThatOnlyItsOwnerMayEnter() throws IOException {
    try (var florinHome = FlorinHome.open(parent.resolve("a/b"))) {
      assertThat(mode(florinHome.folder())).isEqualTo("rwx------");
      for (var part : List.of("secrets", "logs", "kafka", "emulator", "identity")) {
        assertThat(mode(florinHome.resolve(part))).isEqualTo("rwx------");
      }
    }
  }

  @Test
  void opensItsOwnFolderAgain() {
    FlorinHome.open(parent.resolve("home")).close();
    try (var florinHome = FlorinHome.open(parent.resolve("home"))) {
      assertThat(florinHome.run()).isDirectory();
    }
  }

  @Test
  void leavesAFolderOfSomeoneElseAlone() throws IOException {
    Files.writeString(parent.resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> FlorinHome.open(parent))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("FLORIN_HOME " + parent + " is not a Florin folder")
        .hasMessageContaining("set FLORIN_HOME")
        .hasMessageNotContaining("\n");
    assertThat(parent.resolve("run")).doesNotExist();
  }

  @Test
  void refusesAFile() throws IOException {
    var file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> FlorinHome.open(file))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("it is a file");
  }

  @Test
  void refusesAFolderBelowAFile() throws IOException {
    var file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> FlorinHome.open(file.resolve("home")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("set FLORIN_HOME to another");
  }

  @Test
  void isHeldByOneFlorinAtATime() {
    try (var _ = FlorinHome.open(parent.resolve("home"))) {
      assertThatThrownBy(() -> FlorinHome.open(parent.resolve("home")))
          .isInstanceOf(CannotStart.class)
          .hasMessageContaining("is in use by a running Florin");
    }
    FlorinHome.open(parent.resolve("home")).close();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
