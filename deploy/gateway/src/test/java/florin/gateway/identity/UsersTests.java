package florin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTests {

  // As `htpasswd -nbB ann "correct horse"` prints it.
  private static final String ANN =
      "ann:$2y$05$8aKJ7KtsICVEpezywaanNee0oQRhDYBOKXuRaKFnTYUTImYgKZ6gy\n";

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void inANewHome() {
    home = folder.resolve("identity");
  }

  @Test
  void makesTheDemoUsersOnceAndForTheirOwnerOnly() throws IOException {
    var users = Users.in(home, true);
    var written = Files.readString(home.resolve(Users.FILE));

    assertThat(users.match("demo", "demo")).isTrue();
    assertThat(users.match("guest", "guest")).isTrue();
    assertThat(users.match("demo", "guest")).isFalse();
    assertThat(users.withDefaultPassword()).containsExactly("demo", "guest");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(Users.FILE))))
        .isEqualTo("rw-------");
    assertThat(Users.in(home, true).match("demo", "demo")).isTrue();
    assertThat(Files.readString(home.resolve(Users.FILE))).isEqualTo(written);
  }

  @Test
  void makesNoUsersIfNoneAreWanted() {
    var users = Users.in(home, false);

    assertThat(users.match("demo", "demo")).isFalse();
    assertThat(users.match("nobody", "nobody")).isFalse();
    assertThat(users.withDefaultPassword()).isEmpty();
  }

  @Test
  void takesTheLinesOfHtpasswd() throws IOException {
    write("# household\n" + ANN);

    var users = Users.in(home, true);

    assertThat(users.match("ann", "correct horse")).isTrue();
    assertThat(users.match("ann", "ann")).isFalse();
    assertThat(users.match("demo", "demo")).isFalse();
    assertThat(users.withDefaultPassword()).isEmpty();
  }

  @Test
  void knowsADefaultPasswordUnderAnotherName() throws IOException {
    var hash =
        new org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder(4).encode("demo");
    write(ANN + "bob:" + hash + "\n");

    assertThat(Users.in(home, true).withDefaultPassword()).containsExactly("bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann:secret", "ann", "a b:$2y$05$x", "ann=plain $2y$05$"})
  void refusesAFileItDoesNotUnderstandWithoutQuotingIt(String line) throws IOException {
    write(line + "\n");

    assertThatThrownBy(() -> Users.in(home, true))
        .hasMessageContaining(Users.FILE)
        .hasMessageNotContaining("secret");
  }

  private void write(String text) throws IOException {
    Files.createDirectories(home);
    Files.writeString(home.resolve(Users.FILE), text);
  }
}
