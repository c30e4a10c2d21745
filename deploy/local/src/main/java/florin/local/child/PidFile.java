package florin.local.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process a child was last seen as: its id and its start, so that a process which merely got
 * the same id later is left alone.
 */
record PidFile(Path file) {

  /** The start is computed from the boot time, which a corrected clock moves a little. */
  private static final Duration CLOCK_DRIFT = Duration.ofSeconds(2);

  void write(ProcessHandle process) {
    var start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    try {
      var draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, process.pid() + " " + start + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process written here, if it still runs. A file that cannot be read names none. */
  Optional<ProcessHandle> process() {
    try {
      var fields = Files.readString(file).strip().split(" ", -1);
      if (fields.length != 2) {
        return Optional.empty();
      }
      var start = Instant.ofEpochMilli(Long.parseLong(fields[1]));
      return ProcessHandle.of(Long.parseLong(fields[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> startedAt(process, start));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant start) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(start, actual).abs().compareTo(CLOCK_DRIFT) <= 0)
        .orElse(false);
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
