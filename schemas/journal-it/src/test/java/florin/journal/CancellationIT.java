package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.database.Columns;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.sample.RunningSample;
import florin.journal.sample.SampleApplication.NoteRow;
import florin.journal.settings.JournalProperties;
import florin.journal.setup.ConnectionPools;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Clients that go away in the middle of anything: their connection is reset, not closed. */
class CancellationIT extends RunningSample {

  private static final int CLIENTS = 24;
  private static final int WRITERS = 16;
  private static final int READERS = 4;

  /** More than the 256 rows that r2dbc-postgresql fetches ahead (its issue 661). */
  private static final int MANY = 300;

  @Autowired private Commands commands;
  @Autowired private ConnectionPools connectionPools;
  @Autowired private JournalProperties properties;

  @Autowired
  @Qualifier("appPool")
  private ConnectionPool commandPool;

  @Autowired
  @Qualifier("readPool")
  private ConnectionPool readPool;

  private static int acquired(ConnectionPool pool) {
    return pool.getMetrics().orElseThrow().acquiredSize();
  }

  @Nested
  class Requests {

    private final String run = "cancel-" + UUID.randomUUID();
    private final List<String> writers =
        IntStream.range(0, WRITERS).mapToObj(i -> run + "-w" + i).toList();
    private final List<String> readers =
        IntStream.range(0, READERS).mapToObj(i -> run + "-r" + i).toList();
    private final Map<String, String> tokens =
        java.util.stream.Stream.concat(writers.stream(), readers.stream())
            .collect(Collectors.toMap(Function.identity(), platform.identity()::token));
    private final List<Taken> taken = new ArrayList<>();

    /** A note that a client wanted to take; its text is its key. */
    private record Taken(String user, String key) {}

    private record Doomed(byte[] request, long milliseconds) {}

    @Test
    void leaveNothingBehindWhenTheyAreReset() {
      readers.forEach(this::fill);
      List<NoteRow> notes = writers.stream().map(writer -> take(writer, "first")).toList();
      SeededRuns.forEachSeed(
          1,
          random -> {
            List<Doomed> doomed =
                IntStream.range(0, TestScale.of(400, 5_000))
                    .mapToObj(_ -> doomed(random, notes))
                    .toList();
            reset(doomed);
            assertQuiet();
            repeatTheNotes();
            assertQuiet();
          });
    }

    private void fill(String reader) {
      UUID user = TestPlatform.user(reader);
      platform.execute(
          "insert into mirror.users (user_id, known_since) values ('%s', now())".formatted(user));
      platform.execute(
          """
          insert into view.note (id, user_id, text, stream_version, version, at)
          select gen_random_uuid(), '%s', repeat('x', 200), 1, 1, now() from generate_series(1, %d)
          """
              .formatted(user, MANY));
    }

    private Doomed doomed(Random random, List<NoteRow> notes) {
      int kind = random.nextInt(10);
      int writer = random.nextInt(WRITERS);
      String user = writers.get(writer);
      byte[] request;
      if (kind < 5) {
        String key = run + "-" + taken.size();
        taken.add(new Taken(user, key));
        request = http("POST /api/notes", user, "Idempotency-Key: " + key, key);
      } else if (kind < 7) {
        String path = "PATCH /api/notes/" + notes.get(writer).id();
        request = http(path, user, "Accept: */*", "text " + random.nextInt());
      } else {
        String reader = readers.get(random.nextInt(READERS));
        request = http("GET /api/notes?limit=500", reader, "Accept: */*", null);
      }
      boolean whole = random.nextInt(20) > 0;
      return new Doomed(
          whole ? request : Arrays.copyOf(request, request.length - 3), random.nextInt(200));
    }

    private byte[] http(
        String line, String user, String header, @org.jspecify.annotations.Nullable String text) {
      String body = text == null ? "" : "{\"text\":\"" + text + "\"}";
      return """
      %s HTTP/1.1\r
      Host: 127.0.0.1\r
      Authorization: Bearer %s\r
      Content-Type: application/json\r
      Content-Length: %d\r
      %s\r
      \r
      %s\
      """
          .formatted(line, tokens.get(user), body.length(), header, body)
          .getBytes(StandardCharsets.UTF_8);
    }

    private void reset(List<Doomed> doomed) throws Exception {
      try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
        List<Callable<Boolean>> leaving =
            doomed.stream().map(one -> (Callable<Boolean>) () -> reset(one)).toList();
        for (Future<Boolean> left : clients.invokeAll(leaving)) {
          assertThat(left.get()).isTrue();
        }
      }
    }

