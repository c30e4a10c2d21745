package florin.journal.test;

import florin.events.AvroEvents;
import florin.events.Topic;
import florin.journal.kafka.EventRecords;
import florin.journal.replay.ReplayHeaders;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import florin.journal.test.server.TestKafka;
import florin.journal.test.server.TestPostgres;
import florin.journal.test.server.TestServers;
import florin.journal.test.server.TestTopics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Everything around one service: a database of its own in the shared Postgres, the shared Kafka,
 * tokens, and a stand-in for the relays of other services that writes real records.
 */
public final class TestPlatform {

  /** The realm of every test user. */
  public static final String REALM = "florin";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String service;
  private final String database;
  private final Map<String, Long> positions = new ConcurrentHashMap<>();
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();
  private final Map<Topic, List<ProducerRecord<byte[], byte[]>>> published =
      new ConcurrentHashMap<>();

  private final Supplier<String> bootstrap;

  private TestPlatform(String service, Supplier<String> bootstrap) {
    this.service = service;
    this.bootstrap = bootstrap;
    this.database = "florin_" + underscored() + "_" + NUMBER.incrementAndGet();
    TestPostgres.shared().create(underscored(), database);
  }

  /**
   * A fresh, empty database for a service; {@code service} as in {@code florin.journal.service}.
   */
  public static TestPlatform of(String service) {
    return new TestPlatform(service, TestKafka::bootstrap);
  }

  /**
   * The same with a broker of its own, which runs until the JVM ends: for a service that is started
   * more than once in a JVM. A relay refuses a topic with events of another database.
   */
  public static TestPlatform withOwnBroker(String service) {
    String own = TestServers.startKafka();
    return new TestPlatform(service, () -> own);
  }

  /** The name of the service, as in {@code florin.journal.service}. */
  public String service() {
    return service;
  }

  private String underscored() {
    return service.replace('-', '_');
  }

  /** The settings of the service, for an application started by hand. */
  public Map<String, Object> settings() {
    TestPostgres postgres = TestPostgres.shared();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("florin.journal.service", service);
    settings.put("florin.journal.operatorpassword", postgres.password());
    settings.put("florin.journal.database.host", postgres.host());
    settings.put("florin.journal.database.port", postgres.port());
    settings.put("florin.journal.database.name", database);
    for (String role : List.of("owner", "app", "worker", "relay", "vault", "erasure")) {
      settings.put("florin.journal.database." + role + "password", postgres.password());
    }
    settings.put("florin.journal.kafka.bootstrap", bootstrap());
    settings.put("florin.journal.identity.issuer", TestIdentity.ISSUER);
    settings.put("florin.journal.identity.audience", TestIdentity.AUDIENCE);
    settings.put("florin.journal.identity.jwkseturi", TestIdentity.shared().jwkSetUri());
    settings.put("florin.journal.identity.realm", REALM);
    return settings;
  }

  /** For {@code @DynamicPropertySource}. */
  public void register(DynamicPropertyRegistry registry) {
    settings().forEach((name, value) -> registry.add(name, () -> value));
  }

  public TestIdentity identity() {
    return TestIdentity.shared();
  }

  public String bootstrap() {
    return bootstrap.get();
  }

  /** The user id of a test subject. */
  public static UUID user(String subject) {
    return Ids.user(REALM, subject);
  }

  /** A client of the service that carries a user's token. */
  public WebTestClient client(int port, String subject) {
    String token = identity().token(subject);
    return TestClients.at(port).defaultHeaders(headers -> headers.setBearerAuth(token)).build();
  }

  /** A client without a token. */
  public WebTestClient anonymous(int port) {
    return TestClients.at(port).build();
  }

  /** Rows as the superuser sees them. */
  public List<Map<String, Object>> query(String sql) {
    return TestPostgres.shared().query(database, "postgres", sql);
  }

  /** Rows as one of the service's roles sees them. */
  public List<Map<String, Object>> queryAs(String role, String sql) {
    return TestPostgres.shared().query(database, underscored() + "_" + role, sql);
  }

  /** The single number a query gives, as the superuser. */
  public long count(String sql) {
    return ((Number) query(sql).getFirst().values().iterator().next()).longValue();
  }

  public void execute(String sql) {
    TestPostgres.shared().execute(database, sql);
  }

  /** A connection of one of the service's roles, or of {@code postgres}; the caller closes it. */
  public Connection connect(String role) throws SQLException {
    return TestPostgres.shared()
        .open(database, role.equals("postgres") ? role : underscored() + "_" + role);
  }

