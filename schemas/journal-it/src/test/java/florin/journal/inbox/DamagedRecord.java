package florin.journal.inbox;

import florin.journal.kafka.EventRecords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What can be wrong with a record that is otherwise ours. */
enum DamagedRecord {
  NO_VALUE((sent, _) -> sent.value = null),
  EMPTY_VALUE((sent, _) -> sent.value = new byte[0]),
  NO_KEY((sent, _) -> sent.key = null),
  EMPTY_KEY((sent, _) -> sent.key = new byte[0]),
  TRUNCATED(
      (sent, random) -> sent.value = Arrays.copyOf(sent.value, random.nextInt(sent.value.length))),
  LONGER(
      (sent, random) ->
          sent.value = Arrays.copyOf(sent.value, sent.value.length + 1 + random.nextInt(9))),
  FLIPPED(
      (sent, random) -> {
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
          sent.value[random.nextInt(sent.value.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }),
  UNKNOWN_FINGERPRINT(
      (sent, random) -> {
        byte[] fingerprint = new byte[8];
        random.nextBytes(fingerprint);
        System.arraycopy(fingerprint, 0, sent.value, 2, fingerprint.length);
      }),
  NOISE(
      (sent, random) -> {
        sent.value = new byte[random.nextInt(200)];
        random.nextBytes(sent.value);
      }),
  NO_HEADER((sent, random) -> sent.headers.remove(any(random))),
  NULL_HEADER((sent, random) -> sent.replace(any(random), null)),
  OVERSIZED_NUMBER(
      (sent, random) ->
          sent.replace(numeric(random), text("9".repeat(20 + random.nextInt(2_000))))),
  HEADER_OF_NUL((sent, random) -> sent.replace(any(random), new byte[] {'1', 0, '2'})),
  HEADER_OF_NOISE(
      (sent, random) -> {
        byte[] noise = new byte[1 + random.nextInt(40)];
        random.nextBytes(noise);
        sent.replace(any(random), noise);
      });

  private static final List<String> HEADERS =
      List.of(
          EventRecords.EVENT_ID,
          EventRecords.STREAM_ID,
          EventRecords.STREAM_TYPE,
          EventRecords.VERSION,
          EventRecords.POSITION,
          EventRecords.PREVIOUS,
          EventRecords.USER_ID,
          EventRecords.CHANGE_ID,
          EventRecords.ACTOR,
          EventRecords.RECORDED_AT);

  private final BiConsumer<Sent, Random> work;

  DamagedRecord(BiConsumer<Sent, Random> work) {
    this.work = work;
  }

  private static final class Sent {
    private byte[] key;
    private byte[] value;
    private final RecordHeaders headers;

    private Sent(ConsumerRecord<byte[], byte[]> record) {
      key = record.key();
      value = record.value().clone();
      headers = new RecordHeaders(record.headers());
    }

    private void replace(String header, byte[] bytes) {
      headers.remove(header);
      headers.add(header, bytes);
    }
  }

  /** The record as it would be sent to another topic, damaged. */
  ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, String topic, Random random) {
    return sent(
        record,
        topic,
        sent -> {
          work.accept(sent, random);
          return sent;
        });
  }

  static ProducerRecord<byte[], byte[]> none(ConsumerRecord<byte[], byte[]> record, String topic) {
    return sent(record, topic, UnaryOperator.identity());
  }

  private static ProducerRecord<byte[], byte[]> sent(
      ConsumerRecord<byte[], byte[]> record, String topic, UnaryOperator<Sent> work) {
    Sent sent = work.apply(new Sent(record));
    return new ProducerRecord<>(topic, record.partition(), sent.key, sent.value, sent.headers);
  }

  private static String any(Random random) {
    return HEADERS.get(random.nextInt(HEADERS.size()));
  }

  private static String numeric(Random random) {
    return List.of(EventRecords.VERSION, EventRecords.POSITION, EventRecords.PREVIOUS)
        .get(random.nextInt(3));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
