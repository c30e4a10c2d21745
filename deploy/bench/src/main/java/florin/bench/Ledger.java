package florin.bench;

import florin.events.Topic;
import florin.journal.Ids;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * A database that the intake filled, half of it with one household's transactions and half with
 * those of 32 households, and a transactions-service that answers from it over HTTP.
 */
final class Ledger implements AutoCloseable {

  static final int HOUSEHOLDS = 32;

  private static final int SLICE = 50_000;
  private static final String REALM = "florin";
  private static final String BINDING =
      "spring.cloud.stream.bindings.%s-in-0.consumer.auto-startup";

  private final Database database;
  private final Issuer issuer;
  private final int rows;
  private @Nullable ConfigurableApplicationContext context;

  /** Fills it; it answers once {@link #open} was called. */
  Ledger(Postgres postgres, Kafka kafka, Issuer issuer, Settings settings, int rows)
      throws SQLException {
    this.issuer = issuer;
    this.rows = rows;
    kafka.empty(Topic.PROVIDER_SYNC_EVENTS);
    database = new Database(postgres, kafka);
    try (Transactions service = new Transactions(database, settings.relay());
        ProviderSync provider = new ProviderSync(kafka)) {
      Households one = new Households(List.of(user(0)), 2, 5);
      Households all =
          new Households(
              IntStream.range(0, HOUSEHOLDS).mapToObj(Ledger::user).toList(), 2 * HOUSEHOLDS, 5);
      long seed = settings.seed();
      for (Households whose : List.of(one, all)) {
        for (int done = 0; done < rows / 2; done += SLICE) {
          provider.publish(Feed.first(whose, Math.min(SLICE, rows / 2 - done), ++seed));
          service.read(kafka.records(Topic.PROVIDER_SYNC_EVENTS));
        }
      }
    }
    long found = database.number("select count(*) from view.transaction");
    if (found != rows) {
      throw new IllegalStateException("transactions: " + found + " (expected: " + rows + ")");
    }
    database.execute("vacuum analyze");
    database.checkpoint();
  }

  int rows() {
    return rows;
  }

  static String subject(int household) {
    return "household " + household;
  }

  static UUID user(int household) {
    return Ids.user(REALM, subject(household));
  }

  String token(int household) {
    return issuer.token(subject(household));
  }

  Database database() {
    return database;
  }

  /** Lets the service answer. Its consumers stand still: there is no more news. */
  void open() {
    Map<String, Object> settings = new LinkedHashMap<>(database.settings());
    settings.putAll(issuer.settings());
    settings.put("server.port", 0);
    settings.put("logging.level.root", "warn");
    settings.put(BINDING.formatted("providerSyncEvents"), false);
    settings.put(BINDING.formatted("accountsEvents"), false);
    SpringApplication application = new SpringApplication(Transactions.type());
    application.setDefaultProperties(settings);
    application.addInitializers(
        fresh -> {
          GenericApplicationContext beans = (GenericApplicationContext) fresh;
          beans.registerBean(ReactorResourceFactory.class, Ledger::ownLoops);
          beans.registerBean(Nothing.class);
        });
    context = application.run();
    database.await(Transactions.RELAYED, 0);
  }

  /** With Netty's global threads the end of one service would be the end of the other one's too. */
  private static ReactorResourceFactory ownLoops() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    return resources;
  }

  /** Of the service. */
  int port() {
    if (context == null) {
      throw new IllegalStateException("not open");
    }
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** Some transactions of a household, as many as there are. */
  List<UUID> transactions(int household, int limit) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (Connection connection = database.open();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select id from view.transaction where user_id = '"
                    + user(household)
                    + "' order by id limit "
                    + limit)) {
      while (found.next()) {
        ids.add(found.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
    }
    database.close();
  }
}
