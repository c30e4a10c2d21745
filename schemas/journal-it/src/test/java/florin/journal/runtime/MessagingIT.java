package florin.journal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.AvroEvents;
import florin.events.Topic;
import florin.events.money.MoneyAmount;
import florin.events.planning.ScenarioCreated;
import florin.events.transactions.Noted;
import florin.journal.sample.RunningSample;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MessagingIT extends RunningSample {

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
                            if (r.headers().lastHeader("user-id") != null // no heartbeat
                                && header(r, "user-id")
                                    .equals(TestPlatform.user(user).toString())) {
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
