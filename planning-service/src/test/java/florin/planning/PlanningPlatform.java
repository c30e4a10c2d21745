package florin.planning;

import florin.journal.rebuild.Rebuild;
import florin.journal.test.RebuildRules;
import florin.journal.test.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service on real Postgres and Kafka, started once for all of its tests. */
@SpringBootTest(
    classes = PlanningApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class PlanningPlatform {

  protected static final TestPlatform platform = TestPlatform.of("planning");

  @LocalServerPort protected int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    platform.register(registry);
  }

  @AfterAll
  static void viewsComeOutOfTheJournal(@Autowired Rebuild rebuild) {
    RebuildRules.check(platform, rebuild);
  }

  protected WebTestClient as(String subject) {
    return platform.client(port, subject);
  }
}
