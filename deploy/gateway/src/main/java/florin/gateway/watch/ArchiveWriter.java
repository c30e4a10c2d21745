package florin.gateway.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an archive as it is read: a zip with one NDJSON file for each part and a manifest at the
 * end. Each method returns the bytes that are complete by then. For one thread at a time.
 */
final class ArchiveWriter implements AutoCloseable {

  /** Data of a household that the archive does not contain. */
  static final List<String> NOT_CONTAINED =
      List.of(
          "connections to banks and their tokens: link the banks again",
          "removed transactions, deleted rules, scenarios and series, merged or archived merchants",
          "holdings, trades and terms of debts, which banks report again",
          "the history of changes, and suggestions that were rejected",
          "uploaded files and the settings of imports");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(written, StandardCharsets.UTF_8);
  private final ObjectNode manifest = JSON.createObjectNode();
  private final ArrayNode parts;
  private MessageDigest hash = sha256();
  private long rows;
  private long bytes;
  private boolean lineEnded = true;

  ArchiveWriter(Instant at) {
    manifest.put("format", "florin-archive");
    manifest.put("version", 1);
    manifest.put("createdAt", at.toString());
    parts = manifest.putArray("parts");
    NOT_CONTAINED.forEach(manifest.putArray("notContained")::add);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  byte[] begin(String file) {
    hash = sha256();
    rows = 0;
    bytes = 0;
    lineEnded = true;
    put(file);
    return taken();
  }

  byte[] write(byte[] some) {
    add(some);
    return taken();
  }

  /**
   * @param position of the user's last event in the part; empty if the service names none
   */
  byte[] end(String file, String position) {
    if (!lineEnded) {
      add(new byte[] {'\n'});
    }
    ObjectNode part = parts.addObject();
    part.put("file", file);
    part.put("rows", rows);
    part.put("bytes", bytes);
    part.put("sha256", HexFormat.of().formatHex(hash.digest()));
    if (position.matches("[0-9]{1,18}")) {
      part.put("position", Long.parseLong(position));
    }
    try {
      zip.closeEntry();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return taken();
  }

  byte[] finish() {
    put("manifest.json");
    try {
      zip.write((manifest.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      zip.finish();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return taken();
  }

  private void put(String file) {
    ZipEntry entry = new ZipEntry(file);
    entry.setTime(0); // equal data, equal bytes
    try {
      zip.putNextEntry(entry);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private void add(byte[] some) {
    if (some.length == 0) {
      return;
    }
    for (byte one : some) {
      rows += one == '\n' ? 1 : 0;
    }
    bytes += some.length;
    hash.update(some);
    lineEnded = some[some.length - 1] == '\n';
    try {
      zip.write(some);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private byte[] taken() {
    byte[] now = written.toByteArray();
    written.reset();
    return now;
  }

  /** Frees the memory of the compression. */
  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
