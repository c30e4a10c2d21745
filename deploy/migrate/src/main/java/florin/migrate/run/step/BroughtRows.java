package florin.migrate.run.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that earlier runs have brought, where Florin keeps no trace of deleted ones. They are
 * stored in a file, one a line.
 */
public final class BroughtRows {

  private final Optional<Path> file;
  private final Set<String> keys = new HashSet<>();

  private BroughtRows(Optional<Path> file) {
    this.file = file;
  }

  /** Without a file, for the runs of one process. */
  public static BroughtRows inMemory() {
    return new BroughtRows(Optional.empty());
  }

  /** In a file, which need not exist. */
  public static BroughtRows in(Path file) {
    BroughtRows rows = new BroughtRows(Optional.of(file));
    try {
      if (Files.exists(file)) {
        rows.keys.addAll(Files.readAllLines(file));
      }
      return rows;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  boolean contains(String key) {
    return keys.contains(line(key));
  }

  void add(String key) {
    if (keys.add(line(key)) && file.isPresent()) {
      try {
        Files.createDirectories(file.get().toAbsolutePath().getParent());
        Files.writeString(
            file.get(), line(key) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private static String line(String key) {
    return key.replaceAll("\\v", " ");
  }
}
