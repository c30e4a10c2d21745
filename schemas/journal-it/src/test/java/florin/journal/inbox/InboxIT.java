package florin.journal.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.kafka.KafkaAdmin;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayLab;
import florin.journal.sample.SampleRuntime;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

@SpringBootTest(
    classes = ReadOnlyApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class InboxIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final TestPlatform platform = TestPlatform.of("accounts");
  private static final List<UUID> USERS = Stream.generate(UUID::randomUUID).limit(60).toList();

  private static final RelayLab away = lab(ReadOnlyApplication.AWAY);
  private static final RelayLab expired = lab(ReadOnlyApplication.EXPIRED);
  private static final RelayLab other = lab(ReadOnlyApplication.OTHER);
  private static final RelayLab remade = lab(ReadOnlyApplication.REMADE);
  private static final RelayLab old = lab(ReadOnlyApplication.OLD);

  @LocalServerPort private int port;
  @Autowired private BindingsLifecycleController bindings;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    append(old, 5);
    old.drain();
    forget(ReadOnlyApplication.OLD, 2);
    platform.register(registry);
    registry.add("florin.journal.inbox.stoppedpoll", () -> "500ms");
    registry.add("florin.journal.reads", () -> "");
    registry.add("spring.cloud.function.definition", () -> "away;expired;other;remade;old");
    Map.of(
            "away", ReadOnlyApplication.AWAY,
            "expired", ReadOnlyApplication.EXPIRED,
            "other", ReadOnlyApplication.OTHER,
            "remade", ReadOnlyApplication.REMADE,
            "old", ReadOnlyApplication.OLD)
        .forEach(
            (name, topic) ->
                registry.add(
                    "spring.cloud.stream.bindings." + name + "-in-0.destination",
                    topic::topicName));
  }

  @AfterAll
  static void close() {
    List.of(away, expired, other, remade, old).forEach(RelayLab::close);
  }

  private static RelayLab lab(Topic topic) {
    return new RelayLab(new SampleRuntime(TestPlatform.of("transactions")), topic);
  }

  private static void append(RelayLab lab, int eventsOfEachUser) {
    USERS.forEach(
        user -> lab.runtime().append(user, Collections.nCopies(eventsOfEachUser, "text")));
  }

  /** What retention does, at once: of each partition only the last records are left. */
  private static void forget(Topic topic, long left) {
    new KafkaAdmin(platform.bootstrap())
        .ask(
            "records of " + topic.topicName(),
            admin -> {
              Map<TopicPartition, RecordsToDelete> gone =
                  IntStream.range(0, topic.partitions())
                      .mapToObj(number -> new TopicPartition(topic.topicName(), number))
                      .collect(
                          Collectors.toMap(
                              p -> p, p -> RecordsToDelete.beforeOffset(ends(admin, p) - left)));
              return KafkaAdmin.answer(admin.deleteRecords(gone).all());
            });
  }

  private static long ends(org.apache.kafka.clients.admin.Admin admin, TopicPartition partition) {
    try {
      return KafkaAdmin.answer(
              admin
                  .listOffsets(
                      Map.of(partition, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                  .all())
          .get(partition)
          .offset();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static TallyCheck check(RelayLab lab, Topic topic) {
    return TallyCheck.of(lab.runtime(), platform, topic.topicName());
  }

  private static void awaitAll(TallyCheck check) {
    await().atMost(SOON).until(() -> check.applied() >= check.appended());
    assertThat(check.complaints()).isEmpty();
    assertThat(check.parked()).isZero();
    assertThat(check.gaps()).isZero();
  }

  private String health(int... statuses) {
    EntityExchangeResult<byte[]> answer =
        platform
            .operator(port)
            .get()
            .uri("/actuator/health")
            .exchange()
            .expectBody()
            .returnResult();
    assertThat(statuses).contains(answer.getStatus().value());
    return new String(answer.getResponseBody(), StandardCharsets.UTF_8);
  }

  private void operate(String endpoint, Map<String, Object> body) {
    platform
        .operator(port)
        .post()
        .uri("/actuator/" + endpoint)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isOk();
  }

  /** As the owner's operator does. */
  private static void rewind(RelayLab lab, long position) {
    lab.relay().rewind(position).block(SOON);
    lab.drain();
  }

  @Nested
  class WithoutADatabase {

    @Test
    void parksNothingAndLosesNothing() {
      Relay relay = away.relay();
      relay.start();
      try {
        append(away, 1);
        TallyCheck check = check(away, ReadOnlyApplication.AWAY);
        await().atMost(SOON).until(() -> check.applied() >= check.appended());
        long back = System.nanoTime() + Duration.ofSeconds(TestScale.of(4, 60)).toNanos();
        platform.stopDatabase();
        try {
          while (System.nanoTime() < back) { // the length of the fault
            append(away, 1);
          }
        } finally {
          platform.startDatabase();
        }
        append(away, 1);
        awaitAll(check);
      } finally {
        relay.stop();
      }
    }
  }

  @Nested
  class BelowTheBeginning {

    @Test
    void stopsAndSaysSoUntilAnOperatorReadsOn() {
      append(expired, 5);
      expired.drain();
      TallyCheck check = check(expired, ReadOnlyApplication.EXPIRED);
      awaitAll(check);
      long done = check.appended();
      bindings.stop("expired-in-0");
      append(expired, 5);
      expired.drain();
      forget(ReadOnlyApplication.EXPIRED, 1);
      bindings.start("expired-in-0");
      await().atMost(SOON).untilAsserted(() -> assertThat(health(503)).contains("are gone"));
      append(other, 2);
      other.drain();
      awaitAll(check(other, ReadOnlyApplication.OTHER));
      assertThat(check.applied()).isEqualTo(done);
      operate("inbox", Map.of("topic", ReadOnlyApplication.EXPIRED.topicName()));
      await().atMost(SOON).until(() -> check.gaps() == ReadOnlyApplication.EXPIRED.partitions());
      assertThat(check.applied()).isEqualTo(done);
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(health(200)).contains("gapAfter").doesNotContain("are gone"));
      rewind(expired, 0);
      awaitAll(check);
    }
  }

  @Nested
  class WithAnotherTopicOfTheSameName {

    @Test
    void readsFromTheBeginningAndThePositionDecides() {
      append(remade, 5);
      remade.drain();
      TallyCheck check = check(remade, ReadOnlyApplication.REMADE);
      awaitAll(check);
      remade.remakeTopic();
      append(remade, 2);
      rewind(remade, 0);
      awaitAll(check);
    }

    @Test
    void startsAlthoughTheGroupHasLostItsOffsets() {
      TallyCheck check = check(remade, ReadOnlyApplication.REMADE);
      bindings.stop("remade-in-0");
      remade.remakeTopic(); // Kafka forgets the group's offsets with the topic
      bindings.start("remade-in-0");
      append(remade, 2);
      rewind(remade, 0);
      awaitAll(check);
    }
  }

  @Nested
  @Order(1) // its gap is an alarm, which the others must not see
  class WithoutTheBeginning {

    @Test
    void waitsInTheGapUntilTheRelayIsRewound() {
      TallyCheck check = check(old, ReadOnlyApplication.OLD);
      await().atMost(SOON).until(() -> check.gaps() > 0);
      assertThat(check.applied()).isZero();
      assertThat(health(200, 503)).contains("\"gapAfter\":0");
      rewind(old, 0);
      awaitAll(check);
    }
  }
}
