package florin.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The files of users: the passwords that the tool logs in with, one {@code NAME PASSWORD} a line,
 * and the file of the gateway, one {@code NAME:BCRYPT} a line.
 */
final class UserFiles {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final int RANDOM_BYTES = 15;

  private final Path passwords;

  UserFiles(Path passwords) {
    this.passwords = passwords;
  }

  Map<String, String> read() {
    Map<String, String> read = new HashMap<>();
    text(passwords)
        .lines()
        .map(line -> line.strip().split(" ", 2))
        .filter(fields -> fields.length == 2)
        .forEach(fields -> read.put(fields[0], fields[1]));
    return read;
  }

  /**
   * Creates a user with a random password. The password is written first: a crash leaves a password
   * without a user, which the next run replaces.
   *
   * @param identity the folder of the gateway's users
   */
  void create(Path identity, String name) {
    Path users = identity.resolve("users.properties");
    if (!NAME.matcher(name).matches()) {
      throw new MigrateOptions.Unusable(
          "--user: '%s' (expected: letters, digits and . _ @ - only, at most 64)".formatted(name));
    }
    if (text(users).lines().anyMatch(line -> line.startsWith(name + ":"))) {
      throw new MigrateOptions.Unusable(
          "--passwords: no password of %s, who exists (expected: a line with the password)"
              .formatted(name));
    }
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    append(passwords, name + " " + password);
    append(
        users, name + ":" + Objects.requireNonNull(new BCryptPasswordEncoder().encode(password)));
  }

  private static void append(Path file, String line) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      String before = Files.readString(file);
      String end = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.writeString(file, end + line + "\n", StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new MigrateOptions.Unusable("%s: cannot be written (expected: a file)".formatted(file));
    }
  }

  static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException failed) {
      throw new MigrateOptions.Unusable("%s: cannot be read (expected: a file)".formatted(file));
    }
  }
}
