package florin.journal.sample;

import florin.journal.test.TestPlatform;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The sample, running once for every test class that extends this one, over one database. */
@SpringBootTest(
    classes = SampleApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public class RunningSample {

  protected static final TestPlatform platform = TestPlatform.of("transactions");
  protected static final Duration SOON = Duration.ofSeconds(30);

  @LocalServerPort protected int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    platform.register(registry);
    registry.add("florin.journal.erasure.poll", () -> "100ms");
    registry.add("florin.journal.inbox.copypoll", () -> "200ms");
  }

  protected WebTestClient as(String subject) {
    return platform.client(port, subject);
  }

  /** Takes a note over HTTP. */
  protected SampleApplication.NoteRow take(String subject, String text) {
    return Objects.requireNonNull(
        as(subject)
            .post()
            .uri("/api/notes")
            .bodyValue(Map.of("text", text))
            .exchange()
            .expectStatus()
            .isCreated()
            .expectBody(SampleApplication.NoteRow.class)
            .returnResult()
            .getResponseBody());
  }
}
