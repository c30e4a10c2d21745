package florin.gateway.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A file of the identity home that only its owner reads. */
record PrivateFile(Path folder, String name) {

  Path path() {
    return folder.resolve(name);
  }

  /**
   * The file's text; a missing file is first written whole from {@code initial}, so that a crash
   * leaves either all of it or nothing.
   */
  String readOrCreate(Supplier<String> initial) {
    try {
      if (!Files.exists(path())) {
        create(initial.get());
      }
      return Files.readString(path());
    } catch (IOException e) {
      throw new UncheckedIOException("identity file: " + path(), e);
    }
  }

  private void create(String text) throws IOException {
    Files.createDirectories(folder, only("rwx------"));
    var draft = Files.createTempFile(folder, name, ".new", only("rw-------"));
    Files.writeString(draft, text);
    Files.move(draft, path(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] only(String permissions) {
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)}
        : new FileAttribute<?>[0];
  }
}
