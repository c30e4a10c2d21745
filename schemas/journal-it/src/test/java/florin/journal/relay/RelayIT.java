package florin.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.sample.SampleRuntime;
import florin.journal.stream.Rejection;
import florin.journal.test.TestPlatform;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RelayIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final RelayLab lab =
      new RelayLab(
          new SampleRuntime(TestPlatform.of("transactions")),
          new Topic("relay-" + UUID.randomUUID() + ".events", 6, Duration.ofDays(1)));

  @AfterEach
  void close() {
    lab.close();
  }

  private void append(int users, int eventsEach) {
    for (int user = 0; user < users; user++) {
      lab.runtime().append(UUID.randomUUID(), java.util.Collections.nCopies(eventsEach, "text"));
    }
  }

  private long checkpoint() {
    return lab.runtime().platform().count("select position from journal.checkpoint");
  }

  private long epoch() {
    return lab.runtime().platform().count("select epoch from journal.checkpoint");
  }

  private long head() {
    return lab.runtime().platform().count("select max(position) from journal.event");
  }

  @Nested
  class Sending {

    @Test
    void usesAProducerThatKeepsOrderAndLosesNothing() throws ReflectiveOperationException {
      try (Producer<byte[], byte[]> producer = lab.producers().open()) {
        Field field = KafkaProducer.class.getDeclaredField("producerConfig");
        field.setAccessible(true);
        ProducerConfig ended = (ProducerConfig) field.get(producer);
        assertThat(ended.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
        assertThat(ended.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
        assertThat(ended.getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION))
            .isLessThanOrEqualTo(5);
        assertThat(ended.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)).isEqualTo(10_000);
        assertThat(ended.getString(ProducerConfig.TRANSACTIONAL_ID_CONFIG)).isNull();
      }
    }
  }

  @Nested
  class ALease {

    /** Its renewal is later than the test's patience: a relay that waited for it would be late. */
    @Test
    void isFollowedByTheFirstBatchAtOnce() {
      append(2, 10);
      Relay relay = lab.relay(RelayLab.BATCH, SOON.multipliedBy(10));
      relay.start();
      try {
        await().atMost(SOON).until(() -> checkpoint() == head());
      } finally {
        relay.stop();
      }
    }
  }

  @Nested
  class ALeaseThatIsHeld {

    private String until() {
      return String.valueOf(
          lab.runtime().platform().query("select until from journal.checkpoint").getFirst());
    }

    @Test
    void isRenewedWhileADeliveryWaits() {
      append(2, 10);
      CompletableFuture<Void> answered = new CompletableFuture<>();
      Relay relay = lab.deliveringAfter(answered);
      relay.start();
      try {
        await().atMost(SOON).until(() -> epoch() == 1);
        for (int renewal = 0; renewal < 3; renewal++) {
          String before = until();
          await().atMost(SOON).until(() -> !until().equals(before));
        }
        assertThat(lab.checkpoints().acquire().blockOptional(SOON)).isEmpty();
        answered.complete(null);
        await().atMost(SOON).until(() -> checkpoint() == head());
        assertThat(epoch()).isEqualTo(1);
      } finally {
        relay.stop();
      }
    }

    @Test
    void isGivenUpWhenAnotherProcessTookIt() {
      Relay relay = lab.relay();
      relay.start();
      try {
        await().atMost(SOON).until(relay::isActive);
        lab.runtime()
            .platform()
            .execute("update journal.checkpoint set owner = 'another', epoch = epoch + 1");
        await().atMost(SOON).until(() -> !relay.isActive());
      } finally {
        relay.stop();
      }
    }
  }

  @Nested
  class Rewinding {

    /** Grouping the whole journal by user would outlast the lease. */
    @Test
    void findsEachUsersLastEventWithoutAScanOfTheJournal() {
      lab.runtime()
          .platform()
          .execute(
              "insert into journal.event (stream_id, stream_type, version, event_id, type,"
                  + " fingerprint, payload, user_id, change_id, actor, recorded_at) select"
                  + " gen_random_uuid(), 'text', 1, gen_random_uuid(), 'florin.Text', 0, '',"
                  + " md5((n % 50)::text)::uuid, gen_random_uuid(), 'user', clock_timestamp()"
                  + " from generate_series(1, 20000) n; analyze journal.event");
      var found = lab.checkpoints().lastEventsUpTo(10_000).block(SOON);
      assertThat(found).hasSize(50);
      assertThat(found.stream().mapToLong(RelayCheckpoints.LastEvent::position).sum())
          .isEqualTo(
              lab.runtime()
                  .platform()
                  .count(
                      "select sum(p) from (select max(position) p from journal.event where position"
                          + " <= 10000 group by user_id) t"));
      assertThat(
              lab.runtime()
                  .platform()
                  .queryAs("relay", "explain " + RelayCheckpoints.LASTS.replace(":upto", "10000")))
          .allSatisfy(line -> assertThat(line.toString()).doesNotContain("Seq Scan on event"));
    }

    @Test
    void sendsAgainWhatCameAfterThePosition() {
      append(20, 10);
      lab.drain();
      Relay relay = lab.relay();
      relay.start();
      try {
        await().atMost(SOON).until(() -> relay.statusText().startsWith("active"));
        long from = head() / 2;
        relay.rewind(from).block(SOON);
        await().atMost(SOON).until(() -> checkpoint() == head());
        append(2, 10);
        await().atMost(SOON).until(() -> checkpoint() == head());
        long again = head() - 20 - from;
        assertThat(lab.complaints((int) again)).isEmpty();
        assertThat(lab.complaints((int) again - 1)).isNotEmpty();
      } finally {
        relay.stop();
      }
    }

    @Test
    void fillsATopicThatWasDeletedAndMadeAgain() {
      append(20, 10);
      lab.drain();
      lab.remakeTopic();
      assertThat(lab.complaints(0)).contains("lost: 200");
      Relay relay = lab.relay();
      relay.start();
      try {
        await().atMost(SOON).until(() -> relay.statusText().startsWith("active"));
        relay.rewind(0).block(SOON);
        await().atMost(SOON).until(() -> checkpoint() == head());
        assertThat(lab.complaints(0)).isEmpty();
      } finally {
        relay.stop();
      }
    }

    @Test
    void neverGoesForward() {
      append(1, 10);
      assertThatThrownBy(() -> lab.relay().rewind(5).block(SOON))
          .isInstanceOf(Rejection.class)
          .hasMessageContaining("position: 5");
      assertThatThrownBy(() -> lab.relay().rewind(-1).block(SOON)).isInstanceOf(Rejection.class);
      assertThat(checkpoint()).isZero();
    }

    @Test
    void refusesTheCheckpointOfWhoRelayedBefore() {
      append(1, 10);
      RelayCheckpoints before = lab.checkpoints();
      RelayCheckpoints.Lease lease = before.acquire().block(SOON);
      assertThat(before.advance(lease.epoch(), 5, new long[6]).block(SOON)).isTrue();
      assertThat(before.rewind(2).block(SOON)).isTrue();
      assertThat(epoch()).isEqualTo(lease.epoch() + 1);
      assertThat(before.advance(lease.epoch(), 9, new long[6]).block(SOON)).isFalse();
      assertThat(before.renew(lease.epoch()).block(SOON)).isFalse();
      assertThat(checkpoint()).isEqualTo(2);
    }

    @Test
    void isAnOperatorsEndpoint() {
      append(1, 10);
      lab.drain();
      RelayEndpoint endpoint = new RelayEndpoint(lab.relay());
      assertThat(endpoint.state().block(SOON))
          .containsEntry("lag", 0L)
          .containsEntry("head", head());
      assertThat(endpoint.resend(3L, null).block(SOON)).containsEntry("checkpoint", 3L);
      lab.drain();
      assertThat(lab.complaints(7)).isEmpty();
    }
  }
}
