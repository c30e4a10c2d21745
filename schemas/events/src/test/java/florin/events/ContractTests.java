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
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
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

  @Test
  void everySchemaReadsAndIsReadByEveryVersionEverShipped() throws IOException {
    assertThat(SchemaHistory.committed()).isNotEmpty();
    assertThat(ContractGate.faults(SchemaHistory.events(), SchemaHistory.committed())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void todaysBytesAreReadableByEveryVersionEverShipped(Schema today) throws IOException {
    byte[] bytes = Samples.encoded(today);
    List<Schema> versions = EventSchemas.shipped().versions(today.getFullName());
    assertThat(versions).isNotEmpty();
    for (Schema version : versions) {
      var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
      GenericRecord read =
          new GenericDatumReader<GenericRecord>(today, version).read(null, decoder);
      assertThat(decoder.isEnd()).isTrue();
      assertThat(GenericData.get().validate(version, read)).isTrue();
    }
  }

  @Test
  void nothingEverLeavesTheHistory() throws IOException {
    assertThat(new HistoryGate(Path.of("")).faults()).isEmpty();
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
}
