package florin.bench.environment;

import florin.events.Topic;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A Kafka node of this run, in a JVM of its own. */
public final class KafkaProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final String bootstrap;
  private final Admin admin;

  public KafkaProcess(Path folder) {
    try {
      Files.createDirectories(folder);
      int port = freePort();
      bootstrap = "127.0.0.1:" + port;
      Path properties = folder.resolve("server.properties");
      Files.writeString(properties, settings(folder, port, freePort()));
      run(
              folder,
              "kafka.tools.StorageTool",
              "format",
              "--cluster-id",
              Uuid.randomUuid().toString(),
              "--config",
              properties.toString())
          .waitFor();
      process = run(folder, "kafka.Kafka", properties.toString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                60_000));
    wait(admin.describeCluster().nodes());
  }

  private static Process run(Path folder, String main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(List.of(arguments));
    File log = folder.resolve("kafka.log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private static String settings(Path folder, int port, int controller) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    controller.listener.names=CONTROLLER
    log.dirs=%3$s
    auto.create.topics.enable=false
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    group.initial.rebalance.delay.ms=0
    """
        .formatted(port, controller, folder.resolve("data"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public String bootstrap() {
    return bootstrap;
  }

  /**
   * Makes the topic as good as new: there, and without a record. It is not made anew, because a
   * producer's first batch may end in the log that is still being removed.
   */
  public void empty(Topic topic) {
    if (!wait(admin.listTopics().names()).contains(topic.topicName())) {
      wait(
          admin
              .createTopics(
                  List.of(
                      new NewTopic(topic.topicName(), topic.partitions(), (short) 1)
                          .configs(topic.settings())))
              .all());
    }
    Map<TopicPartition, RecordsToDelete> all =
        partitions(topic)
            .collect(
                Collectors.toMap(partition -> partition, _ -> RecordsToDelete.beforeOffset(-1)));
    wait(admin.deleteRecords(all).all());
  }

  /**
   * Empties the topics of transactions-service: its relay refuses a topic with events of another
   * database.
   */
  public void emptyTransactionsTopics() {
    empty(Topic.PROVIDER_SYNC_EVENTS);
    empty(Topic.TRANSACTIONS_EVENTS);
  }

  /** The next offsets of all partitions, added up: how many records there ever were. */
  public long records(Topic topic) {
    Map<TopicPartition, OffsetSpec> ends =
        partitions(topic)
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    return wait(admin.listOffsets(ends).all()).values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private static Stream<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(number -> new TopicPartition(topic.topicName(), number));
  }

  private static <T> T wait(KafkaFuture<T> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException | java.util.concurrent.TimeoutException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    admin.close();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
