package florin.journal.erasure;

import florin.events.Topic;
import florin.journal.kafka.KafkaAdmin;
import florin.journal.sample.TopicLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;

/** What Kafka holds of a topic: the records that a new reader gets, and the files they are in. */
final class TopicCopies {

  private final String bootstrap;
  private final KafkaAdmin kafkaAdmin;
  private final Topic topic;

  TopicCopies(String bootstrap, Topic topic) {
    this.bootstrap = bootstrap;
    this.kafkaAdmin = new KafkaAdmin(bootstrap);
    this.topic = topic;
  }

  /** Small segments that go at once when their time has come, and can be read as text. */
  void inSmallSegments() {
    set(
        Map.of(
            "segment.ms", "200",
            "segment.bytes", "1048576",
            "file.delete.delay.ms", "0",
            "compression.type", "uncompressed"));
  }

  void keptFor(Duration retention) {
    set(Map.of("retention.ms", Long.toString(retention.toMillis())));
  }

  /** As the table of topics has it. */
  void asBefore() {
    set(topic.settings());
    alter(
        Stream.of("segment.bytes", "file.delete.delay.ms", "compression.type")
            .map(name -> change(name, null, AlterConfigOp.OpType.DELETE))
            .toList());
  }

  private void set(Map<String, String> settings) {
    alter(
        settings.entrySet().stream()
            .map(set -> change(set.getKey(), set.getValue(), AlterConfigOp.OpType.SET))
            .toList());
  }

  private static AlterConfigOp change(String name, String value, AlterConfigOp.OpType type) {
    return new AlterConfigOp(new ConfigEntry(name, value), type);
  }

  private void alter(List<AlterConfigOp> changes) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    kafkaAdmin.ask(
        "settings of " + topic.topicName(),
        admin -> KafkaAdmin.answer(admin.incrementalAlterConfigs(Map.of(resource, changes)).all()));
  }

  /** How many records have the text in key, headers or value. */
  long records(String text) {
    return TopicLog.records(bootstrap, topic).stream()
        .filter(found -> parts(found).anyMatch(part -> has(part, text)))
        .count();
  }

  private static Stream<byte[]> parts(ConsumerRecord<byte[], byte[]> found) {
    return Stream.concat(
            Stream.of(found.key(), found.value()),
            Arrays.stream(found.headers().toArray()).map(Header::value))
        .filter(Objects::nonNull);
  }

  /** How many of the topic's files on the brokers' disks have the text. */
  long files(String text) {
    return kafkaAdmin.ask("folders of the brokers", TopicCopies::folders).stream()
        .flatMap(this::segments)
        .filter(bytes -> has(bytes, text))
        .count();
  }

  private static List<Path> folders(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Integer> nodes =
        KafkaAdmin.answer(admin.describeCluster().nodes()).stream().map(Node::id).toList();
    return KafkaAdmin.answer(admin.describeLogDirs(nodes).allDescriptions()).values().stream()
        .flatMap(folder -> folder.keySet().stream())
        .map(Path::of)
        .toList();
  }

  private Stream<byte[]> segments(Path folder) {
    try (Stream<Path> files = Files.find(folder, 2, (file, _) -> isOurs(file))) {
      return files.map(TopicCopies::read).toList().stream();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** A segment that is to be deleted has another ending for a while. */
  private boolean isOurs(Path file) {
    return file.getFileName().toString().contains(".log")
        && file.getParent().getFileName().toString().startsWith(topic.topicName() + "-");
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static boolean has(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }
}
