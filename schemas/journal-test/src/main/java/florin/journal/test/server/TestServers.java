package florin.journal.test.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.common.utils.Exit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The PostgreSQL and the Kafka broker of a test JVM, started at first use and stopped with the JVM:
 * containers when a Docker engine answers, embedded servers otherwise. Both have the same settings
 * and the versions that the launcher runs.
 */
public final class TestServers {

  private static final String POSTGRES_IMAGE = "postgres:18.6";
  private static final String KAFKA_IMAGE = "apache/kafka:4.3.1";

  /** Durable, because the services refuse to start on a database that is not. */
  private static final Map<String, String> POSTGRES_SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "max_connections", "160",
          "shared_buffers", "256MB");

  private static final Map<String, String> KAFKA_SETTINGS =
      Map.of(
          "auto.create.topics.enable", "false",
          "group.initial.rebalance.delay.ms", "0",
          "offsets.topic.num.partitions", "3",
          "offsets.topic.replication.factor", "1",
          "transaction.state.log.replication.factor", "1",
          "transaction.state.log.min.isr", "1",
          "share.coordinator.state.topic.replication.factor", "1",
          "share.coordinator.state.topic.min.isr", "1",
          "log.initial.task.delay.ms", "1000",
          "log.retention.check.interval.ms", "1000");

  /** A small buffer: some JVMs run several brokers, and the default is 128 MB for each. */
  private static final String CLEANER_BUFFER = "log.cleaner.dedupe.buffer.size";

  /** The address at which a PostgreSQL superuser named {@code postgres} can connect over TCP. */
  record Address(String host, int port) {}

  private static final class Docker {
    private static final boolean ANSWERS = answers();

    /** Looks for an engine only where one is configured: the full search takes seconds. */
    private static boolean answers() {
      boolean configured =
          System.getenv("DOCKER_HOST") != null
              || Files.exists(Path.of("/var/run/docker.sock"))
              || Files.exists(
                  Path.of(System.getProperty("user.home"), ".testcontainers.properties"));
      return configured && DockerClientFactory.instance().isDockerAvailable();
    }
  }

  private TestServers() {}

  static Address startPostgres(String password) {
    return Docker.ANSWERS ? postgresContainer(password) : embeddedPostgres();
  }

  /** Starts the broker and returns its bootstrap servers. */
  public static String startKafka() {
    return Docker.ANSWERS ? kafkaContainer() : embeddedKafka();
  }

  private static Address postgresContainer(String password) {
    var server =
        new PostgreSQLContainer(DockerImageName.parse(POSTGRES_IMAGE))
            .withUsername("postgres")
            .withPassword(password);
    StringBuilder command = new StringBuilder("postgres");
    POSTGRES_SETTINGS.forEach(
        (name, value) -> command.append(" -c ").append(name).append('=').append(value));
    server.setCommand(command.toString());
    server.start();
    stopWithTheJvm(server::stop);
    return new Address(server.getHost(), server.getFirstMappedPort());
  }

  private static Address embeddedPostgres() {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    POSTGRES_SETTINGS.forEach(builder::setServerConfig);
    try {
      EmbeddedPostgres server = builder.start();
      stopWithTheJvm(() -> close(server));
      return new Address("127.0.0.1", server.getPort());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException ignored) {
      // The JVM is exiting; the server's own shutdown hook was faster.
    }
  }

  private static String kafkaContainer() {
    KafkaContainer broker = new KafkaContainer(DockerImageName.parse(KAFKA_IMAGE));
    KAFKA_SETTINGS.forEach(
        (name, value) ->
            broker.withEnv(
                "KAFKA_" + name.toUpperCase(java.util.Locale.ROOT).replace('.', '_'), value));
    broker.start();
    stopWithTheJvm(broker::stop);
    return broker.getBootstrapServers();
  }

  /**
   * Starts a broker in this JVM. The test kit's own shutdown hook would delete the files while the
   * broker still runs, which then halts the JVM with status 1; closing the kit deletes them as
   * well.
   */
  private static String embeddedKafka() {
    Exit.setShutdownHookAdder((_, _) -> {});
    try {
      var nodes =
          new TestKitNodes.Builder()
              .setCombined(true)
              .setNumBrokerNodes(1)
              .setNumControllerNodes(1)
              .build();
      KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes);
      KAFKA_SETTINGS.forEach(builder::setConfigProp);
      builder.setConfigProp(CLEANER_BUFFER, "4194304");
      KafkaClusterTestKit broker = builder.build();
      broker.format();
      broker.startup();
      broker.waitForReadyBrokers();
      stopWithTheJvm(() -> close(broker));
      return broker.bootstrapServers();
    } catch (Exception failed) {
      throw new IllegalStateException("The embedded Kafka broker did not start", failed);
    }
  }

  private static void close(KafkaClusterTestKit broker) {
    try {
      broker.close();
    } catch (Exception ignored) {
      // The JVM is exiting, and the broker's files are temporary.
    }
  }

  private static void stopWithTheJvm(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(stop));
  }
}
