package florin.journal;

import florin.journal.database.Sessions;
import florin.journal.migration.Migrations;
import florin.journal.relay.JournalReader;
import florin.journal.settings.JournalProperties;
import florin.journal.setup.ConnectionPools;
import florin.journal.test.TestPlatform;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A migrated database and the runtime's own pieces on it, without an application around them. */
public final class JournalFixture implements AutoCloseable {

  public static final Duration SOON = Duration.ofSeconds(30);

  private final TestPlatform platform = TestPlatform.of("transactions");
  private final JournalProperties properties;
  private final List<ConnectionPool> pools = new ArrayList<>();
  private final JournalReader reader;

  /** Waiting for dozens of connections or locks is part of these tests, failing for it is not. */
  JournalFixture() {
    this(SOON);
  }

  /**
   * @param lockTimeout of every connection
   */
  public JournalFixture(Duration lockTimeout) {
    Map<String, Object> settings = platform.settings();
    settings.put("florin.journal.database.locktimeout", lockTimeout);
    settings.put("florin.journal.database.maxacquiretime", SOON);
    properties =
        new Binder(new MapConfigurationPropertySource(settings))
            .bind("florin.journal", JournalProperties.class)
            .get();
    new Migrations(properties).run();
    platform.execute(BalanceStream.TABLE);
    reader = new JournalReader(sessions("relay", 2));
  }

  public TestPlatform platform() {
    return platform;
  }

  JournalReader reader() {
    return reader;
  }

  ConnectionPool pool(String role, int connections) {
    ConnectionPool pool =
        new ConnectionPools(properties)
            .pool(role, properties.database().appPassword(), connections);
    pools.add(pool);
    return pool;
  }

  public Sessions sessions(String role, int connections) {
    return new Sessions(pool(role, connections));
  }

  public static Journal journal() {
    return new Journal(new SimpleMeterRegistry());
  }

  public static Commands commands(Sessions sessions, Journal journal) {
    return new Commands(
        sessions, journal, List.of(new BalanceStream.View()), new CommitSignal(), SOON);
  }

  /** Events and their places, as they stand in the journal. */
  record Row(long position, UUID event) {}

  List<Row> rowsAfter(long position) {
    return rows("where position > " + position + " order by position");
  }

  List<Row> rows(String rest) {
    return platform.query("select position, event_id from journal.event " + rest).stream()
        .map(row -> new Row((Long) row.get("position"), (UUID) row.get("event_id")))
        .toList();
  }

  long head() {
    return platform.count("select coalesce(max(position), 0) from journal.event");
  }

  /** How many backends of this database wait for the journal lock. */
  long waitingForTheJournal() {
    return platform.count(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted and objsubid = 2"
            + " and objid = 2 and database = (select oid from pg_database where datname ="
            + " current_database())");
  }

  /** How many backends of this database wait for a household lock. */
  long waitingForAHousehold() {
    return platform.count(
        "select count(*) from pg_locks where locktype = 'advisory' and not granted and objsubid = 1"
            + " and database = (select oid from pg_database where datname = current_database())");
  }

  /** The backend that holds the journal lock. */
  long holderOfTheJournal() {
    return platform.count(
        "select pid from pg_locks where locktype = 'advisory' and granted and objsubid = 2 and"
            + " objid = 2 and database = (select oid from pg_database where datname ="
            + " current_database())");
  }

  @Override
  public void close() {
    pools.forEach(ConnectionPool::dispose);
  }
}
