package florin.journal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.AvroEvents;
import florin.events.EventSchemas;
import florin.events.Topic;
import florin.events.transactions.Noted;
import florin.journal.UnitOfWork;
import florin.journal.database.Sessions;
import florin.journal.deadletter.DeadLetterQueues;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.inbox.consumer.InboxConsumer;
import florin.journal.kafka.EventRecords;
import florin.journal.kafka.SchemaTopic;
import florin.journal.relay.RelayLab;
import florin.journal.sample.SampleRuntime;
import florin.journal.sample.TopicLog;
import florin.journal.test.TestPlatform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.support.MessageBuilder;
import reactor.core.publisher.Mono;

/** An owner that is deployed before its consumer, and one that is deployed after it. */
class SchemaSkewIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BRAND_NEW = "florin.events.transactions.BrandNew";

  private final Topic topic =
      new Topic("skew-" + UUID.randomUUID() + ".events", 1, Duration.ofDays(1));
  private final Topic schemas = new Topic("schemas-" + UUID.randomUUID(), 1, Duration.ofDays(1));
  private final RelayLab lab =
      new RelayLab(new SampleRuntime(TestPlatform.of("transactions")), topic);
  private final SampleRuntime target = new SampleRuntime(TestPlatform.of("planning"));
  private final Sessions sessions = target.sessions("worker");
  private final InboxBatches inboxBatches =
      new InboxBatches(sessions, target.workerCommands(sessions));
  private final TallyInbox inbox = new TallyInbox(topic);
  private final TallyCheck check =
      TallyCheck.of(lab.runtime(), target.platform(), topic.topicName());

  @AfterEach
  void close() {
    lab.close();
    target.close();
  }

  private SchemaTopic schemaTopic() {
    return new SchemaTopic(target.properties().kafka().bootstrap(), schemas);
  }

  private void consume(Inbox reading, List<ConsumerRecord<byte[], byte[]>> records) {
    new InboxConsumer(reading, inboxBatches, SOON, schemaTopic()::learnFor)
        .accept(
            MessageBuilder.withPayload(List.<byte[]>of())
                .setHeader(KafkaHeaders.RAW_DATA, records)
                .build());
  }

  private List<ConsumerRecord<byte[], byte[]>> relayed(String... texts) {
    lab.runtime().append(UUID.randomUUID(), List.of(texts));
    lab.runtime().append(UUID.randomUUID(), List.of(texts));
    lab.drain();
    target.ensure(schemas);
    inboxBatches.storeOffset(topic.topicName(), 0, "same", 0).block(SOON);
    return new ArrayList<>(
        TopicLog.records(target.properties().kafka().bootstrap(), topic).stream()
            .filter(record -> record.headers().lastHeader(EventRecords.EVENT_ID) != null)
            .toList());
  }

  /** A schema as the next release has it: one field more. */
  private static Schema newer(String name) {
    List<Schema.Field> fields = new ArrayList<>();
    Noted.getClassSchema()
        .getFields()
        .forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(
        new Schema.Field(
            "colour" + UUID.randomUUID().toString().replace("-", ""),
            Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)),
            null,
            Schema.Field.NULL_DEFAULT_VALUE));
    return Schema.createRecord(name, null, "florin.events.transactions", false, fields);
  }

  private static byte[] written(Schema schema, byte[] framed) {
    Noted noted = (Noted) AvroEvents.unframe(framed);
    GenericData.Record record = new GenericData.Record(schema);
    record.put("transactionId", noted.getTransactionId().toString());
    record.put("accountId", noted.getAccountId().toString());
    record.put("note", noted.getNote());
    record.put("field", noted.getField());
    record.put("at", noted.getAt().toEpochMilli());
    return AvroEvents.frame(EventSchemas.fingerprint(schema), encoded(schema, record));
  }

  private static byte[] framed(String text) {
    SpecificRecord event = new SampleRuntime.TextCodec().toAvro(text);
    return AvroEvents.frame(AvroEvents.fingerprint(event), AvroEvents.encode(event));
  }

  private static byte[] encoded(Schema schema, Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<>(schema).write(value, encoder);
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static Object sample(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.name(), sample(field.schema())));
        yield record;
      }
      case UNION -> sample(schema.getTypes().getLast());
      case STRING -> schema.getLogicalType() == null ? "text" : new UUID(1, 2).toString();
      case BYTES -> ByteBuffer.wrap(new byte[] {1});
      case INT -> 1;
      case LONG -> 1L;
      case BOOLEAN -> true;
      case ARRAY -> new GenericData.Array<>(schema, List.of(sample(schema.getElementType())));
      case ENUM, MAP, FIXED, FLOAT, DOUBLE, NULL ->
          throw new IllegalArgumentException("type: " + schema.getType());
    };
  }

  private static ConsumerRecord<byte[], byte[]> with(
      ConsumerRecord<byte[], byte[]> record, String type, byte[] value) {
    RecordHeaders headers = new RecordHeaders(record.headers().toArray());
    headers.remove(EventRecords.TYPE);
    headers.add(EventRecords.TYPE, type.getBytes(StandardCharsets.UTF_8));
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        value,
        headers,
        Optional.empty());
  }

  private static void replace(
      List<ConsumerRecord<byte[], byte[]>> records, int index, Schema schema) {
    ConsumerRecord<byte[], byte[]> record = records.get(index);
    records.set(index, with(record, schema.getFullName(), written(schema, record.value())));
  }

  @Test
  void anOwnerDeployedFirstHoldsUpNobody() {
    List<ConsumerRecord<byte[], byte[]>> records = relayed("a", "b", "c");
    Schema noted = newer("Noted");
    Schema brandNew = newer("BrandNew");
    schemaTopic().publish(List.of(noted, brandNew));
    replace(records, 0, noted);
    replace(records, 1, brandNew);
    replace(records, 4, brandNew);

    consume(inbox, records);

    assertThat(check.applied()).isEqualTo(4);
    assertThat(check.parked()).isEqualTo(2); // rows; none of them holds up its user
    InboxState state = inboxBatches.state(inbox).block(SOON);
    assertThat(state.parked()).isZero();
    assertThat(state.skipped()).isEqualTo(2);
    assertThat(check.gaps()).isZero();

    upgraded(records.get(1));
    DeadLetterQueues queues =
        new DeadLetterQueues(sessions, target.workerCommands(sessions), List.of(inbox));
    assertThat(queues.retrySkipped(topic.topicName()).block(SOON).applied()).isEqualTo(2);
    assertThat(check.applied()).isEqualTo(6);
    assertThat(inboxBatches.state(inbox).block(SOON).skipped()).isZero();
  }

  /** The skipped type is one that this build has. */
  private void upgraded(ConsumerRecord<byte[], byte[]> skipped) {
    byte[] known = framed("later");
    assertThat(skipped.value()).isNotEqualTo(known);
    target
        .platform()
        .execute(
            "update journal.parked_event set type = '"
                + Noted.getClassSchema().getFullName()
                + "', value = decode('"
                + java.util.HexFormat.of().formatHex(known)
                + "', 'hex') where type = '"
                + BRAND_NEW
                + "'");
  }

  @Test
  void aSchemaThatNobodyPublishedIsADeadLetter() {
    List<ConsumerRecord<byte[], byte[]>> records = relayed("a", "b");
    replace(records, 0, newer("Noted"));

    consume(inbox, records);

    assertThat(check.applied()).isEqualTo(2);
    assertThat(inboxBatches.state(inbox).block(SOON).parked()).isEqualTo(2);
  }

  @Test
  void anInboxMayDeclareThatUnknownTypesHoldUpTheirUser() {
    List<ConsumerRecord<byte[], byte[]>> records = relayed("a", "b", "c");
    Schema brandNew = newer("BrandNew");
    schemaTopic().publish(List.of(brandNew));
    replace(records, 0, brandNew);
    TallyInbox strict =
        new TallyInbox(topic) {
          @Override
          public UnknownTypes unknownTypes() {
            return UnknownTypes.PARK;
          }
        };

    consume(strict, records);

    assertThat(check.applied()).isEqualTo(3);
    assertThat(inboxBatches.state(strict).block(SOON).parked()).isEqualTo(3);
  }

  /** Every schema of the history is one that an owner of an earlier release writes with. */
  @Test
  void aConsumerDeployedFirstReadsWhatTheOwnerStillWrites() {
    List<ConsumerRecord<byte[], byte[]>> records = relayed("a", "b");
    List<String> types = new ArrayList<>();
    Inbox recording =
        new TallyInbox(topic) {
          @Override
          public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
            events.forEach(event -> types.add(event.event().getSchema().getFullName()));
            return Mono.empty();
          }
        };
    Map.Entry<Long, Schema> older = olderThanItsClass();
    ConsumerRecord<byte[], byte[]> record = records.getFirst();
    records.set(
        0,
        with(
            record,
            older.getValue().getFullName(),
            AvroEvents.frame(older.getKey(), encoded(older.getValue(), sample(older.getValue())))));

    consume(recording, records);

    assertThat(types).hasSize(4).contains(older.getValue().getFullName());
    assertThat(check.parked()).isZero();
  }

  private static Map.Entry<Long, Schema> olderThanItsClass() {
    return EventSchemas.shipped().all().entrySet().stream()
        .filter(entry -> entry.getValue().getField("at") != null)
        .filter(
            entry ->
                EventSchemas.shipped().versions(entry.getValue().getFullName()).stream()
                    .anyMatch(
                        version ->
                            version.getFields().size() > entry.getValue().getFields().size()))
        .findFirst()
        .orElseThrow();
  }
}
