package florin.bench;

import florin.bench.environment.BenchClient;
import florin.bench.environment.BenchSettings;
import florin.bench.environment.FlightRecording;
import florin.bench.environment.RunningTransactions;
import florin.bench.environment.ServiceDatabase;
import florin.bench.feed.FilledApplication;
import florin.bench.feed.FilledApplications;
import florin.bench.feed.JdbcCommandLimit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * S5: 32 clients of 32 households, each editing one transaction after another over HTTP, beside 32
 * connections that each commit one event after another under the same locks.
 */
final class SingleCommandBenchmark implements Benchmark {

  static final String NAME = "S5";

  private static final int MOST_EACH = 100;
  private static final int ALONE = 200;
  private static final String EVENTS = "select count(*) from journal.event";
  private static final String BARE = "select count(*) from bare.event";

  private final FilledApplications filledApplications;
  private final int each;
  private final int warmupCommands;
  private boolean warm;
  private final List<BenchmarkRounds> rounds = new ArrayList<>();
  private int texts;

  SingleCommandBenchmark(FilledApplications filledApplications, BenchSettings benchSettings) {
    this.filledApplications = filledApplications;
    this.each = Math.clamp(benchSettings.rows() / 200, 5, MOST_EACH);
    this.warmupCommands = benchSettings.warmupCommands();
    for (int rows : filledApplications.sizes()) {
      rounds.add(
          BenchmarkRounds.of(
              "%s, %,d".formatted(NAME, rows),
              "single commands: PATCH of a note, 32 clients of 32 households",
              0.5,
              true,
              "HTTP, the check of a token, JSON; looks for an erased user, registers the user,"
                  + " loads the stream and folds it, decides, reads and writes the row of the view"
                  + " under row-level security, reads it back with its names and running balance;"
                  + " its relay sends every event to Kafka at the same time"));
    }
    rounds.add(
        BenchmarkRounds.of(
            NAME + ", growth",
            "PATCH of one client: p50(rows) / p50(rows / 10)",
            1.5,
            false,
            "the same; the limit's rate is that of its 32 connections over all rows"));
  }

  @Override
  public List<BenchmarkRounds> rounds() {
    return rounds;
  }

  /** Nanoseconds of both sides, and of the median of a single client. */
  private record Times(long florin, long limit, long alone) {}

