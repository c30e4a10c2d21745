package florin.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Protocol;
import org.apache.avro.Schema;

/** The committed history, and the schemas of this build that belong into it. */
final class SchemaHistory {

  static final Path FOLDER = Path.of("history");
  static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  private SchemaHistory() {}

  /** The records of the contracts that are events: each has the instant {@code at}. */
  static List<Schema> events() {
    return Stream.of(
            florin.events.accounts.AccountsEvents.PROTOCOL,
            florin.events.transactions.TransactionsEvents.PROTOCOL,
            florin.events.transactions.RulesEvents.PROTOCOL,
            florin.events.transactions.RulesAppliedEvents.PROTOCOL,
            florin.events.transactions.TransferEvents.PROTOCOL,
            florin.events.transactions.ReviewEvents.PROTOCOL,
            florin.events.providersync.ProviderSyncEvents.PROTOCOL,
            florin.events.planning.PlanningEvents.PROTOCOL,
            florin.events.planning.PlanningMarkEvents.PROTOCOL,
            florin.events.planning.PlanningMinimumPaymentEvents.PROTOCOL,
            florin.events.transactions.RecurringEvents.PROTOCOL,
            florin.events.erasure.ErasureEvents.PROTOCOL)
        .map(Protocol::getTypes)
        .flatMap(java.util.Collection::stream)
        .filter(type -> type.getType() == Schema.Type.RECORD && type.getField("at") != null)
        .toList();
  }

  static String name(Schema schema) {
    return schema.getFullName() + "." + hex(EventSchemas.fingerprint(schema));
  }

  static String hex(long fingerprint) {
    return String.format("%016x", fingerprint);
  }

  static List<Schema> committed() throws IOException {
    List<Schema> schemas = new ArrayList<>();
    for (String file : Files.readAllLines(FOLDER.resolve("index.txt"))) {
      schemas.add(new Schema.Parser().parse(FOLDER.resolve(file).toFile()));
    }
    return schemas;
  }

  /**
   * Adds what is new in this build to the history and writes its golden file; never touches what is
   * there.
   */
  static void record() throws IOException {
    Files.createDirectories(FOLDER);
    Files.createDirectories(GOLDEN);
    for (Schema schema : events()) {
      Path file = FOLDER.resolve(name(schema) + ".avsc");
      if (Files.notExists(file)) {
        Files.writeString(file, schema.toString(true) + "\n");
      }
      Path golden = GOLDEN.resolve(name(schema) + ".bin");
      if (Files.notExists(golden)) {
        Files.write(
            golden, AvroEvents.frame(EventSchemas.fingerprint(schema), Samples.encoded(schema)));
      }
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> names =
          files
              .map(f -> f.getFileName().toString())
              .filter(n -> n.endsWith(".avsc"))
              .sorted()
              .toList();
      Files.write(FOLDER.resolve("index.txt"), names);
    }
    new HistoryGate(Path.of("")).record();
  }

  public static void main(String[] arguments) throws IOException {
    record();
  }
}
