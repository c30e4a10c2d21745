package florin.journal.sample;

import florin.events.Topic;
import florin.events.transactions.Noted;
import florin.journal.Commands;
import florin.journal.CommitSignal;
import florin.journal.Journal;
import florin.journal.database.Sessions;
import florin.journal.kafka.KafkaAdmin;
import florin.journal.kafka.KafkaTopics;
import florin.journal.migration.Migrations;
import florin.journal.settings.JournalProperties;
import florin.journal.settings.Secret;
import florin.journal.setup.ConnectionPools;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Mono;

/**
 * The runtime over a fresh database without Spring, for tests that build relays and inboxes by
 * hand. Every pool it gives is another process' pool.
 */
public final class SampleRuntime implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Decider<String, String, Integer> TEXTS =
      new Decider<>(
          "text", 0, (text, _) -> List.of(text), (count, _) -> count + 1, new TextCodec());

  private final TestPlatform platform;
  private final JournalProperties properties;
  private final List<ConnectionPool> pools = new CopyOnWriteArrayList<>();
  private final CommitSignal commitSignal = new CommitSignal();
  private final Commands commands;

  public SampleRuntime(TestPlatform platform) {
    this(platform, platform.settings());
  }

  /** Over a database that somebody else has migrated. */
  public static SampleRuntime attached(Map<String, Object> settings) {
    return new SampleRuntime(null, settings);
  }

  private SampleRuntime(TestPlatform platform, Map<String, Object> settings) {
    this.platform = platform;
    Map<String, Object> all = new HashMap<>(settings);
    this.properties =
        new Binder(new MapConfigurationPropertySource(all))
            .bind("florin.journal", JournalProperties.class)
            .get();
    if (platform != null) {
      new Migrations(properties).run();
    }
    this.commands = new Commands(sessions("app"), journal(), List.of(), commitSignal);
  }

  private static Journal journal() {
    return new Journal(new SimpleMeterRegistry());
  }

  public TestPlatform platform() {
    return platform;
  }

  public JournalProperties properties() {
    return properties;
  }

  public CommitSignal bell() {
    return commitSignal;
  }

  /** A pool of its own. */
  public Sessions sessions(String role) {
    JournalProperties.Database database = properties.database();
    Secret password =
        switch (role) {
          case "worker" -> database.workerPassword();
          case "relay" -> database.relayPassword();
          default -> database.appPassword();
        };
    ConnectionPool pool = new ConnectionPools(properties).pool(role, password, 4);
    pools.add(pool);
    return new Sessions(pool);
  }

  /** Commands of the worker role, as an inbox needs them. */
  public Commands workerCommands(Sessions sessions) {
    return new Commands(sessions, journal(), List.of(), commitSignal);
  }

  public KafkaAdmin broker() {
    return new KafkaAdmin(properties.kafka().bootstrap());
  }

  public void ensure(Topic topic) {
    new KafkaTopics(broker(), (short) 1, List.of(topic)).start();
  }

  /** Appends one event per text, all in one transaction, to a stream of the user's. */
  public void append(UUID user, List<String> texts) {
    StreamId stream = new StreamId(user, "text", user);
    Change change = new Change(user, Ids.next(), Actor.USER, Instant.now(), Optional.empty());
    commands
        .run(
            user,
            unit ->
                unit.load(TEXTS, stream)
                    .flatMap(
                        loadedStream -> {
                          LoadedStream<Integer> current = loadedStream;
                          for (String text : texts) {
                            current = unit.decide(TEXTS, current, text, change);
                          }
                          return Mono.just(current);
                        }))
        .block(PATIENCE);
  }

  /** Texts as the one event type that the samples know. */
  public static final class TextCodec implements EventCodec<String> {

    @Override
    public SpecificRecord toAvro(String text) {
      UUID id = Ids.next();
      return Noted.newBuilder()
          .setTransactionId(id)
          .setAccountId(id)
          .setNote(text)
          .setAt(Instant.now())
          .build();
    }

    @Override
    public String fromAvro(SpecificRecord event) {
      return String.valueOf(((Noted) event).getNote());
    }
  }

  @Override
  public void close() {
    pools.forEach(ConnectionPool::dispose);
  }
}
