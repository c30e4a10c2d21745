package florin.local.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An archive of a household: one NDJSON file for each list, and a manifest. */
final class ArchiveFile implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String MANIFEST = "manifest.json";

  private final ZipFile zip;
  private final JsonNode manifest;

  private ArchiveFile(ZipFile zip, JsonNode manifest) {
    this.zip = zip;
    this.manifest = manifest;
  }

  /** Takes a row of a file. */
  @FunctionalInterface
  interface RowConsumer {
    void accept(JsonNode row) throws IOException, InterruptedException;
  }

  static boolean hasItsSuffix(Path file) {
    return file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".zip");
  }

  /**
   * Opens an archive whose files are as the manifest describes them.
   *
   * @throws IOException if it is damaged, or not an archive of a household
   */
  static ArchiveFile open(Path file) throws IOException {
    ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    try {
      @Nullable ZipEntry entry = zip.getEntry(MANIFEST);
      if (entry == null) {
        throw new IOException("no " + MANIFEST + " (expected: an archive of /api/exports/archive)");
      }
      JsonNode manifest;
      try (InputStream content = zip.getInputStream(entry)) {
        manifest = JSON.readTree(content);
      }
      ArchiveFile archive = new ArchiveFile(zip, manifest);
      archive.verify();
      return archive;
    } catch (IOException | JacksonException damaged) {
      zip.close();
      throw damaged instanceof IOException io ? io : new IOException(MANIFEST + " is no JSON");
    }
  }

  private void verify() throws IOException {
    String format = manifest.path("format").asString("");
    if (!format.equals("florin-archive") || manifest.path("version").asInt(0) != 1) {
      throw new IOException(
          "format: '%s' %s (expected: florin-archive 1)"
              .formatted(format, manifest.path("version")));
    }
    for (JsonNode part : manifest.path("parts")) {
      String file = part.path("file").asString("");
      String hash = hash(file);
      if (!hash.equals(part.path("sha256").asString(""))) {
        throw new IOException(
            "%s: SHA-256 %s (expected: %s)"
                .formatted(file, hash, part.path("sha256").asString("")));
      }
    }
  }

  private InputStream content(String file) throws IOException {
    @Nullable ZipEntry entry = zip.getEntry(file);
    if (entry == null) {
      throw new IOException(file + " is missing");
    }
    return zip.getInputStream(entry);
  }

  private String hash(String file) throws IOException {
    try (DigestInputStream content =
        new DigestInputStream(content(file), MessageDigest.getInstance("SHA-256"))) {
      content.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(content.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The number of rows of a list. */
  long count(String list) {
    for (JsonNode part : manifest.path("parts")) {
      if (part.path("file").asString("").equals(list + ".ndjson")) {
        return part.path("rows").asLong();
      }
    }
    return 0;
  }

  /** The rows of a list, one after the other. */
  void rows(String list, RowConsumer consumer) throws IOException, InterruptedException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(content(list + ".ndjson"), StandardCharsets.UTF_8))) {
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          consumer.accept(JSON.readTree(line));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
