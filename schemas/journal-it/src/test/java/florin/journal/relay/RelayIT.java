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
  class Rewinding {

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
      assertThat(endpoint.rewind(3).block(SOON)).containsEntry("checkpoint", 3L);
      lab.drain();
      assertThat(lab.complaints(7)).isEmpty();
    }
  }
}
