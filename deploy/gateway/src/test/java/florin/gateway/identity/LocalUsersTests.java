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

class LocalUsersTests {

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
    var localUsers = LocalUsers.in(home, true);
    var written = Files.readString(home.resolve(LocalUsers.FILE));

    assertThat(localUsers.match("demo", "demo")).isTrue();
    assertThat(localUsers.match("guest", "guest")).isTrue();
    assertThat(localUsers.match("demo", "guest")).isFalse();
    assertThat(localUsers.withDefaultPassword()).containsExactly("demo", "guest");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve(LocalUsers.FILE))))
        .isEqualTo("rw-------");
    assertThat(LocalUsers.in(home, true).match("demo", "demo")).isTrue();
    assertThat(Files.readString(home.resolve(LocalUsers.FILE))).isEqualTo(written);
  }

  @Test
  void findsAUserWhoWasAddedToTheFileSince() throws IOException {
    var localUsers = LocalUsers.in(home, false);
    assertThat(localUsers.match("ann", "correct horse")).isFalse();
    var file = home.resolve(LocalUsers.FILE);
    Files.writeString(file, Files.readString(file) + ANN);
    assertThat(localUsers.match("ann", "wrong horse")).isFalse();
    assertThat(localUsers.match("ann", "correct horse")).isTrue();
    Files.writeString(file, Files.readString(file) + "ben:no hash\n");
    assertThat(localUsers.match("ben", "no hash")).isFalse();
    assertThat(localUsers.match("ann", "correct horse")).isTrue();
  }

  @Test
  void makesOneUserWithARandomPasswordIfNoDemoIsWanted() throws IOException {
    var localUsers = LocalUsers.in(home, false);

    assertThat(localUsers.match("demo", "demo")).isFalse();
    assertThat(localUsers.match("nobody", "nobody")).isFalse();
    assertThat(localUsers.withDefaultPassword()).isEmpty();
    assertThat(firstPasswords()).containsOnlyKeys("florin");
    assertThat(localUsers.match("florin", firstPasswords().get("florin"))).isTrue();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve(LocalUsers.FIRST_PASSWORDS))))
        .isEqualTo("rw-------");
  }

  @Test
  void replacesDefaultPasswordsWhenTheDemoIsOverAndNoOther() throws IOException {
    LocalUsers.in(home, true);
    Files.writeString(
        home.resolve(LocalUsers.FILE),
        Files.readString(home.resolve(LocalUsers.FILE)) + "# mine\n" + ANN);

    var localUsers = LocalUsers.in(home, false);

    assertThat(localUsers.match("demo", "demo")).isFalse();
    assertThat(localUsers.match("guest", "guest")).isFalse();
    assertThat(localUsers.match("ann", "correct horse")).isTrue();
    assertThat(firstPasswords()).containsOnlyKeys("demo", "guest");
    assertThat(localUsers.match("demo", firstPasswords().get("demo"))).isTrue();
    assertThat(Files.readString(home.resolve(LocalUsers.FILE))).contains("# mine\n" + ANN);
    var handedOver = firstPasswords();
    LocalUsers.in(home, false);
    assertThat(firstPasswords()).isEqualTo(handedOver);
  }

  @Test
  void aRandomPasswordMustBeChangedUntilAnotherOneIsSet() throws IOException {
    LocalUsers.in(home, true);
    Files.writeString(
        home.resolve(LocalUsers.FILE), Files.readString(home.resolve(LocalUsers.FILE)) + ANN);
    assertThat(LocalUsers.existing(home).mustChangePassword("demo")).isFalse();

    var localUsers = LocalUsers.in(home, false);

    assertThat(localUsers.mustChangePassword("demo")).isTrue();
    assertThat(localUsers.mustChangePassword("ann")).isFalse();
    assertThat(localUsers.mustChangePassword("nobody")).isFalse();
    assertThat(LocalUsers.in(home, false).mustChangePassword("demo")).isTrue();
    localUsers.set("demo", "battery staple");
    assertThat(localUsers.mustChangePassword("demo")).isFalse();
    assertThat(LocalUsers.in(home, false).mustChangePassword("demo")).isFalse();
    assertThat(LocalUsers.in(home, false).mustChangePassword("guest")).isTrue();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve(LocalUsers.FIRST_HASHES))))
        .isEqualTo("rw-------");
  }

  @Test
  void setsAPasswordAndKeepsTheOtherLines() throws IOException {
    write(
        "# household\n"
            + ANN
            + "bob = $2y$05$8aKJ7KtsICVEpezywaanNee0oQRhDYBOKXuRaKFnTYUTImYgKZ6gy\n");
    var localUsers = LocalUsers.in(home, false);

    localUsers.set("ann", "battery staple");

    assertThat(localUsers.match("ann", "battery staple")).isTrue();
    assertThat(localUsers.match("ann", "correct horse")).isFalse();
    assertThat(LocalUsers.existing(home).match("ann", "battery staple")).isTrue();
    assertThat(LocalUsers.existing(home).match("bob", "correct horse")).isTrue();
    assertThat(Files.readString(home.resolve(LocalUsers.FILE))).startsWith("# household\n");
  }

  private java.util.Map<String, String> firstPasswords() throws IOException {
    return Files.readAllLines(home.resolve(LocalUsers.FIRST_PASSWORDS)).stream()
        .map(line -> line.split(" "))
        .collect(java.util.stream.Collectors.toMap(fields -> fields[0], fields -> fields[1]));
  }

  @Test
  void takesTheLinesOfHtpasswd() throws IOException {
    write("# household\n" + ANN);

    var localUsers = LocalUsers.in(home, true);

    assertThat(localUsers.match("ann", "correct horse")).isTrue();
    assertThat(localUsers.match("ann", "ann")).isFalse();
    assertThat(localUsers.match("demo", "demo")).isFalse();
    assertThat(localUsers.withDefaultPassword()).isEmpty();
  }

  @Test
  void knowsADefaultPasswordUnderAnotherName() throws IOException {
    var hash =
        new org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder(4).encode("demo");
    write(ANN + "bob:" + hash + "\n");

    assertThat(LocalUsers.in(home, true).withDefaultPassword()).containsExactly("bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann:secret", "ann", "a b:$2y$05$x", "ann=plain $2y$05$"})
  void refusesAFileItDoesNotUnderstandWithoutQuotingIt(String line) throws IOException {
    write(line + "\n");

    assertThatThrownBy(() -> LocalUsers.in(home, true))
        .hasMessageContaining(LocalUsers.FILE)
        .hasMessageNotContaining("secret");
  }

  private void write(String text) throws IOException {
    Files.createDirectories(home);
    Files.writeString(home.resolve(LocalUsers.FILE), text);
  }
}
