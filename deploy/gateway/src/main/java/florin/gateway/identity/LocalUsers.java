package florin.gateway.identity;

import florin.gateway.identity.secret.PrivateFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The local users, one {@code name:bcrypt} a line of {@code users.properties}: the lines of {@code
 * htpasswd -nB name} are taken as they are.
 */
final class LocalUsers {

  private static final Logger log = LoggerFactory.getLogger(LocalUsers.class);

  static final String FILE = "users.properties";

  /** Passwords that were made at random, one {@code name password} a line. */
  static final String FIRST_PASSWORDS = "first-passwords";

  /** The hashes of those passwords, a line each as in the file of users. */
  static final String FIRST_HASHES = "first-hashes";

  private static final String FIRST_USER = "florin";
  private static final String HEAD =
      "# The users of this Florin, one name:bcrypt a line, as `htpasswd -nB name` prints it.\n";
  private static final int RANDOM_BYTES = 15;

  private static final Set<String> DEFAULTS = Set.of("demo", "guest");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./0-9A-Za-z]{53}");
  // bcrypt reads no further.
  private static final int LONGEST_PASSWORD = 72;
  private static final int SHORTEST_PASSWORD = 10;

  private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();
  private final String nobody = encode("nobody");
  private final PrivateFile file;
  private final Map<String, String> hashes;
  private final PrivateFile firstFile;
  private final Map<String, String> firstHashes;

  private LocalUsers(PrivateFile file) {
    this.file = file;
    this.firstFile = new PrivateFile(file.folder(), FIRST_HASHES);
    this.firstHashes =
        new ConcurrentHashMap<>(parse(firstFile.read().orElse(""), firstFile.path()));
    this.hashes = new ConcurrentHashMap<>(parse(file.read().orElse(HEAD), file.path()));
  }

  /**
   * Reads the users. With {@code demoUsers} a missing file is made with {@code demo} and {@code
   * guest}. Without, no default password is left: a missing file is made with one user, and that
   * user and every one with a default password get a random password, which is written to {@link
   * #FIRST_PASSWORDS} for the launcher or the operator to hand over. It must be changed before the
   * first log-in.
   */
  static LocalUsers in(Path home, boolean demoUsers) {
    var isNew = !Files.exists(home.resolve(FILE));
    var localUsers = existing(home);
    if (demoUsers) {
      if (isNew) {
        localUsers.file.write(HEAD);
        DEFAULTS.stream().sorted().forEach(name -> localUsers.set(name, name));
      }
    } else {
      localUsers.replacePasswords(isNew ? List.of(FIRST_USER) : localUsers.withDefaultPassword());
    }
    return localUsers;
  }

  /** The users of a file that may be missing; nothing is written. */
  static LocalUsers existing(Path home) {
    return new LocalUsers(new PrivateFile(home, FILE));
  }

  private void replacePasswords(List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    var passwords = names.stream().collect(Collectors.toMap(name -> name, _ -> randomPassword()));
    // The passwords are written first: a crash in between must not lock a user out.
    var handedOver = new PrivateFile(file.folder(), FIRST_PASSWORDS);
    var kept =
        handedOver.read().orElse("").lines().filter(line -> !names.contains(line.split(" ")[0]));
    var made = passwords.entrySet().stream().map(each -> each.getKey() + " " + each.getValue());
    handedOver.write(
        Stream.concat(kept, made).map(line -> line + "\n").collect(Collectors.joining()));
    passwords.forEach((name, password) -> firstHashes.put(name, encode(password)));
    firstFile.write(
        new TreeMap<>(firstHashes)
            .entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue() + "\n")
                .collect(Collectors.joining()));
    names.forEach(name -> setHash(name, Objects.requireNonNull(firstHashes.get(name))));
    log.info("The first passwords of {} are in {}", names, handedOver.path());
  }

  private static String randomPassword() {
    var bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  boolean exists(String name) {
    return hashes.containsKey(name);
  }

  /** Whether a user still has the password that was made at random. */
  boolean mustChangePassword(String name) {
    var hash = hashes.get(name);
    return hash != null && hash.equals(firstHashes.get(name));
  }

  /** Whether this is a default password. */
  static boolean isDefault(String name, String password) {
    return password.equals(name) || DEFAULTS.contains(password);
  }

  /** Whether {@link #set} takes a password. */
  static boolean isAllowed(String name, String password) {
    var length = password.getBytes(StandardCharsets.UTF_8).length;
    return length >= SHORTEST_PASSWORD
        && length <= LONGEST_PASSWORD
        && password.indexOf('\0') < 0
        && !isDefault(name, password);
  }

  /** Sets the password of a user, in the file too; the file's other lines stay as they are. */
  void set(String name, String password) {
    setHash(name, encode(password));
  }

  private synchronized void setHash(String name, String hash) {
    var lines = new ArrayList<String>();
    file.read().orElse(HEAD).lines().forEach(lines::add);
    lines.removeIf(each -> each.strip().matches(Pattern.quote(name) + "\\s*[:= ].*"));
    lines.add(name + ":" + hash);
    file.write(String.join("\n", lines) + "\n");
    hashes.put(name, hash);
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

  /**
   * Takes the time of one bcrypt for unknown names too, so that the time does not reveal which
   * names exist.
   */
  boolean match(String name, String password) {
    var tooLong = password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD;
    if (!hashes.containsKey(name)) {
      readAdded();
    }
    var hash = hashes.getOrDefault(name, nobody);
    // Compared again: the password may have been changed while bcrypt ran.
    return bcrypt.matches(tooLong ? "" : password, hash)
        && !tooLong
        && hash.equals(hashes.get(name));
  }

  /** Users may be added to the file while the gateway runs. */
  private void readAdded() {
    try {
      parse(file.read().orElse(HEAD), file.path()).forEach(hashes::putIfAbsent);
    } catch (IllegalStateException malformed) {
      log.warn("{}; users that were added to it are not read", malformed.getMessage());
    }
  }

  /** Names that are also default passwords. */
  List<String> withDefaultPassword() {
    return hashes.keySet().stream().filter(this::hasDefaultPassword).sorted().toList();
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
