package florin.gateway.identity;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The local users, one {@code name:bcrypt} a line of {@code users.properties}: the lines of {@code
 * htpasswd -nB name} are taken as they are.
 */
final class Users {

  static final String FILE = "users.properties";

  private static final Set<String> DEFAULTS = Set.of("demo", "guest");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./0-9A-Za-z]{53}");
  // bcrypt reads no further.
  private static final int LONGEST_PASSWORD = 72;

  private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();
  private final String nobody = encode("nobody");
  private final Map<String, String> hashes;

  private Users(Map<String, String> hashes) {
    this.hashes = hashes;
  }

  /** Reads the users; a missing file is made, with the default users or without any. */
  static Users in(Path home, boolean demoUsers) {
    var file = new PrivateFile(home, FILE);
    return new Users(parse(file.readOrCreate(() -> initial(demoUsers)), file.path()));
  }

  private static String initial(boolean demoUsers) {
    var head =
        "# The users of this Florin, one name:bcrypt a line, as `htpasswd -nB name` prints it.\n";
    var lines = demoUsers ? DEFAULTS.stream().sorted() : Stream.<String>empty();
    return lines
        .map(name -> name + ":" + new BCryptPasswordEncoder().encode(name) + "\n")
        .reduce(head, String::concat);
  }

  private static Map<String, String> parse(String text, Path path) {
    var lines = new Properties();
    try {
      lines.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var users = new TreeMap<String, String>();
    for (var name : lines.stringPropertyNames()) {
      var hash = lines.getProperty(name).strip();
      if (!NAME.matcher(name).matches() || !HASH.matcher(hash).matches()) {
        throw new IllegalStateException(
            "users file: " + path + " (expected: name:bcrypt on every line)");
      }
      users.put(name, hash);
    }
    return users;
  }

  /** Takes the time of one bcrypt whoever asks, so that it does not tell which names exist. */
  boolean match(String name, String password) {
    var tooLong = password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD;
    var hash = hashes.getOrDefault(name, nobody);
    return bcrypt.matches(tooLong ? "" : password, hash) && !tooLong && hashes.containsKey(name);
  }

  /** Names whose password anybody would try first. */
  List<String> withDefaultPassword() {
    return hashes.keySet().stream().filter(this::hasDefaultPassword).toList();
  }

  private boolean hasDefaultPassword(String name) {
    return Stream.concat(Stream.of(name), DEFAULTS.stream())
        .distinct()
        .anyMatch(guess -> match(name, guess));
  }

  private String encode(String password) {
    return java.util.Objects.requireNonNull(bcrypt.encode(password));
  }
}
