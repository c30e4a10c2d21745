package florin.bench;

import florin.bench.environment.BenchSettings;
import florin.bench.environment.FlightRecording;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.feed.FilledApplications;
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

  // Benchmarks that change the databases run after those that only read them.
  private static final List<String> ALL =
      List.of(
          "S1",
          "S4",
          "S6",
          RuleIntakeBenchmark.NAME,
          NetWorthBenchmark.NAME,
          ReportBenchmark.NAME,
          ListBenchmark.NAME,
          SearchBenchmark.NAME,
          RuleRunBenchmark.NAME,
          SingleCommandBenchmark.NAME);

  private Bench() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    BenchSettings benchSettings = BenchSettings.read();
    Path kafkaFolder =
        Files.createTempDirectory(Files.createDirectories(benchSettings.target()), "kafka");
    try (PostgresProcess postgresProcess = new PostgresProcess();
        KafkaProcess kafkaProcess = new KafkaProcess(kafkaFolder)) {
      Report report = run(benchSettings, postgresProcess, kafkaProcess);
      Files.writeString(benchSettings.target().resolve("bench.md"), report.markdown());
      System.out.println(report.markdown());
    }
    FileSystemUtils.deleteRecursively(kafkaFolder);
    System.exit(0); // threads of a library must not keep a finished run alive
  }

  private static Report run(
      BenchSettings benchSettings, PostgresProcess postgresProcess, KafkaProcess kafkaProcess)
      throws SQLException {
    List<BenchmarkRounds> measured = new ArrayList<>();
    try (FilledApplications filledApplications =
        new FilledApplications(postgresProcess, kafkaProcess, benchSettings)) {
      for (String name : ALL) {
        if (benchSettings.only().contains(name)) {
          Benchmark benchmark =
              named(name, benchSettings, postgresProcess, kafkaProcess, filledApplications);
          measure(benchmark, benchSettings);
          measured.addAll(benchmark.rounds());
        }
      }
    }
    return new Report(benchSettings, postgresProcess.settings(), measured);
  }

  private static Benchmark named(
      String name,
      BenchSettings benchSettings,
      PostgresProcess postgresProcess,
      KafkaProcess kafkaProcess,
      FilledApplications filledApplications) {
    return switch (name) {
      case "S1" -> new IntakeBenchmark(postgresProcess, kafkaProcess, benchSettings);
      case "S4" -> new AppendBenchmark(postgresProcess, kafkaProcess, benchSettings);
      case "S6" -> new RelayBenchmark(postgresProcess, kafkaProcess, benchSettings);
      case RuleIntakeBenchmark.NAME ->
          new RuleIntakeBenchmark(postgresProcess, kafkaProcess, benchSettings);
      case NetWorthBenchmark.NAME ->
          new NetWorthBenchmark(postgresProcess, kafkaProcess, benchSettings);
      case ReportBenchmark.NAME ->
          new ReportBenchmark(postgresProcess, kafkaProcess, benchSettings);
      case ListBenchmark.NAME -> new ListBenchmark(filledApplications);
      case SearchBenchmark.NAME -> new SearchBenchmark(filledApplications);
      case RuleRunBenchmark.NAME ->
          new RuleRunBenchmark(filledApplications, postgresProcess, kafkaProcess, benchSettings);
      case SingleCommandBenchmark.NAME ->
          new SingleCommandBenchmark(filledApplications, benchSettings);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void measure(Benchmark benchmark, BenchSettings benchSettings)
      throws SQLException {
    for (int number = -benchSettings.warmups(); number < benchSettings.rounds(); number++) {
      boolean last = number == benchSettings.rounds() - 1;
      FlightRecording flightRecording =
          last && benchSettings.profile()
              ? new FlightRecording(benchSettings.target())
              : FlightRecording.NONE;
      List<BenchmarkRounds.Round> round = benchmark.round(number % 2 == 0, flightRecording);
      for (int i = 0; i < round.size(); i++) {
        BenchmarkRounds benchmarkRounds = benchmark.rounds().get(i);
        show(benchmarkRounds.name(), number, round.get(i));
        if (number >= 0) {
          benchmarkRounds.add(round.get(i));
        }
      }
    }
  }

  private static void show(String name, int number, BenchmarkRounds.Round round) {
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