  @Override
  public List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    warmUp();
    List<BenchmarkRounds.Round> measured = new ArrayList<>();
    List<Times> bySize = new ArrayList<>();
    int commands = each * FilledApplication.HOUSEHOLDS;
    for (FilledApplication filledApplication : filledApplications.both()) {
      Times times = times(filledApplication, florinFirst, flightRecording);
      measured.add(
          BenchmarkRounds.Round.of(
              commands,
              times.florin(),
              times.limit(),
              "%,d commands and %,d events on each side".formatted(commands, commands)));
      bySize.add(times);
    }
    Times few = bySize.getFirst();
    Times many = bySize.getLast();
    measured.add(
        new BenchmarkRounds.Round(
            (double) many.alone() / few.alone(),
            BenchmarkRounds.rate(1, many.alone()),
            BenchmarkRounds.rate(commands, many.limit()),
            String.format(Locale.ROOT, "%.2f → %.2f ms", few.alone() / 1e6, many.alone() / 1e6)));
    return measured;
  }

  /** Half of the commands on each database, before the first round of the run. */
  private void warmUp() throws SQLException {
    if (warm) {
      return;
    }
    warm = true;
    int perHousehold = warmupCommands / 2 / FilledApplication.HOUSEHOLDS;
    for (FilledApplication filledApplication : filledApplications.both()) {
      try (BenchClient benchClient =
          new BenchClient(filledApplication.port(), FilledApplication.HOUSEHOLDS)) {
        edit(benchClient, edits(filledApplication, perHousehold));
      }
    }
  }

  private static void edit(BenchClient benchClient, List<Edits> edits) {
    Flux.merge(edits.stream().map(one -> one.with(benchClient)).toList()).blockLast();
  }

  private Times times(
      FilledApplication filledApplication, boolean florinFirst, FlightRecording flightRecording)
      throws SQLException {
    long limit = florinFirst ? 0 : limit(filledApplication);
    long florin =
        flightRecording.of(NAME + "-" + filledApplication.rows(), () -> florin(filledApplication));
    long alone = alone(filledApplication);
    return new Times(florin, florinFirst ? limit(filledApplication) : limit, alone);
  }

  private long florin(FilledApplication filledApplication) {
    List<Edits> edits = edits(filledApplication, each);
    ServiceDatabase serviceDatabase = filledApplication.database();
    serviceDatabase.await(RunningTransactions.RELAYED, 0);
    long before = serviceDatabase.number(EVENTS);
    serviceDatabase.checkpoint();
    try (BenchClient benchClient =
        new BenchClient(filledApplication.port(), FilledApplication.HOUSEHOLDS)) {
      long start = System.nanoTime();
      edit(benchClient, edits);
      long nanos = System.nanoTime() - start;
      demand(serviceDatabase.number(EVENTS) - before, (long) each * edits.size());
      return nanos;
    }
  }

  private static void demand(long events, long commands) {
    if (events != commands) {
      throw new IllegalStateException("events: " + events + " (expected: " + commands + ")");
    }
  }

  /** The edits of one household, in turn on all that it has; no text is there already. */
  private record Edits(String token, List<UUID> transactions, int count, int text) {
    Mono<Void> with(BenchClient benchClient) {
      return Flux.range(0, count)
          .concatMap(
              number ->
                  benchClient.patch(
                      token,
                      transactions.get(number % transactions.size()),
                      "{\"note\":\"" + text + " " + number + "\"}"))
          .then();
    }
  }

  private List<Edits> edits(FilledApplication filledApplication, int count) {
    return IntStream.range(0, FilledApplication.HOUSEHOLDS)
        .mapToObj(household -> edits(filledApplication, household, count))
        .toList();
  }

  private Edits edits(FilledApplication filledApplication, int household, int count) {
    try {
      return new Edits(
          filledApplication.token(household),
          filledApplication.transactions(household, Math.min(count, MOST_EACH)),
          count,
          ++texts);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private long alone(FilledApplication filledApplication) throws SQLException {
    List<UUID> transactions = filledApplication.transactions(1, ALONE);
    String token = filledApplication.token(1);
    List<Long> nanos = new ArrayList<>();
    texts++;
    try (BenchClient benchClient = new BenchClient(filledApplication.port(), 1)) {
      for (int number = 0; number < ALONE; number++) {
        UUID id = transactions.get(number % transactions.size());
        long start = System.nanoTime();
        benchClient.patchNow(token, id, "{\"note\":\"" + texts + " " + number + "\"}");
        nanos.add(System.nanoTime() - start);
      }
    }
    return ListBenchmark.median(nanos);
  }

  private long limit(FilledApplication filledApplication) throws SQLException {
    ServiceDatabase serviceDatabase = filledApplication.database();
    List<JdbcCommandLimit> clients = new ArrayList<>();
    List<Connection> connections = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(FilledApplication.HOUSEHOLDS)) {
      for (int household = 0; household < FilledApplication.HOUSEHOLDS; household++) {
        Connection connection = serviceDatabase.open();
        connections.add(connection);
        clients.add(new JdbcCommandLimit(connection, FilledApplication.user(household)));
      }
      long before = serviceDatabase.number(BARE);
      serviceDatabase.checkpoint();
      long start = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      clients.forEach(client -> running.add(threads.submit(() -> client.commit(each))));
      for (Future<?> one : running) {
        one.get();
      }
      long nanos = System.nanoTime() - start;
      demand(serviceDatabase.number(BARE) - before, (long) each * clients.size());
      return nanos;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }
}
