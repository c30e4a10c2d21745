package florin.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The random passwords that the gateway made because there was no user yet, or only default
 * passwords. They are shown once; then the file is deleted.
 */
record FirstPasswords(Path identity) {

  private Path file() {
    return identity.resolve("first-passwords");
  }

  Map<String, String> read() {
    try {
      var passwords = new TreeMap<String, String>();
      if (Files.exists(file())) {
        for (var line : Files.readAllLines(file())) {
          var fields = line.split(" ", 2);
          if (fields.length == 2) {
            passwords.put(fields[0], fields[1]);
          }
        }
      }
      return passwords;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
