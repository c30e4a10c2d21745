package florin.bench;

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
final class SingleCommands implements Benchmark {

  static final String NAME = "S5";

  private static final int MOST_EACH = 100;
  private static final int ALONE = 200;
  private static final String EVENTS = "select count(*) from journal.event";
  private static final String BARE = "select count(*) from bare.event";

  private final Ledgers ledgers;
  private final int each;
  private final List<Rounds> rounds = new ArrayList<>();
  private int texts;

  SingleCommands(Ledgers ledgers, Settings settings) {
    this.ledgers = ledgers;
    this.each = Math.clamp(settings.rows() / 200, 5, MOST_EACH);
    for (int rows : ledgers.sizes()) {
      rounds.add(
          Rounds.of(
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
        Rounds.of(
            NAME + ", growth",
            "PATCH of one client: p50(rows) / p50(rows / 10)",
            1.5,
            false,
            "the same; the limit's rate is that of its 32 connections over all rows"));
  }

  @Override
  public List<Rounds> rounds() {
    return rounds;
  }

  /** What one ledger needed: nanoseconds of both sides, and of the median of a client alone. */
  private record Times(long florin, long limit, long alone) {}

  @Override
  public List<Rounds.Round> round(boolean florinFirst, Profile profile) throws SQLException {
    List<Rounds.Round> measured = new ArrayList<>();
    List<Times> bySize = new ArrayList<>();
    int commands = each * Ledger.HOUSEHOLDS;
    for (Ledger ledger : ledgers.both()) {
      Times times = times(ledger, florinFirst, profile);
      measured.add(
          Rounds.Round.of(
              commands,
              times.florin(),
              times.limit(),
              "%,d commands and %,d events on each side".formatted(commands, commands)));
      bySize.add(times);
    }
    Times few = bySize.getFirst();
    Times many = bySize.getLast();
    measured.add(
        new Rounds.Round(
            (double) many.alone() / few.alone(),
            Rounds.rate(1, many.alone()),
            Rounds.rate(commands, many.limit()),
            String.format(Locale.ROOT, "%.2f → %.2f ms", few.alone() / 1e6, many.alone() / 1e6)));
    return measured;
  }

  private Times times(Ledger ledger, boolean florinFirst, Profile profile) throws SQLException {
    long limit = florinFirst ? 0 : limit(ledger);
    long florin = profile.of(NAME + "-" + ledger.rows(), () -> florin(ledger));
    long alone = alone(ledger);
    return new Times(florin, florinFirst ? limit(ledger) : limit, alone);
  }

  private long florin(Ledger ledger) {
    List<Edits> edits =
        IntStream.range(0, Ledger.HOUSEHOLDS).mapToObj(n -> edits(ledger, n)).toList();
    Database database = ledger.database();
    database.await(Transactions.RELAYED, 0);
    long before = database.number(EVENTS);
    database.checkpoint();
    try (Client client = new Client(ledger.port(), Ledger.HOUSEHOLDS)) {
      long start = System.nanoTime();
      Flux.merge(edits.stream().map(one -> one.with(client)).toList()).blockLast();
      long nanos = System.nanoTime() - start;
      demand(database.number(EVENTS) - before, (long) each * edits.size());
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
    Mono<Void> with(Client client) {
      return Flux.range(0, count)
          .concatMap(
              number ->
                  client.patch(
                      token,
                      transactions.get(number % transactions.size()),
                      "{\"note\":\"" + text + " " + number + "\"}"))
          .then();
    }
  }

  private Edits edits(Ledger ledger, int household) {
    try {
      return new Edits(
          ledger.token(household), ledger.transactions(household, each), each, ++texts);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private long alone(Ledger ledger) throws SQLException {
    List<UUID> transactions = ledger.transactions(1, ALONE);
    String token = ledger.token(1);
    List<Long> nanos = new ArrayList<>();
    texts++;
    try (Client client = new Client(ledger.port(), 1)) {
      for (int number = 0; number < ALONE; number++) {
        UUID id = transactions.get(number % transactions.size());
        long start = System.nanoTime();
        client.patchNow(token, id, "{\"note\":\"" + texts + " " + number + "\"}");
        nanos.add(System.nanoTime() - start);
      }
    }
    return ListPages.median(nanos);
  }

  private long limit(Ledger ledger) throws SQLException {
    Database database = ledger.database();
    List<BareCommands> clients = new ArrayList<>();
    List<Connection> connections = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(Ledger.HOUSEHOLDS)) {
      for (int household = 0; household < Ledger.HOUSEHOLDS; household++) {
        Connection connection = database.open();
        connections.add(connection);
        clients.add(new BareCommands(connection, Ledger.user(household)));
      }
      long before = database.number(BARE);
      database.checkpoint();
      long start = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      clients.forEach(client -> running.add(threads.submit(() -> client.commit(each))));
      for (Future<?> one : running) {
        one.get();
      }
      long nanos = System.nanoTime() - start;
      demand(database.number(BARE) - before, (long) each * clients.size());
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
