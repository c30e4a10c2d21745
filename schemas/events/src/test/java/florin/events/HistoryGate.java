package florin.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * What was shipped stays as it was: every schema and golden file is in a list of SHA-256 sums that
 * only grows (the format of {@code sha256sum -c}), every schema in the index, and each has the
 * other.
 *
 * @param root where history, golden files and sums lie
 */
record HistoryGate(Path root) {

  static final Path SUMS = Path.of("history.sha256");

  /** Why these files are refused; empty if they are good. */
  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>();
    Map<String, String> sums = sums();
    TreeSet<String> there = files();
    for (Map.Entry<String, String> sum : sums.entrySet()) {
      if (!there.contains(sum.getKey())) {
        faults.add(sum.getKey() + ": gone (expected: kept for ever)");
      } else if (!sum.getValue().equals(sum(sum.getKey()))) {
        faults.add(sum.getKey() + ": changed (expected: as it was shipped)");
      }
    }
    TreeSet<String> schemas = new TreeSet<>();
    TreeSet<String> golden = new TreeSet<>();
    for (String file : there) {
      if (!sums.containsKey(file)) {
        faults.add(file + ": not in " + SUMS + " (expected: recorded)");
      }
      String name = Path.of(file).getFileName().toString();
      (name.endsWith(".bin") ? golden : schemas).add(name.substring(0, name.lastIndexOf('.')));
    }
    if (!schemas.equals(golden)) {
      faults.add("golden files: " + golden.size() + " (expected: one for each schema)");
    }
    if (!List.copyOf(schemas).equals(indexed())) {
      faults.add("index.txt: " + indexed().size() + " lines (expected: every schema, sorted)");
    }
    for (String schema : schemas) {
      String real = SchemaHistory.name(parse(schema));
      if (!real.equals(schema)) {
        faults.add(schema + ": is " + real + " (expected: its own name and fingerprint)");
      }
    }
    return faults;
  }

  private Schema parse(String name) throws IOException {
    return new Schema.Parser()
        .parse(root.resolve(SchemaHistory.FOLDER).resolve(name + ".avsc").toFile());
  }

  private List<String> indexed() throws IOException {
    return Files.readAllLines(root.resolve(SchemaHistory.FOLDER).resolve("index.txt")).stream()
        .map(line -> line.replace(".avsc", ""))
        .toList();
  }

  /** Adds the sums of new files; never touches a line that is there. */
  void record() throws IOException {
    List<String> lines = new ArrayList<>();
    Map<String, String> sums = sums();
    for (String file : files()) {
      if (!sums.containsKey(file)) {
        lines.add(sum(file) + "  " + file);
      }
    }
    List<String> all = new ArrayList<>(lines());
    all.addAll(lines);
    Files.write(root.resolve(SUMS), all);
  }

  private List<String> lines() throws IOException {
    Path file = root.resolve(SUMS);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private Map<String, String> sums() throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String line : lines()) {
      String[] parts = line.split("  ", 2);
      sums.put(parts[1], parts[0]);
    }
    return sums;
  }

  private TreeSet<String> files() throws IOException {
    TreeSet<String> files = new TreeSet<>();
    for (Path folder : List.of(SchemaHistory.FOLDER, SchemaHistory.GOLDEN)) {
      try (Stream<Path> all = Files.list(root.resolve(folder))) {
        all.filter(file -> file.toString().endsWith(".avsc") || file.toString().endsWith(".bin"))
            .forEach(file -> files.add(root.relativize(file).toString().replace('\\', '/')));
      }
    }
    return files;
  }

  private String sum(String file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(root.resolve(file));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