    /** The wait is the fault's own timing. Closing with a linger of 0 sends RST. */
    private boolean reset(Doomed doomed) throws IOException, InterruptedException {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket.setSoLinger(true, 0);
        socket.getOutputStream().write(doomed.request);
        socket.getOutputStream().flush();
        Thread.sleep(doomed.milliseconds);
      }
      return true;
    }

    /** What was begun goes on without its client, so that much of it may still be ahead. */
    private void assertQuiet() {
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () -> {
                assertThat(acquired(commandPool) + acquired(readPool))
                    .as("connections in use")
                    .isZero();
                assertThat(commandPool.getMetrics().orElseThrow().pendingAcquireSize()).isZero();
                assertThat(commands.busyHouseholds()).as("households in line").isZero();
                assertThat(
                        platform.count(
                            "select count(*) from pg_stat_activity where datname ="
                                + " current_database() and usename like '%\\_app' and state <>"
                                + " 'idle'"))
                    .as("transactions left open")
                    .isZero();
              });
      assertThat(
              platform.query(
                  """
                  select coalesce(e.stream_id, n.id) as note, e.version, n.stream_version
                  from (select stream_id, max(version) as version from journal.event
                        where user_id = any('{%s}') group by stream_id) e
                  full join (select * from view.note where user_id = any('{%s}')) n on n.id = e.stream_id
                  where e.version is distinct from n.stream_version
                  """
                      .formatted(ids(), ids())))
          .as("notes of which only the event or only the row is there")
          .isEmpty();
    }

    private String ids() {
      return writers.stream()
          .map(writer -> TestPlatform.user(writer).toString())
          .collect(Collectors.joining(","));
    }

    private void repeatTheNotes() {
      WebClient client = WebClient.create("http://127.0.0.1:" + port);
      List<Integer> answers =
          Flux.fromIterable(taken)
              .flatMap(note -> repeat(client, note), 32)
              .collectList()
              .block(Duration.ofMinutes(2));
      assertThat(answers).hasSize(taken.size()).containsOnly(201);
      assertThat(platform.count("select count(*) from view.note where text like '" + run + "-%'"))
          .as("one note for each, whether the first request got through or not")
          .isEqualTo(taken.size());
      readers.forEach(
          reader ->
              as(reader)
                  .get()
                  .uri("/api/notes?limit=500")
                  .exchange()
                  .expectStatus()
                  .isOk()
                  .expectBody()
                  .jsonPath("$.items.length()")
                  .isEqualTo(MANY));
    }

    private Mono<Integer> repeat(WebClient client, Taken note) {
      return client
          .post()
          .uri("/api/notes")
          .header("Authorization", "Bearer " + tokens.get(note.user))
          .header("Idempotency-Key", note.key)
          .bodyValue(Map.of("text", note.key))
          .exchangeToMono(
              response -> response.releaseBody().thenReturn(response.statusCode().value()));
    }
  }

  @Nested
  class QueriesOfManyRows {

    private static final int CANCELLED = 400;

    @Test
    void giveTheirConnectionsBack() {
      assertConnectionsComeBack(DatabaseReads::new);
    }

    /** The driver drains a cancelled result since 1.1.3 (its issue 661); before, it got stuck. */
    @Test
    void giveThemBackEvenIfTheyAreCancelledWithTheClient() {
      assertConnectionsComeBack(CancelledWithTheClient::new);
    }

    /**
     * None of a pool's eight connections stays out when nobody waits any more; each still works.
     */
    private void assertConnectionsComeBack(Function<Sessions, DatabaseReads> made) {
      ConnectionPool eight = connectionPools.pool("app", properties.database().appPassword(), 8);
      try {
        DatabaseReads reads = made.apply(new Sessions(eight));
        SeededRuns.forEachSeed(1, random -> cancel(reads, random));
        await().atMost(SOON).untilAsserted(() -> assertThat(acquired(eight)).isZero());
        assertThat(Flux.range(0, 50).flatMap(_ -> many(reads), 8).collectList().block(SOON))
            .containsOnly(2_000);
      } finally {
        eight.disposeLater().subscribe();
      }
    }

    private void cancel(DatabaseReads reads, Random random) {
      Flux.range(0, CANCELLED)
          .flatMap(
              _ -> many(reads).timeout(Duration.ofMillis(random.nextInt(30)), Mono.just(0)), 16)
          .onErrorContinue((_, _) -> {})
          .blockLast(Duration.ofMinutes(2));
    }

    private Mono<Integer> many(DatabaseReads reads) {
      return reads.read(
          UUID.randomUUID(),
          session ->
              session
                  .sql("select repeat('x', 100) as text from generate_series(1, 2000)")
                  .map(row -> Columns.text(row, "text"))
                  .all()
                  .collectList()
                  .map(List::size));
    }
  }

  /** The query is cancelled when its client goes away, unlike in the class it extends. */
  private static final class CancelledWithTheClient extends DatabaseReads {
    private final Sessions sessions;

    CancelledWithTheClient(Sessions sessions) {
      super(sessions);
      this.sessions = sessions;
    }

    @Override
    public <T> Mono<T> read(UUID user, Function<Session, Mono<T>> query) {
      return sessions.readOnly(user, query);
    }
  }
}
