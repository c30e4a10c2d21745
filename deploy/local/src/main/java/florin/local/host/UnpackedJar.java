package florin.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.ZipFile;

/**
 * A Boot jar unpacked once per content, with Java's ahead-of-time cache of it: the loaded and
 * linked classes of a start, which the next start maps. That cache identifies jars by time stamps
 * and supports no nested jars, so both are stored in the home and not in the build folder.
 */
public record UnpackedJar(Path jar) {

  private static final String CACHE = "start.aot";

  /**
   * @throws CannotStart when the jar was not built
   */
  public static UnpackedJar of(Path jar, Path cache) {
    if (!Files.exists(jar)) {
      throw new CannotStart(jar + " is missing: build it with 'mvn package' or start with -Prun");
    }
    var name = jar.getFileName().toString().replace(".jar", "");
    try {
      var folder = cache.resolve(name + "-" + fingerprint(jar));
      if (!Files.exists(folder)) {
        dropOlder(cache, name);
        unpack(jar, AtomicFolders.draft(cache), folder);
      }
      return new UnpackedJar(folder.resolve(jar.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of names and checksums, so that a rebuild without a change finds its folder again. */
  private static String fingerprint(Path jar) throws IOException {
    var crc = new CRC32C();
    crc.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
    try (var zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .map(entry -> entry.getName() + entry.getCrc())
          .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    }
    return "%08x".formatted(crc.getValue());
  }

  private static void dropOlder(Path cache, String name) throws IOException {
    if (!Files.isDirectory(cache)) {
      return;
    }
    try (var folders = Files.newDirectoryStream(cache, name + "-*")) {
      for (var older : folders) {
        AtomicFolders.delete(older);
      }
    }
  }

  private static void unpack(Path jar, Path draft, Path folder) throws IOException {
    var tool =
        new ProcessBuilder(
                Jvm.program(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                draft.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!Patience.ends(tool) || tool.exitValue() != 0) {
        tool.destroyForcibly();
        throw new IOException(jar + " could not be unpacked into " + draft);
      }
    } catch (InterruptedException e) {
      tool.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    AtomicFolders.publish(draft, folder);
  }

  private Path cache() {
    return jar.resolveSibling(CACHE);
  }

  public boolean isTrained() {
    return Files.exists(cache());
  }

  /** Java's options for an ordinary start. */
  public List<String> options() {
    return isTrained() ? List.of("-XX:AOTCache=" + cache()) : List.of();
  }

  /** Java's options for a start that ends before it serves, and leaves a cache at the draft. */
  public static List<String> training(Path draft) {
    return List.of("-XX:AOTCacheOutput=" + draft, "-Dspring.context.exit=onRefresh");
  }

  public Path draft() {
    return jar.resolveSibling(CACHE + "." + ProcessHandle.current().pid());
  }

  public void keep(Path draft) throws IOException {
    Files.move(draft, cache(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Of a training that was cut short, Java leaves its notes beside the draft. */
  public void drop(Path draft) throws IOException {
    Files.deleteIfExists(draft);
    Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + ".config"));
  }
}
