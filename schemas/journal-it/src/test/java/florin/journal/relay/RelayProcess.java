package florin.journal.relay;

import florin.events.Topic;
import florin.journal.kafka.KafkaProducers;
import florin.journal.sample.SampleRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Only the relay of one database, as a process of its own. */
final class RelayProcess {

  private RelayProcess() {}

  /** Arguments: topic, lease in milliseconds, then settings as name=value. */
  public static void main(String[] arguments) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>();
    Arrays.stream(arguments)
        .skip(2)
        .map(argument -> argument.split("=", 2))
        .forEach(pair -> settings.put(pair[0], pair[1]));
    SampleRuntime runtime = SampleRuntime.attached(settings);
    Duration lease = Duration.ofMillis(Long.parseLong(arguments[1]));
    Relay relay =
        new Relay(
            new Topic(arguments[0], 6, Duration.ofDays(1)),
            new RelayCheckpoints(runtime.sessions("relay"), lease),
            new KafkaProducers(runtime.properties().kafka().bootstrap(), Duration.ofSeconds(10)),
            runtime.bell(),
            RelayLab.BATCH,
            RelayLab.POLL,
            lease.dividedBy(5));
    relay.start();
    Thread.currentThread().join();
  }

  static Process start(RelayLab lab, Duration lease) throws java.io.IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RelayProcess.class.getName(),
                lab.topic().topicName(),
                Long.toString(lease.toMillis())));
    lab.runtime().platform().settings().forEach((name, value) -> command.add(name + "=" + value));
    return new ProcessBuilder(command).inheritIO().start();
  }
}
