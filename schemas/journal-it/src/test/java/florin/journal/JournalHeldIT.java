package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.sample.SampleApplication;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Another session keeps the journal lock: commands are refused in time, none hangs, nothing stays
 * open. The long run waits as long as an installation does by default.
 */
@SpringBootTest(
    classes = SampleApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.cloud.stream.bindings.planningEvents-in-0.consumer.auto-startup=false")
class JournalHeldIT {

  private static final int COMMANDS = 24;
  private static final String HOLD = "select pg_advisory_lock(%d, 2)".formatted(0x666c);
  private static final String RELEASE = "select pg_advisory_unlock(%d, 2)".formatted(0x666c);
  private static final String OPEN =
      "select count(*) from pg_stat_activity where usename = 'provider_sync_app' and state <>"
          + " 'idle' and datname = current_database()";

  private static final TestPlatform platform = TestPlatform.of("provider-sync");

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    platform.register(registry);
    String patience = TestScale.of(1, 5) + "s";
    registry.add("florin.journal.database.locktimeout", () -> patience);
    registry.add("florin.journal.database.maxacquiretime", () -> patience);
  }

  /** More than there are connections, and half of them of one user, which queue in the process. */
  private List<ResponseEntity<String>> takeNotes() {
    return Flux.fromStream(IntStream.range(0, COMMANDS).boxed())
        .flatMap(number -> takeNote(number % 2 == 0 ? "one" : "user-" + number), COMMANDS)
        .collectList()
        .block(JournalFixture.SOON);
  }

  private Mono<ResponseEntity<String>> takeNote(String subject) {
    return WebClient.create("http://127.0.0.1:" + port)
        .post()
        .uri("/api/notes")
        .headers(headers -> headers.setBearerAuth(platform.identity().token(subject)))
        .bodyValue(Map.of("text", "a"))
        .exchangeToMono(response -> response.toEntity(String.class));
  }

  private static long events() {
    return platform.count("select count(*) from journal.event");
  }

  private static void isBusy(ResponseEntity<String> answer) {
    assertThat(answer.getStatusCode().value()).as(answer.getBody()).isEqualTo(503);
    assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("5");
    assertThat(answer.getBody()).contains("urn:florin:problem:unavailable");
  }

  @Test
  void commandsAreRefusedInTimeAndGoOnAfterwards() throws SQLException {
    try (Connection holder = platform.connect("postgres");
        Statement statement = holder.createStatement()) {
      statement.execute(HOLD);
      assertThat(takeNotes()).hasSize(COMMANDS).allSatisfy(JournalHeldIT::isBusy);
      await().atMost(JournalFixture.SOON).until(() -> platform.count(OPEN) == 0);
      statement.execute(RELEASE);
    }
    assertThat(events()).isZero();
    assertThat(takeNotes())
        .hasSize(COMMANDS)
        .allSatisfy(answer -> assertThat(answer.getStatusCode().value()).isEqualTo(201));
    assertThat(events()).isEqualTo(COMMANDS);
  }
}
