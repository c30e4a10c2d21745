package florin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate over the files, on a copy of the real ones. */
class HistoryGateTests {

  @TempDir private Path root;
  private String name;

  @BeforeEach
  void copy() throws IOException {
    for (Path folder : List.of(SchemaHistory.FOLDER, SchemaHistory.GOLDEN)) {
      Files.createDirectories(root.resolve(folder));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.copy(file, root.resolve(file));
        }
      }
    }
    Files.copy(HistoryGate.SUMS, root.resolve(HistoryGate.SUMS));
    name = SchemaHistory.name(SchemaHistory.events().getFirst());
    assertThat(new HistoryGate(root).faults()).isEmpty();
  }

  private Path schema() {
    return root.resolve(SchemaHistory.FOLDER).resolve(name + ".avsc");
  }

  private Path golden() {
    return root.resolve(SchemaHistory.GOLDEN).resolve(name + ".bin");
  }

  private void without(Path list, String what) throws IOException {
    List<String> lines = Files.readAllLines(list);
    List<String> kept = lines.stream().filter(line -> !line.contains(what)).toList();
    assertThat(kept).hasSizeLessThan(lines.size());
    Files.write(list, kept);
  }

  private void refuses(String fault) throws IOException {
    assertThat(new HistoryGate(root).faults()).anyMatch(found -> found.contains(fault));
    new HistoryGate(root).record(); // recording again is no way out
    assertThat(new HistoryGate(root).faults()).anyMatch(found -> found.contains(fault));
  }

  @Test
  void refusesThatAGoldenFileIsDeleted() throws IOException {
    Files.delete(golden());
    refuses(name + ".bin: gone");
  }

  @Test
  void refusesThatAGoldenFileIsChangedToAnotherGoodEvent() throws IOException {
    byte[] bytes = Files.readAllBytes(golden());
    bytes[bytes.length - 1] ^= 1;
    assertThat(AvroEvents.unframe(bytes)).isNotNull();
    Files.write(golden(), bytes);
    refuses(name + ".bin: changed");
  }

  @Test
  void refusesThatASchemaIsDeletedWithEverythingOfIt() throws IOException {
    Files.delete(schema());
    Files.delete(golden());
    without(root.resolve(SchemaHistory.FOLDER).resolve("index.txt"), name);
    refuses(name + ".avsc: gone");
  }

  @Test
  void refusesThatASchemaLeavesTheIndex() throws IOException {
    without(root.resolve(SchemaHistory.FOLDER).resolve("index.txt"), name);
    refuses("index.txt");
  }

  @Test
  void refusesThatAShippedSchemaIsEdited() throws IOException {
    String text = Files.readString(schema());
    assertThat(text).contains("timestamp-millis");
    // The fingerprint does not cover logical types: only the sum sees this.
    Files.writeString(schema(), text.replace("timestamp-millis", "timestamp-micros"));
    refuses(name + ".avsc: changed");
  }

  @Test
  void refusesASchemaUnderAForeignName() throws IOException {
    Path foreign =
        schema().resolveSibling(name.replaceAll("[0-9a-f]{16}$", "0".repeat(16)) + ".avsc");
    Files.move(schema(), foreign);
    refuses("expected: its own name and fingerprint");
  }

  @Test
  void refusesThatSumsAreForgotten() throws IOException {
    without(root.resolve(HistoryGate.SUMS), name);
    assertThat(new HistoryGate(root).faults())
        .anyMatch(found -> found.contains("not in " + HistoryGate.SUMS));
  }
}
