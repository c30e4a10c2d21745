package florin.journal.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.erasure.UserErasing;
import florin.journal.database.MaintenanceLock;
import florin.journal.database.Sessions;
import florin.journal.kafka.EventRecords;
import florin.journal.stream.Actor;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ErasureIT extends ErasureLab {

  @Nested
  class AUser {

    @Test
    void isGoneFromEveryTableButTheMarkAndTheErasureItself() {
      take(leaver, "a secret");
      as(leaver)
          .post()
          .uri("/api/notes")
          .header("Idempotency-Key", "k")
          .bodyValue(Map.of("text", "another"))
          .exchange()
          .expectStatus()
          .isCreated();
      publish(UUID.randomUUID(), scenario(UUID.randomUUID(), "a plan"));
      await().atMost(SOON).until(() -> scenarios() == 1);
      String other = "other-" + UUID.randomUUID();
      take(other, "mine");
      Map<String, List<String>> others = rows(TestPlatform.user(other));
      assertThat(rows(user).keySet())
          .contains("journal.event", "journal.idempotency", "mirror.scenario", "view.note");

      ask();
      awaitErased();

      Map<String, List<String>> left = rows(user);
      assertThat(left.keySet()).containsExactly("journal.event", "mirror.erased_user");
      assertThat(
              platform.query(
                  "select distinct stream_type from journal.event where user_id = '" + user + "'"))
          .isEqualTo(List.of(Map.of("stream_type", "erasure")));
      assertThat(left.get("journal.event")).hasSize(2);
      assertThat(rows(TestPlatform.user(other))).isEqualTo(others);
    }

    @Test
    void isAnswered410FromTheMarkOn() {
      Sinks.One<String> letter = Sinks.one();
      take(leaver, "a");
      post.answer("goodbye " + user, letter.asMono());
      ask();
      as(leaver).get().uri("/api/notes").exchange().expectStatus().isEqualTo(410);
      as(leaver)
          .post()
          .uri("/api/notes")
          .bodyValue(Map.of("text", "b"))
          .exchange()
          .expectStatus()
          .isEqualTo(410);
      letter.tryEmitValue("farewell").orThrow();
      awaitErased();
      as(leaver).get().uri("/api/notes").exchange().expectStatus().isEqualTo(410);
    }

    @Test
    void staysUntilWhatMustBeDoneElsewhereIsDone() {
      take(leaver, "a");
      post.answer("goodbye " + user, Mono.error(new IllegalStateException("the post is away")));
      ask();
      await().atMost(SOON).until(() -> marks("attempts = 1") == 1);
      awaitErased();
      assertThat(post.sent("goodbye " + user)).isEqualTo(2);
    }

    @Test
    void staysWhileARebuildOrAReplayMightCarryRowsOver() {
      take(leaver, "a");
      Sinks.One<String> work = Sinks.one();
      Sinks.One<Boolean> begun = Sinks.one();
      var maintained =
          new MaintenanceLock(owner)
              .withLock(
                  Mono.defer(
                      () -> {
                        begun.tryEmitValue(true);
                        return work.asMono();
                      }))
              .toFuture();
      begun.asMono().block(SOON);
      ask();
      await().atMost(SOON).until(() -> marks("attempts > 0") == 1);
      assertThat(rows(user)).containsKey("view.note");
      work.tryEmitValue("done").orThrow();
      await().atMost(SOON).until(maintained::isDone);
      awaitErased();
      assertThat(rows(user)).doesNotContainKey("view.note");
    }

    @Test
    void isForgottenWhenAnotherServiceSaysSoAndNotTakenInAgain() {
      publish(UUID.randomUUID(), scenario(UUID.randomUUID(), "before"));
      await().atMost(SOON).until(() -> scenarios() == 1);
      UUID erasing = Erasure.stream(user).id();
      publish(erasing, new UserErasing(user, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
      awaitErased();
      publish(UUID.randomUUID(), scenario(UUID.randomUUID(), "after"));
      String witness = "witness-" + UUID.randomUUID();
      UUID id = UUID.randomUUID();
      platform.publish(
          Topic.PLANNING_EVENTS,
          new StreamId(TestPlatform.user(sameLane(witness)), "scenario", id),
          Actor.USER,
          scenario(id, witness));
      await()
          .atMost(SOON)
          .until(
              () ->
                  platform.count(
                          "select count(*) from mirror.scenario where name = '" + witness + "'")
                      == 1);
      assertThat(rows(user).keySet()).containsExactly("journal.event", "mirror.erased_user");
    }
  }

  /** Somebody else whose records share a partition with the user's. */
  private String sameLane(String name) {
    int partitions = Topic.TRANSACTIONS_EVENTS.partitions();
    int lane = EventRecords.partition(user, partitions);
    return Stream.iterate(0, n -> n + 1)
        .map(n -> name + n)
        .filter(other -> EventRecords.partition(TestPlatform.user(other), partitions) == lane)
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class KafkasCopies {

    private final TopicCopies topicCopies =
        new TopicCopies(platform.bootstrap(), Topic.TRANSACTIONS_EVENTS);
    private final String secret = "secret-" + UUID.randomUUID();
    private final String later = "later-" + UUID.randomUUID();
    private final String other = sameLane("other-" + UUID.randomUUID());

    @AfterEach
    void keepThemAsBefore() {
      topicCopies.asBefore();
    }

    /** Others write on, so that a segment ends and there is something to keep. */
    @Test
    void goWithTheRetention() {
      topicCopies.inSmallSegments();
      for (int note = 0; note < 5; note++) {
        take(leaver, secret);
        take(other, "early");
      }
      quietly().untilAsserted(() -> assertThat(topicCopies.records(secret)).isEqualTo(5));
      assertThat(topicCopies.records(user.toString())).isEqualTo(5);
      quietly().untilAsserted(() -> assertThat(topicCopies.files(secret)).isPositive());

      ask();
      awaitErased();
      quietly()
          .untilAsserted(() -> assertThat(topicCopies.records(user.toString())).isEqualTo(5 + 2));
      topicCopies.keptFor(Duration.ofSeconds(3));
      quietly()
          .untilAsserted(
              () -> {
                take(other, later);
                assertThat(topicCopies.records(later)).isPositive();
                assertThat(topicCopies.files(later)).isPositive();
                for (String gone : List.of(user.toString(), secret)) {
                  assertThat(topicCopies.records(gone)).isZero();
                  assertThat(topicCopies.files(gone)).isZero();
                }
              });
    }

    /** A file may go while it is being read. */
    private ConditionFactory quietly() {
      return await().atMost(SOON).ignoreExceptionsInstanceOf(UncheckedIOException.class);
    }
  }

  @Nested
  class AMark {

    @Test
    void outlivesTheDeletionAsLongAsItIsKept() {
      take(leaver, "a");
      ask();
      awaitErased();
      Sessions sessions = new Sessions(erasure);
      sessions
          .transaction("begin", session -> ErasedUsers.purge(session, Duration.ofDays(31)))
          .block(SOON);
      assertThat(marks("true")).isEqualTo(1);
      sessions
          .transaction("begin", session -> ErasedUsers.purge(session, Duration.ZERO))
          .block(SOON);
      assertThat(marks("true")).isZero();
    }
  }
}
