package florin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.util.FileSystemUtils;

/** Runs the benchmarks and writes {@code bench.md}. */
final class Bench {

  // What changes the ledgers comes after what only reads them.
  private static final List<String> ALL =
      List.of("S1", "S4", "S6", NetWorth.NAME, ListPages.NAME, SingleCommands.NAME);

  private Bench() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    Settings settings = Settings.read();
    Path kafkaFolder =
        Files.createTempDirectory(Files.createDirectories(settings.target()), "kafka");
    try (Postgres postgres = new Postgres();
        Kafka kafka = new Kafka(kafkaFolder)) {
      Report report = run(settings, postgres, kafka);
      Files.writeString(settings.target().resolve("bench.md"), report.markdown());
      System.out.println(report.markdown());
    }
    FileSystemUtils.deleteRecursively(kafkaFolder);
    System.exit(0); // threads of a library must not keep a finished run alive
  }

  private static Report run(Settings settings, Postgres postgres, Kafka kafka) throws SQLException {
    List<Rounds> measured = new ArrayList<>();
    try (Ledgers ledgers = new Ledgers(postgres, kafka, settings)) {
      for (String name : ALL) {
        if (settings.only().contains(name)) {
          Benchmark benchmark = named(name, settings, postgres, kafka, ledgers);
          measure(benchmark, settings);
          measured.addAll(benchmark.rounds());
        }
      }
    }
    return new Report(settings, postgres.settings(), measured);
  }

  private static Benchmark named(
      String name, Settings settings, Postgres postgres, Kafka kafka, Ledgers ledgers) {
    return switch (name) {
      case "S1" -> new Intake(postgres, kafka, settings);
      case "S4" -> new Appends(postgres, kafka, settings);
      case "S6" -> new Relaying(postgres, kafka, settings);
      case NetWorth.NAME -> new NetWorth(postgres, kafka, settings);
      case ListPages.NAME -> new ListPages(ledgers);
      case SingleCommands.NAME -> new SingleCommands(ledgers, settings);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void measure(Benchmark benchmark, Settings settings) throws SQLException {
    for (int number = -settings.warmups(); number < settings.rounds(); number++) {
      boolean last = number == settings.rounds() - 1;
      Profile profile = last && settings.profile() ? new Profile(settings.target()) : Profile.NONE;
      List<Rounds.Round> round = benchmark.round(number % 2 == 0, profile);
      for (int i = 0; i < round.size(); i++) {
        Rounds rounds = benchmark.rounds().get(i);
        show(rounds.name(), number, round.get(i));
        if (number >= 0) {
          rounds.add(round.get(i));
        }
      }
    }
  }

  private static void show(String name, int number, Rounds.Round round) {
    System.out.printf(
        Locale.ROOT,
        "%s %s ratio %.3f, Florin %,.0f/s, limit %,.0f/s%n",
        name,
        number < 0 ? "warm-up:" : "round " + (number + 1) + ":",
        round.ratio(),
        round.florin(),
        round.limit());
  }
}
