package florin.gateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * All files of the web UI in memory, with a digest of their names and contents. Files of a folder
 * on disk replace those of the class path.
 */
final class WebFiles {

  private static final String ROOT = "/florin/web/";
  private static final int DIGEST_CHARACTERS = 20;
  private static final Pattern SERVED =
      Pattern.compile("([A-Za-z0-9_-]+/)*[A-Za-z0-9._-]+\\.(js|css|svg|html)");

  private final SortedMap<String, WebFile> files;
  private final String digest;

  private WebFiles(SortedMap<String, WebFile> files) {
    this.files = files;
    this.digest = digest(files.values());
  }

  /** The files of the web UI's jar; none if it is not on the class path. */
  static WebFiles packaged() {
    var files = new TreeMap<String, WebFile>();
    try {
      var found =
          new PathMatchingResourcePatternResolver().getResources("classpath*:florin/web/**/*.*");
      for (var resource : found) {
        var url = resource.getURL().getPath();
        var name = url.substring(url.lastIndexOf(ROOT) + ROOT.length());
        if (SERVED.matcher(name).matches()) {
          files.put(name, new WebFile(name, resource.getContentAsByteArray()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WebFiles(files);
  }

  /** These files, with those of a folder in their places. */
  WebFiles with(Path folder) {
    var all = new TreeMap<>(files);
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        var name = folder.relativize(path).toString().replace('\\', '/');
        if (SERVED.matcher(name).matches()) {
          all.put(name, new WebFile(name, Files.readAllBytes(path)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WebFiles(all);
  }

  Optional<WebFile> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  Collection<WebFile> all() {
    return files.values();
  }

  /** Of all names and contents: it changes with every change of a file. */
  String digest() {
    return digest;
  }

  private static String digest(Collection<WebFile> files) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      for (var file : files) {
        var name = file.name() + "\0" + file.content().length + "\0";
        sha256.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        sha256.update(file.content());
      }
      return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
