package florin.emulator.state;

import florin.emulator.data.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * The append-only file of a state folder: one line per batch, forced to the disk before the batch
 * counts. A batch is atomic: after a crash a torn last line was never acknowledged and is cut off.
 */
final class StateLog implements AutoCloseable {
  private static final TypeReference<List<StateEntry>> BATCH = new TypeReference<>() {};

  private final @Nullable FileChannel file;
  private final List<StateEntry> history;

  private StateLog(@Nullable FileChannel file, List<StateEntry> history) {
    this.file = file;
    this.history = history;
  }

  static StateLog inMemory() {
    return new StateLog(null, List.of());
  }

  /** Opens the folder's log for this process alone. */
  static StateLog in(Path folder) {
    var path = folder.resolve("emulator.jsonl");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(path)) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (file.tryLock() == null) {
          throw new OverlappingFileLockException();
        }
        return new StateLog(file, read(path, file));
      } catch (OverlappingFileLockException taken) {
        file.close();
        throw new IllegalStateException("state folder in use: " + folder, taken);
      } catch (IOException | RuntimeException unreadable) {
        file.close();
        throw unreadable;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("state folder not usable: " + folder, failure);
    }
  }

  /** The entries of the folder when it was opened. */
  List<StateEntry> history() {
    return history;
  }

  void append(List<StateEntry> batch) {
    if (file == null) {
      return;
    }
    var json = Json.MAPPER.writerFor(BATCH).writeValueAsString(batch);
    var line = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      var end = file.position();
      try {
        while (line.hasRemaining()) {
          file.write(line);
        }
        file.force(false);
      } catch (IOException failure) {
        file.truncate(end);
        throw failure;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("state not written", failure);
    }
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException failure) {
        throw new UncheckedIOException("state not closed", failure);
      }
    }
  }

  /** Through the locked channel itself: closing any other one would give the lock away. */
  private static List<StateEntry> read(Path path, FileChannel file) throws IOException {
    var bytes = Channels.newInputStream(file).readAllBytes();
    var entries = new ArrayList<StateEntry>();
    var start = 0;
    for (var end = nextLine(bytes, start); end >= 0; end = nextLine(bytes, start)) {
      try {
        entries.addAll(Json.MAPPER.readValue(Arrays.copyOfRange(bytes, start, end), BATCH));
      } catch (JacksonException damaged) {
        throw new IllegalStateException("state damaged at byte " + start + ": " + path, damaged);
      }
      start = end + 1;
    }
    file.truncate(start);
    file.position(start);
    return entries;
  }

  private static int nextLine(byte[] bytes, int from) {
    for (var at = from; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }
}
