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
  void makesOneUserWithARandomPasswordIfNoDemoIsWanted() throws IOException {
    var users = Users.in(home, false);

    assertThat(users.match("demo", "demo")).isFalse();
    assertThat(users.match("nobody", "nobody")).isFalse();
    assertThat(users.withDefaultPassword()).isEmpty();
    assertThat(firstPasswords()).containsOnlyKeys("florin");
    assertThat(users.match("florin", firstPasswords().get("florin"))).isTrue();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve(Users.FIRST_PASSWORDS))))
        .isEqualTo("rw-------");
  }

  @Test
  void replacesDefaultPasswordsWhenTheDemoIsOverAndNoOther() throws IOException {
    Users.in(home, true);
    Files.writeString(
        home.resolve(Users.FILE), Files.readString(home.resolve(Users.FILE)) + "# mine\n" + ANN);

    var users = Users.in(home, false);

    assertThat(users.match("demo", "demo")).isFalse();
    assertThat(users.match("guest", "guest")).isFalse();
    assertThat(users.match("ann", "correct horse")).isTrue();
    assertThat(firstPasswords()).containsOnlyKeys("demo", "guest");
    assertThat(users.match("demo", firstPasswords().get("demo"))).isTrue();
    assertThat(Files.readString(home.resolve(Users.FILE))).contains("# mine\n" + ANN);
    var handedOver = firstPasswords();
    Users.in(home, false);
    assertThat(firstPasswords()).isEqualTo(handedOver);
  }

  @Test
  void setsAPasswordAndKeepsTheOtherLines() throws IOException {
    write(
        "# household\n"
            + ANN
            + "bob = $2y$05$8aKJ7KtsICVEpezywaanNee0oQRhDYBOKXuRaKFnTYUTImYgKZ6gy\n");
    var users = Users.in(home, false);

    users.set("ann", "battery staple");

    assertThat(users.match("ann", "battery staple")).isTrue();
    assertThat(users.match("ann", "correct horse")).isFalse();
    assertThat(Users.existing(home).match("ann", "battery staple")).isTrue();
    assertThat(Users.existing(home).match("bob", "correct horse")).isTrue();
    assertThat(Files.readString(home.resolve(Users.FILE))).startsWith("# household\n");
  }

  private java.util.Map<String, String> firstPasswords() throws IOException {
    return Files.readAllLines(home.resolve(Users.FIRST_PASSWORDS)).stream()
        .map(line -> line.split(" "))
        .collect(java.util.stream.Collectors.toMap(fields -> fields[0], fields -> fields[1]));
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
