package florin.gateway.identity.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A file of the identity home that only its owner reads. */
public record PrivateFile(Path folder, String name) {

  public Path path() {
    return folder.resolve(name);
  }

  /**
   * The file's text; a missing file is first written whole from {@code initial}, so that a crash
   * leaves either all of it or nothing.
   */
  public String readOrCreate(Supplier<String> initial) {
    try {
      if (!Files.exists(path())) {
        replace(initial.get());
      }
      return Files.readString(path());
    } catch (IOException e) {
      throw new UncheckedIOException("identity file: " + path(), e);
    }
  }

  /** The file's text, if there is such a file. */
  public Optional<String> read() {
    try {
      return Files.exists(path()) ? Optional.of(Files.readString(path())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("identity file: " + path(), e);
    }
  }

  /** Replaces the whole text; a crash leaves the text before or the one after. */
  public void write(String text) {
    try {
      replace(text);
    } catch (IOException e) {
      throw new UncheckedIOException("identity file: " + path(), e);
    }
  }

  private void replace(String text) throws IOException {
    Files.createDirectories(folder, only("rwx------"));
    var draft = Files.createTempFile(folder, name, ".new", only("rw-------"));
    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      var bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] only(String permissions) {
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)}
        : new FileAttribute<?>[0];
  }
}
