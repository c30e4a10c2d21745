package florin.local.storage;

import florin.local.host.AtomicFolders;
import florin.local.host.CannotStart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL as zonky packs it: found on the classpath, unpacked once per version. */
record PostgresBinaries(Path folder, String version) {

  private static final Pattern VERSION = Pattern.compile("-(\\d+\\.\\d+)[^/]*\\.jar");
  private static final int EXECUTABLE = 0100;

  /**
   * Unpacks into {@code cache/postgres-<version>} unless it is there.
   *
   * @throws CannotStart when there is no PostgreSQL for this machine
   */
  static PostgresBinaries under(Path cache) {
    var archive = archive();
    var version = version(archive);
    var folder = cache.resolve("postgres-" + version);
    if (!Files.exists(folder)) {
      try {
        var draft = AtomicFolders.draft(cache);
        unpack(archive, draft);
        AtomicFolders.publish(draft, folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new PostgresBinaries(folder, version);
  }

  private static URL archive() {
    var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var kernel = system.startsWith("mac") ? "darwin" : system;
    var arch =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          case String other -> other;
        };
    var name = "postgres-" + kernel + "-" + arch + ".txz";
    var found = PostgresBinaries.class.getClassLoader().getResource(name);
    if (found == null) {
      throw new CannotStart(
          "no PostgreSQL for this machine (" + name + " is not on the classpath)");
    }
    return found;
  }

  private static String version(URL archive) {
    var jar = VERSION.matcher(archive.getPath());
    if (!jar.find()) {
      throw new IllegalStateException("archive: " + archive + " (expected: a versioned jar)");
    }
    return jar.group(1);
  }

  String majorVersion() {
    return version.substring(0, version.indexOf('.'));
  }

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  private static void unpack(URL archive, Path folder) throws IOException {
    try (InputStream packed = archive.openStream();
        var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("archive entry outside its folder: " + entry.getName());
        }
        unpack(entry, tar, target);
      }
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, target);
    Files.setPosixFilePermissions(target, permissions(entry));
  }

  private static Set<PosixFilePermission> permissions(TarArchiveEntry entry) {
    var permissions =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if ((entry.getMode() & EXECUTABLE) != 0) {
      permissions.addAll(
          Set.of(
              PosixFilePermission.OWNER_EXECUTE,
              PosixFilePermission.GROUP_EXECUTE,
              PosixFilePermission.OTHERS_EXECUTE));
    }
    return permissions;
  }
}
