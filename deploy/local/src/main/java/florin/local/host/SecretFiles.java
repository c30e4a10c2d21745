package florin.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Random secrets, each made once and kept in a file only its owner may read. */
public record SecretFiles(Path folder) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PASSWORD_BYTES = 24;

  /** A password of letters, digits, {@code -} and {@code _}: safe inside SQL quotes. */
  public static String password() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random(PASSWORD_BYTES));
  }

  public static byte[] random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  /** The file's text; made from the supplier the first time. */
  public String once(String name, Supplier<String> secret) {
    var file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        write(file, secret.get() + "\n");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One password per name, kept together in {@code <name>.properties}; new names are added. */
  public Map<String, String> passwords(String name, List<String> names) {
    var file = folder.resolve(name + ".properties");
    var kept = new Properties();
    try {
      if (Files.exists(file)) {
        try (var in = Files.newBufferedReader(file)) {
          kept.load(in);
        }
      }
      if (!kept.stringPropertyNames().containsAll(names)) {
        names.forEach(each -> kept.putIfAbsent(each, password()));
        write(file, lines(kept));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names.stream().collect(Collectors.toMap(each -> each, kept::getProperty));
  }

  private static String lines(Properties kept) {
    return kept.stringPropertyNames().stream()
        .sorted()
        .map(name -> name + "=" + kept.getProperty(name) + "\n")
        .collect(Collectors.joining());
  }

  private static void write(Path file, String text) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var out =
        Files.newByteChannel(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      out.write(StandardCharsets.UTF_8.encode(text));
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
