package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.database.DatabaseReads;
import florin.journal.sample.RunningSample;
import florin.journal.test.TestPlatform;
import florin.journal.web.body.BodyBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

/** Requests of some users that do not end: those of another user are answered meanwhile. */
class OverloadIT extends RunningSample {

  private static final long LOCK = 0x6f7665726c6f6164L;

  @Autowired private DatabaseReads reads;
  @Autowired private Commands commands;
  @Autowired private BodyBudget bodyBudget;

  /** A query that waits until the lock is released. */
  private CompletableFuture<Integer> slowRead(UUID user) {
    return reads
        .read(
            user,
            session ->
                session
                    .sql("select set_config('lock_timeout', '0', true)")
                    .then()
                    .then(session.sql("select pg_advisory_xact_lock(" + LOCK + ")").then())
                    .thenReturn(1))
        .toFuture();
  }

  private void answered(String subject) {
    as(subject).get().uri("/api/notes").exchange().expectStatus().isOk();
  }

  @Test
  void slowReadsOfOneUserDoNotHoldUpAnother() throws SQLException {
    UUID slow = UUID.randomUUID();
    List<CompletableFuture<Integer>> held;
    try (Connection holder = platform.connect("postgres");
        Statement statement = holder.createStatement()) {
      statement.execute("select pg_advisory_lock(" + LOCK + ")");
      held = IntStream.range(0, 12).mapToObj(_ -> slowRead(slow)).toList();
      answered("other-" + slow);
      take("other-" + slow, "a");
      assertThat(held).noneMatch(CompletableFuture::isDone);
      statement.execute("select pg_advisory_unlock(" + LOCK + ")");
    }
    assertThat(held).allSatisfy(read -> assertThat(read).succeedsWithin(SOON));
  }

  @Test
  void commandsOfSomeUsersDoNotHoldUpTheReadsOfAnother() {
    PausePoint pausePoint = new PausePoint();
    List<UUID> busy = Stream.generate(UUID::randomUUID).limit(4).toList();
    List<CompletableFuture<Integer>> held =
        busy.stream()
            .flatMap(user -> IntStream.range(0, 15).mapToObj(_ -> paused(user, pausePoint)))
            .toList();
    pausePoint.awaitReached();
    answered("other-" + TestPlatform.user("reader"));
    assertThat(held).noneMatch(CompletableFuture::isDone);
    pausePoint.release();
    assertThat(held).allSatisfy(command -> assertThat(command).succeedsWithin(SOON));
  }

  private CompletableFuture<Integer> paused(UUID user, PausePoint pausePoint) {
    return commands.run(user, _ -> pausePoint.here().then(Mono.just(1))).toFuture();
  }

  /** Requests that have sent their headers and a part of their body. */
  private List<Socket> unfinished(String subject, int requests) throws IOException {
    String headers =
        "POST /api/notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1000000\r\nIdempotency-Key: a\r\nAuthorization: Bearer "
            + platform.identity().token(subject)
            + "\r\n\r\n{";
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      Socket socket = new Socket("127.0.0.1", port);
      sockets.add(socket);
      socket.getOutputStream().write(headers.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
    return sockets;
  }

  private static int available(Socket socket) {
    try {
      return socket.getInputStream().available();
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  @Test
  void largeBodiesOfOneUserAreRefusedWhileTheirShareIsUsed() throws IOException {
    String greedy = "greedy-" + UUID.randomUUID();
    int allowed = Math.toIntExact(bodyBudget.share() / 1_000_000);
    List<Socket> sockets = unfinished(greedy, allowed + 3);
    try {
      await()
          .atMost(SOON)
          .until(() -> sockets.stream().filter(socket -> available(socket) > 0).count() == 3);
      Socket refused =
          sockets.stream().filter(socket -> available(socket) > 0).findFirst().orElseThrow();
      assertThat(new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 429")
          .containsIgnoringCase("Retry-After: 2")
          .contains("urn:florin:problem:too-many-bodies");
      take("other-" + greedy, "a");
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    await().atMost(SOON).untilAsserted(() -> take(greedy, "x".repeat(100)));
  }
}
