package florin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractTests {

  static Stream<Schema> events() {
    return SchemaHistory.events().stream();
  }

  static Stream<Path> goldenFiles() throws IOException {
    return Files.list(SchemaHistory.GOLDEN).sorted();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everySchemaOfThisBuildIsInTheHistory(Schema schema) {
    assertThat(SchemaHistory.FOLDER.resolve(SchemaHistory.name(schema) + ".avsc"))
        .as("run SchemaHistory.main in schemas/events to add a new version, then commit it")
        .exists();
    assertThat(EventSchemas.shipped().find(EventSchemas.fingerprint(schema))).isPresent();
  }

  @ParameterizedTest
  @MethodSource("events")
  void everySchemaReadsAndIsReadByEveryVersionEverShipped(Schema schema) {
    List<Schema> versions = EventSchemas.shipped().versions(schema.getFullName());
    assertThat(versions).isNotEmpty();
    for (Schema version : versions) {
      assertThat(compatible(schema, version))
          .as("today reads %s", SchemaHistory.name(version))
          .isTrue();
      assertThat(compatible(version, schema))
          .as("%s reads today", SchemaHistory.name(version))
          .isTrue();
    }
  }

  @Test
  void nothingEverLeavesTheHistory() throws IOException {
    List<String> names = SchemaHistory.committed().stream().map(SchemaHistory::name).toList();
    assertThat(names.stream().map(name -> SchemaHistory.GOLDEN.resolve(name + ".bin")))
        .allSatisfy(golden -> assertThat(golden).exists());
    try (Stream<Path> golden = goldenFiles()) {
      assertThat(golden.map(file -> file.getFileName().toString().replace(".bin", "")))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void everyGoldenFileDecodesForEver(Path golden) throws IOException {
    SpecificRecord event = AvroEvents.unframe(Files.readAllBytes(golden));
    assertThat(golden.getFileName().toString()).startsWith(event.getSchema().getFullName() + ".");
    byte[] again = AvroEvents.encode(event);
    assertThat(AvroEvents.encode(AvroEvents.decode(AvroEvents.fingerprint(event), again)))
        .isEqualTo(again);
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void truncatedOrDamagedBytesAreRefusedAndNothingElse(Path golden) throws IOException {
    byte[] good = Files.readAllBytes(golden);
    Random random = new Random(good.length);
    for (int length = 0; length < good.length; length++) {
      byte[] truncated = java.util.Arrays.copyOf(good, length);
      assertThatThrownBy(() -> AvroEvents.unframe(truncated)).isInstanceOf(UnreadableEvent.class);
    }
    for (int round = 0; round < 200; round++) {
      byte[] flipped = good.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        AvroEvents.unframe(flipped);
      } catch (UnreadableEvent expected) {
        assertThat(expected).hasMessageContaining("expected").hasMessageNotContaining("null");
      }
    }
  }

  private static boolean compatible(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }
}
