package florin.local.storage;

import florin.local.child.ChildSpec;
import florin.local.child.Stage;
import florin.local.child.StopSignal;
import florin.local.host.CannotStart;
import florin.local.host.FlorinHome;
import florin.local.host.FlorinSettings;
import florin.local.host.Jvm;
import florin.local.host.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka node that is broker and controller at once. After a kill it waits until its former
 * registration has lapsed, so that lapse is short.
 */
public record KafkaNode(FlorinHome home, int port, int controllerPort) {

  public static final String NAME = "kafka";

  private Path folder() {
    return home.resolve("kafka");
  }

  private Path serverProperties() {
    return folder().resolve("server.properties");
  }

  /** Writes the settings and formats the data folder if that was never done. */
  public ChildSpec prepare() {
    try {
      Files.createDirectories(folder());
      Files.writeString(serverProperties(), text());
      if (!Files.exists(data().resolve("meta.properties"))) {
        format();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ChildSpec(
        NAME,
        Stage.BROKER,
        java(List.of("-Xmx384m"), "kafka.Kafka", serverProperties().toString()),
        Map.of(),
        folder(),
        StopSignal.TERM,
        Duration.ofSeconds(20));
  }

  private Path data() {
    return folder().resolve("data");
  }

  private void format() throws IOException {
    var log = home.logs().resolve("kafka-format.log").toFile();
    var command =
        java(
            List.of("-Xmx128m"),
            "kafka.tools.StorageTool",
            "format",
            "--ignore-formatted",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            serverProperties().toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try {
      if (Patience.ends(process) && process.exitValue() == 0) {
        return;
      }
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    throw new CannotStart("Kafka could not format its data folder: see " + log);
  }

  private static List<String> java(List<String> options, String main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Jvm.program());
    command.addAll(Jvm.LEAN);
    command.addAll(options);
    command.add("-Dlogback.configurationFile=florin/local/kafka-logback.xml");
    command.addAll(List.of("-cp", Jvm.classpath(), main));
    command.addAll(List.of(arguments));
    return command;
  }

  private String text() {
    var broker = FlorinSettings.LOOPBACK + ":" + port;
    var controller = FlorinSettings.LOOPBACK + ":" + controllerPort;
    return Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("controller.quorum.voters", "1@" + controller),
            Map.entry("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller),
            Map.entry("advertised.listeners", "PLAINTEXT://" + broker),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("log.dirs", data().toString()),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.session.timeout.ms", "1500"),
            Map.entry("broker.heartbeat.interval.ms", "300"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "16777216"))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }

  public String bootstrap() {
    return FlorinSettings.LOOPBACK + ":" + port;
  }

  public boolean isReady() {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            2_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            1_000);
    try (var admin = Admin.create(settings)) {
      return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
