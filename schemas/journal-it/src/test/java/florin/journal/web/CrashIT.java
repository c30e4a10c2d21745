package florin.journal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.sample.CrashingSample;
import florin.journal.sample.RunningSample;
import florin.journal.test.TestPlatform;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** A process is killed; the client repeats its requests to another one over the same database. */
class CrashIT extends RunningSample {

  private final String user = "crash-" + UUID.randomUUID();

  @Test
  void betweenCommitAndAnswerLeavesTheAnswerAndDuringAnEffectALeaseThatLapses() throws Exception {
    Process doomed = CrashingSample.start(platform);
    try {
      int other = CrashingSample.port(doomed);
      request(other, "/api/notes").subscribe(_ -> {}, _ -> {});
      await().atMost(SOON).until(() -> rows("status is not null") == 1);
      request(other, "/api/letters").subscribe(_ -> {}, _ -> {});
      await().atMost(SOON).until(() -> rows("status is null") == 1);
    } finally {
      doomed.destroyForcibly();
    }
    assertThat(doomed.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(doomed.exitValue()).as("killed").isEqualTo(128 + 9);

    ResponseEntity<String> note = post("/api/notes");
    assertThat(note.getStatusCode().value()).isEqualTo(201);
    assertThat(note.getHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
    assertThat(events()).isEqualTo(1);

    ResponseEntity<String> tooSoon = post("/api/letters");
    assertThat(tooSoon.getStatusCode().value()).isEqualTo(409);
    assertThat(tooSoon.getHeaders().getFirst("Retry-After")).isNotNull();
    platform.execute(
        "update journal.idempotency set lease_until = clock_timestamp() where status is null and"
            + " user_id = '"
            + TestPlatform.user(user)
            + "'");
    ResponseEntity<String> letter = post("/api/letters");
    assertThat(letter.getStatusCode().value()).isEqualTo(201);
    assertThat(letter.getHeaders().getFirst("Idempotency-Replayed")).isNull();
    assertThat(post("/api/letters").getBody()).isEqualTo(letter.getBody());
    assertThat(events()).isEqualTo(2);
  }

  private long rows(String condition) {
    return platform.count(
        "select count(*) from journal.idempotency where user_id = '"
            + TestPlatform.user(user)
            + "' and "
            + condition);
  }

  private long events() {
    return platform.count(
        "select count(*) from journal.event where user_id = '" + TestPlatform.user(user) + "'");
  }

  private ResponseEntity<String> post(String path) {
    return Objects.requireNonNull(request(port, path).block(SOON));
  }

  private Mono<ResponseEntity<String>> request(int at, String path) {
    return WebClient.create("http://127.0.0.1:" + at)
        .post()
        .uri(path)
        .headers(headers -> headers.setBearerAuth(platform.identity().token(user)))
        .header("Idempotency-Key", "k")
        .bodyValue(Map.of("text", "a"))
        .exchangeToMono(response -> response.toEntity(String.class));
  }
}
