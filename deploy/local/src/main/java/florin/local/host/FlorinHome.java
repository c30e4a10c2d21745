package florin.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder a Florin lives in, held by a lock for as long as it runs. The kernel drops the lock
 * with the process, so a killed Florin leaves a home that can be opened again.
 */
public final class FlorinHome implements AutoCloseable {

  private static final String MARKER = "florin.home";

  /** Made by us, so that none of them is open to other users of the machine. */
  private static final List<String> PARTS =
      List.of("run", "logs", "secrets", "kafka", "emulator", "identity");

  private final Path folder;
  private final FileChannel channel;

  private FlorinHome(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @throws CannotStart when the folder is another's, in use, or cannot be written
   */
  public static FlorinHome open(Path folder) {
    try {
      return lock(claimFolder(folder));
    } catch (FileSystemException e) {
      throw new CannotStart(
          "FLORIN_HOME "
              + folder
              + " cannot be used ("
              + describe(e)
              + "): set FLORIN_HOME to another");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(FileSystemException e) {
    return e instanceof AccessDeniedException ? "not enough rights" : e.toString();
  }

  private static Path claimFolder(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw notOurFolder(folder, "is a file");
    }
    var marker = folder.resolve(MARKER);
    if (Files.isDirectory(folder) && !Files.exists(marker) && !isEmpty(folder)) {
      throw notOurFolder(folder, "holds other files");
    }
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(folder, ownerOnly);
    if (!Files.exists(marker)) {
      Files.writeString(marker, "Data of a local Florin. Delete the whole folder or nothing.\n");
    }
    for (var part : PARTS) {
      Files.createDirectories(folder.resolve(part), ownerOnly);
    }
    return folder;
  }

  private static CannotStart notOurFolder(Path folder, String why) {
    return new CannotStart(
        "FLORIN_HOME "
            + folder
            + " is not a Florin folder (it "
            + why
            + "): set FLORIN_HOME to a new or empty folder");
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static FlorinHome lock(Path folder) throws IOException {
    var channel =
        FileChannel.open(
            folder.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new CannotStart(
          "FLORIN_HOME "
              + folder
              + " is in use by a running Florin: stop it, or set FLORIN_HOME to another folder");
    }
    return new FlorinHome(folder, channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path folder() {
    return folder;
  }

  public Path resolve(String name) {
    return folder.resolve(name);
  }

  public Path logs() {
    return folder.resolve("logs");
  }

  public Path run() {
    return folder.resolve("run");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
