package florin.journal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.AvroEvents;
import florin.events.Topic;
import florin.events.money.MoneyAmount;
import florin.events.planning.ScenarioCreated;
import florin.events.transactions.Noted;
import florin.journal.Actor;
import florin.journal.Ids;
import florin.journal.StreamId;
import florin.journal.sample.SampleApplication;
import florin.journal.test.DatabaseRules;
import florin.journal.test.TestPlatform;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
    classes = SampleApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RuntimeIT {

  private static final TestPlatform platform = TestPlatform.of("transactions");
  private static final Duration SOON = Duration.ofSeconds(30);

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    platform.register(registry);
  }

  private WebTestClient as(String subject) {
    return platform.client(port, subject);
  }

  private SampleApplication.NoteRow take(String subject, String text) {
    return as(subject)
        .post()
        .uri("/api/notes")
        .bodyValue(Map.of("text", text))
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(SampleApplication.NoteRow.class)
        .returnResult()
        .getResponseBody();
  }

  @Nested
  class Commands {

    @Test
    void readTheirOwnWrites() {
      String user = "reader-" + UUID.randomUUID();
      SampleApplication.NoteRow taken = take(user, "Ünïcode");
      as(user)
          .get()
          .uri("/api/notes")
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("Cache-Control", "no-store")
          .expectBody()
          .jsonPath("$.items.length()")
          .isEqualTo(1)
          .jsonPath("$.items[0].id")
          .isEqualTo(taken.id().toString())
          .jsonPath("$.next")
          .isEqualTo(null);
    }

    @Test
    void appendNothingWhenItIsAlreadySo() {
      String user = "same-" + UUID.randomUUID();
      UUID id = take(user, "a").id();
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .bodyValue(Map.of("text", "a"))
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("ETag", "\"1\"");
      assertThat(
              platform.count("select count(*) from journal.event where stream_id = '" + id + "'"))
          .isEqualTo(1);
    }

    @Test
    void demandTheVersionOfIfMatch() {
      String user = "etag-" + UUID.randomUUID();
      UUID id = take(user, "a").id();
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .header("If-Match", "\"1\"")
          .bodyValue(Map.of("text", "b"))
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("ETag", "\"2\"");
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .header("If-Match", "\"1\"")
          .bodyValue(Map.of("text", "c"))
          .exchange()
          .expectStatus()
          .isEqualTo(412)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:version-mismatch");
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .header("If-Match", "W/\"2\"")
          .bodyValue(Map.of("text", "c"))
          .exchange()
          .expectStatus()
          .isBadRequest();
    }

    @Test
    void tellNullFromAbsent() {
      String user = "patch-" + UUID.randomUUID();
      UUID id = take(user, "a").id();
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .bodyValue(Map.of())
          .exchange()
          .expectBody()
          .jsonPath("$.text")
          .isEqualTo("a");
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .header("Content-Type", "application/json")
          .bodyValue("{\"text\":null}")
          .exchange()
          .expectBody()
          .jsonPath("$.text")
          .isEqualTo(null);
    }

    @Test
    void givePagesThatMissAndRepeatNothing() {
      String user = "pages-" + UUID.randomUUID();
      Set<UUID> taken = new HashSet<>();
      for (int i = 0; i < 7; i++) {
        taken.add(take(user, "n" + i).id());
      }
      Set<UUID> seen = new HashSet<>();
      String cursor = null;
      do {
        String uri = "/api/notes?limit=3" + (cursor == null ? "" : "&cursor=" + cursor);
        Map<?, ?> page =
            as(user)
                .get()
                .uri(uri)
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        for (Object item : (List<?>) page.get("items")) {
          assertThat(seen.add(UUID.fromString(((Map<?, ?>) item).get("id").toString()))).isTrue();
        }
        cursor = (String) page.get("next");
      } while (cursor != null);
      assertThat(seen).isEqualTo(taken);
      String foreign = "other-" + UUID.randomUUID();
      take(foreign, "x");
      Map<?, ?> page =
          as(user)
              .get()
              .uri("/api/notes?limit=1")
              .exchange()
              .expectBody(Map.class)
              .returnResult()
              .getResponseBody();
      as(foreign)
          .get()
          .uri("/api/notes?cursor=" + page.get("next"))
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:invalid-cursor");
    }
  }

  @Nested
  class Refusals {

    @Test
    void nameWhatIsWrong() {
      as("bad")
          .post()
          .uri("/api/notes")
          .header("Content-Type", "application/json")
          .bodyValue("{\"txt\":\"a\"}")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:unknown-field")
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/txt")
          .jsonPath("$.traceId")
          .isNotEmpty();
      as("bad")
          .post()
          .uri("/api/notes")
          .header("Content-Type", "application/json")
          .bodyValue("{\"text\":")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:invalid-request");
      as("bad")
          .get()
          .uri("/api/notes?form=2026-01-01")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:unknown-parameter")
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("form");
      as("bad")
          .get()
          .uri("/api/notes?from=2026-02-30")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.errors[0].detail")
          .value(detail -> assertThat(detail.toString()).contains("2026-02-30", "a date such as"));
      as("bad").get().uri("/api/notes?limit=501").exchange().expectStatus().isBadRequest();
      as("bad")
          .patch()
          .uri("/api/notes/not-a-uuid")
          .bodyValue(Map.of())
          .exchange()
          .expectStatus()
          .isBadRequest();
      as("bad")
          .post()
          .uri("/api/notes")
          .header("Content-Type", "text/plain")
          .bodyValue("a")
          .exchange()
          .expectStatus()
          .isEqualTo(415);
      as("bad")
          .post()
          .uri("/api/notes")
          .bodyValue(Map.of("text", "x".repeat(2_000_000)))
          .exchange()
          .expectStatus()
          .isEqualTo(413);
      as("bad")
          .post()
          .uri("/api/notes")
          .bodyValue(Map.of("text", "x".repeat(101)))
          .exchange()
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/text");
      as("bad").delete().uri("/api/notes").exchange().expectStatus().isEqualTo(405);
      assertThat(
              platform.count(
                  "select count(*) from journal.event where user_id = '"
                      + TestPlatform.user("bad")
                      + "'"))
          .isZero();
    }

    @Test
    void hideOtherUsersAsIfTheyWereNotThere() {
      UUID id = take("owner-" + UUID.randomUUID(), "mine").id();
      String foreign =
          problem(as("thief").patch().uri("/api/notes/" + id).bodyValue(Map.of("text", "x")), id);
      UUID random = UUID.randomUUID();
      assertThat(
              problem(
                  as("thief").patch().uri("/api/notes/" + random).bodyValue(Map.of("text", "x")),
                  random))
          .isEqualTo(foreign);
    }

    private String problem(WebTestClient.RequestHeadersSpec<?> request, UUID id) {
      return new String(
              request
                  .header("X-Request-Id", "same")
                  .exchange()
                  .expectStatus()
                  .isNotFound()
                  .expectBody()
                  .returnResult()
                  .getResponseBody(),
              StandardCharsets.UTF_8)
          .replace(id.toString(), "ID");
    }

    @Test
    void demandAToken() {
      platform
          .anonymous(port)
          .get()
          .uri("/api/notes")
          .exchange()
          .expectStatus()
          .isUnauthorized()
          .expectHeader()
          .contentType("application/problem+json")
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:unauthenticated");
    }
  }

  @Nested
  class Repetitions {

    @Test
    void getTheStoredAnswer() {
      String user = "idem-" + UUID.randomUUID();
      String first = post(user, "k1", "a", 201, null);
      assertThat(post(user, "k1", "a", 201, "true")).isEqualTo(first);
      post(user, "k1", "b", 422, null);
      assertThat(post("other-" + user, "k1", "a", 201, null)).isNotEqualTo(first);
      assertThat(
              platform.count(
                  "select count(*) from journal.event where user_id = '"
                      + TestPlatform.user(user)
                      + "'"))
          .isEqualTo(1);
    }

    private String post(String user, String key, String text, int status, String replayed) {
      var answer =
          as(user)
              .post()
              .uri("/api/notes")
              .header("Idempotency-Key", key)
              .bodyValue(Map.of("text", text))
              .exchange()
              .expectStatus()
              .isEqualTo(status);
      assertThat(
              answer
                  .returnResult(String.class)
                  .getResponseHeaders()
                  .getFirst("Idempotency-Replayed"))
          .isEqualTo(replayed);
      return new String(
          answer.expectBody().returnResult().getResponseBody(), StandardCharsets.UTF_8);
    }
  }

  @Nested
  class Isolation {

    @Test
    void holdsInTheDatabaseToo() {
      take("rls-" + UUID.randomUUID(), "mine");
      assertThat(platform.queryAs("app", "select * from view.note")).isEmpty();
      assertThat(platform.queryAs("app", "select * from journal.event")).isEmpty();
      assertThat(platform.count("select count(*) from view.note")).isPositive();
      DatabaseRules.check(platform);
    }
  }

  @Nested
  class Relaying {

    @Test
    void sendsEveryEventOnceInOrderWithItsHeaders() {
      String user = "relay-" + UUID.randomUUID();
      List<UUID> taken = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        taken.add(take(user, "n" + i).id());
      }
      List<ConsumerRecord<byte[], byte[]>> mine = new ArrayList<>();
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        await()
            .atMost(SOON)
            .until(
                () -> {
                  consumer
                      .poll(Duration.ofMillis(200))
                      .forEach(
                          r -> {
                            if (header(r, "user-id").equals(TestPlatform.user(user).toString())) {
                              mine.add(r);
                            }
                          });
                  return mine.size() >= 20;
                });
      }
      assertThat(mine.stream().map(r -> UUID.fromString(header(r, "stream-id"))).toList())
          .isEqualTo(taken);
      long previous = -1;
      for (ConsumerRecord<byte[], byte[]> record : mine) {
        assertThat(Long.parseLong(header(record, "position"))).isGreaterThan(previous);
        previous = Long.parseLong(header(record, "position"));
        assertThat(AvroEvents.unframe(record.value())).isInstanceOf(Noted.class);
        assertThat(record.headers().toArray())
            .extracting(h -> h.key())
            .contains(
                "event-id",
                "type",
                "stream-type",
                "version",
                "previous",
                "change-id",
                "actor",
                "recorded-at");
      }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
      KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", platform.bootstrap(), "auto.offset.reset", "earliest"),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.TRANSACTIONS_EVENTS.topicName()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return consumer;
    }

    private String header(ConsumerRecord<byte[], byte[]> record, String name) {
      return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
  }

  @Nested
  class Inboxes {

    @Test
    void applyEachEventOnceAndParkOnlyThePoisonedUser() {
      UUID poisoned = UUID.randomUUID();
      UUID healthy = UUID.randomUUID();
      UUID third = UUID.randomUUID();
      publish(healthy, "a");
      publish(poisoned, "before");
      publish(poisoned, "poison");
      publish(poisoned, "after");
      publish(healthy, "b");
      platform.send(
          new ProducerRecord<>(Topic.PLANNING_EVENTS.topicName(), 0, null, null),
          Topic.PLANNING_EVENTS);
      platform.send(
          new ProducerRecord<>(
              Topic.PLANNING_EVENTS.topicName(),
              1,
              "junk".getBytes(StandardCharsets.UTF_8),
              new byte[] {1, 2, 3}),
          Topic.PLANNING_EVENTS);
      publish(third, "c");
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(names(healthy)).containsExactly("a", "b");
                assertThat(names(third)).containsExactly("c");
                assertThat(names(poisoned)).containsExactly("before");
                assertThat(
                        platform.count(
                            "select count(*) from journal.parked_event where user_id = '"
                                + poisoned
                                + "'"))
                    .isEqualTo(2);
                assertThat(
                        platform.count(
                            "select count(*) from journal.parked_event where user_id is null"))
                    .isEqualTo(2);
              });
      assertThat(platform.count("select count(*) from mirror.scenario where effects <> 1"))
          .isZero();
      assertThat(
              platform.count(
                  "select count(*) from journal.inbox_offset where gap_since is not null"))
          .isZero();
    }

    private List<String> names(UUID user) {
      return platform
          .query(
              "select name from mirror.scenario where user_id = '" + user + "' order by position")
          .stream()
          .map(row -> row.get("name").toString())
          .toList();
    }

    private void publish(UUID user, String name) {
      UUID id = Ids.next();
      platform.publish(
          Topic.PLANNING_EVENTS,
          new StreamId(user, "scenario", id),
          Actor.USER,
          ScenarioCreated.newBuilder()
              .setScenarioId(id)
              .setName(name)
              .setAccountId(null)
              .setAt(Instant.now())
              .setStartingBalance(new MoneyAmount(new BigDecimal("1.0000000000"), "USD"))
              .build());
    }
  }
}