  /**
   * Sends an event of another service, as its relay would: next position, right {@code previous},
   * every header.
   */
  public RecordedEvent publish(Topic topic, StreamId stream, Actor actor, SpecificRecord event) {
    return publish(topic, stream, Ids.next(), actor, event);
  }

  /** The same, with the change id of several events of one change. */
  public synchronized RecordedEvent publish(
      Topic topic, StreamId stream, UUID change, Actor actor, SpecificRecord event) {
    long position = positions.merge(topic.topicName(), 1L, Long::sum);
    RecordedEvent recorded =
        new RecordedEvent(
            position,
            stream,
            versions.merge(stream.toString(), 1, Integer::sum),
            Ids.next(),
            event.getSchema().getFullName(),
            AvroEvents.fingerprint(event),
            AvroEvents.encode(event),
            change,
            actor,
            Optional.empty(),
            Instant.now());
    int partition = EventRecords.partition(stream.user(), topic.partitions());
    String chain = topic.topicName() + "/" + partition;
    ProducerRecord<byte[], byte[]> sent =
        EventRecords.of(topic, recorded, partition, positions.getOrDefault(chain, 0L));
    send(sent, topic);
    published.computeIfAbsent(topic, _ -> new ArrayList<>()).add(sent);
    positions.put(chain, position);
    return recorded;
  }

  /** Serves a requested replay as the owner of the topic does. */
  public synchronized void replay(Topic topic, UUID replay) {
    Topic replays = Topic.replayOf(topic);
    List<ProducerRecord<byte[], byte[]>> answer = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> sent : published.getOrDefault(topic, List.of())) {
      answer.add(
          new ProducerRecord<>(
              replays.topicName(), sent.partition(), sent.key(), sent.value(), sent.headers()));
    }
    for (int partition = 0; partition < replays.partitions(); partition++) {
      ProducerRecord<byte[], byte[]> end =
          new ProducerRecord<>(replays.topicName(), partition, null, new byte[0]);
      ReplayHeaders.addHeader(
          end.headers(), ReplayHeaders.REPLAY_END, positions.getOrDefault(topic.topicName(), 0L));
      answer.add(end);
    }
    answer.forEach(
        record -> ReplayHeaders.addHeader(record.headers(), ReplayHeaders.REPLAY_ID, replay));
    send(answer, replays);
  }

  /** Sends any bytes, for tests of what is not an event. */
  public void send(ProducerRecord<byte[], byte[]> record, Topic topic) {
    send(List.of(record), topic);
  }

  private void send(List<ProducerRecord<byte[], byte[]>> records, Topic topic) {
    TestTopics.of(bootstrap()).send(records, topic);
  }

  /** A client of the service's operations. */
  public WebTestClient operator(int port) {
    return TestClients.at(port)
        .defaultHeaders(
            headers -> headers.setBasicAuth("operator", TestPostgres.shared().password()))
        .build();
  }

  /** Closes every connection of the service's database and lets no new one in. */
  public void stopDatabase() {
    TestPostgres.shared()
        .execute("postgres", "alter database " + database + " with allow_connections false");
    TestPostgres.shared()
        .query(
            "postgres",
            "postgres",
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                + database
                + "'");
  }

  /** Lets connections in again. */
  public void startDatabase() {
    TestPostgres.shared()
        .execute("postgres", "alter database " + database + " with allow_connections true");
  }

  /**
   * Copies the database as it is now; its connections are closed for it.
   *
   * @return the name of the copy, for {@link #restoreDatabase}
   */
  public String copyDatabase() {
    String copy = database + "_copy_" + NUMBER.incrementAndGet();
    stopDatabase();
    TestPostgres.shared()
        .execute(
            "postgres",
            "create database "
                + copy
                + " template "
                + database
                + " owner "
                + underscored()
                + "_owner");
    startDatabase();
    return copy;
  }

  /** Puts a copy in the place of the database, as a restore from a backup does. */
  public void restoreDatabase(String copy) {
    stopDatabase();
    TestPostgres.shared().execute("postgres", "drop database " + database + " with (force)");
    TestPostgres.shared().execute("postgres", "alter database " + copy + " rename to " + database);
  }

  /** Whether nothing holds the lock by which rebuild, replay and erasure exclude each other. */
  public boolean isIdle() {
    return count(
            "select count(*) from pg_locks l join pg_database d on d.oid = l.database where"
                + " d.datname = current_database() and locktype = 'advisory' and classid = 26220"
                + " and objid = 3")
        == 0;
  }
}
