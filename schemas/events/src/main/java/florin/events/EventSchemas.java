package florin.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.SchemaStore;

/**
 * Every schema an event was ever written with, by its CRC-64-AVRO fingerprint. They lie on the
 * classpath as {@code florin/events/history/<full name>.<fingerprint>.avsc} with an index beside
 * them; a schema that was shipped stays there for ever, so that everything ever written can be
 * read.
 */
public final class EventSchemas implements SchemaStore {

  private static final String HISTORY = "/florin/events/history/";
  private static final EventSchemas SHIPPED = new EventSchemas(read());

  private final Map<Long, Schema> byFingerprint;

  /** Schemas of newer builds of other services. */
  private final Map<Long, Schema> learned = new ConcurrentHashMap<>();

  private EventSchemas(Map<Long, Schema> byFingerprint) {
    this.byFingerprint = byFingerprint;
  }

  /** All schemas of this build and of every build before it. */
  public static EventSchemas shipped() {
    return SHIPPED;
  }

  /**
   * The CRC-64-AVRO of the schema's parsing canonical form (Avro specification, "Schema
   * fingerprints").
   */
  public static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  @Override
  public Schema findByFingerprint(long fingerprint) {
    return find(fingerprint)
        .orElseThrow(
            () ->
                new UnreadableEvent(
                    "fingerprint: "
                        + Long.toHexString(fingerprint)
                        + " (expected: a schema of the history)"));
  }

  public Optional<Schema> find(long fingerprint) {
    Schema shipped = byFingerprint.get(fingerprint);
    return Optional.ofNullable(shipped == null ? learned.get(fingerprint) : shipped);
  }

  /** Adds the schema of a newer build, so that what it writes can be read. */
  public void learn(Schema schema) {
    long fingerprint = fingerprint(schema);
    if (!byFingerprint.containsKey(fingerprint)) {
      learned.put(fingerprint, schema);
    }
  }

  /** Every schema of this build, by its fingerprint. */
  public Map<Long, Schema> all() {
    return byFingerprint;
  }

  /**
   * Every version of one record in this build, in no particular order; empty for a name that it
   * does not have.
   */
  public List<Schema> versions(String fullName) {
    return byFingerprint.values().stream().filter(s -> s.getFullName().equals(fullName)).toList();
  }

  private static Map<Long, Schema> read() {
    Map<Long, Schema> schemas = new HashMap<>();
    for (String file : index()) {
      Schema schema = parse(file);
      schemas.put(fingerprint(schema), schema);
    }
    return Map.copyOf(schemas);
  }

  private static List<String> index() {
    InputStream index = EventSchemas.class.getResourceAsStream(HISTORY + "index.txt");
    if (index == null) {
      return List.of();
    }
    List<String> files = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.isBlank()).forEach(files::add);
      return files;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Schema parse(String file) {
    try (InputStream in = EventSchemas.class.getResourceAsStream(HISTORY + file)) {
      if (in == null) {
        throw new IllegalStateException(
            "history: " + file + " (expected: a file, the index names it)");
      }
      return new Schema.Parser().parse(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
