package florin.bench.feed;

import florin.bench.environment.BenchSettings;
import florin.bench.environment.EmptyEndpoint;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.environment.RunningTransactions;
import florin.bench.environment.ServiceDatabase;
import florin.bench.environment.TokenIssuer;
import florin.events.Topic;
import florin.journal.stream.Ids;
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
public final class FilledApplication implements AutoCloseable {

  public static final int HOUSEHOLDS = 32;

  private static final int SLICE = 50_000;
  private static final String REALM = "florin";
  private static final String BINDING =
      "spring.cloud.stream.bindings.%s-in-0.consumer.auto-startup";

  private final ServiceDatabase serviceDatabase;
  private final TokenIssuer tokenIssuer;
  private final int rows;
  private @Nullable ConfigurableApplicationContext context;

  /** Fills it; it answers once {@link #open} was called. */
  FilledApplication(
      PostgresProcess postgresProcess,
      KafkaProcess kafkaProcess,
      TokenIssuer tokenIssuer,
      BenchSettings benchSettings,
      int rows)
      throws SQLException {
    this.tokenIssuer = tokenIssuer;
    this.rows = rows;
    kafkaProcess.emptyTransactionsTopics();
    serviceDatabase = new ServiceDatabase(postgresProcess, kafkaProcess);
    try (RunningTransactions service =
            new RunningTransactions(serviceDatabase, benchSettings.relay());
        FeedPublisher provider = new FeedPublisher(kafkaProcess)) {
      FeedHouseholds one = new FeedHouseholds(List.of(user(0)), 2, 5);
      FeedHouseholds all =
          new FeedHouseholds(
              IntStream.range(0, HOUSEHOLDS).mapToObj(FilledApplication::user).toList(),
              2 * HOUSEHOLDS,
              5);
      long seed = benchSettings.seed();
      for (FeedHouseholds whose : List.of(one, all)) {
        for (int done = 0; done < rows / 2; done += SLICE) {
          provider.publish(ProviderFeed.first(whose, Math.min(SLICE, rows / 2 - done), ++seed));
          service.read(kafkaProcess.records(Topic.PROVIDER_SYNC_EVENTS));
        }
      }
    }
    long found = serviceDatabase.number("select count(*) from view.transaction");
    if (found != rows) {
      throw new IllegalStateException("transactions: " + found + " (expected: " + rows + ")");
    }
    serviceDatabase.execute("vacuum analyze");
    serviceDatabase.checkpoint();
  }

  public int rows() {
    return rows;
  }

  static String subject(int household) {
    return "household " + household;
  }

  public static UUID user(int household) {
    return Ids.user(REALM, subject(household));
  }

  public String token(int household) {
    return tokenIssuer.token(subject(household));
  }

  public ServiceDatabase database() {
    return serviceDatabase;
  }

  /** Lets the service answer. Its consumers stand still: there is no more news. */
  void open() {
    Map<String, Object> settings = new LinkedHashMap<>(serviceDatabase.settings());
    settings.putAll(tokenIssuer.settings());
    settings.put("server.port", 0);
    settings.put("logging.level.root", "warn");
    settings.put(BINDING.formatted("providerSyncEvents"), false);
    settings.put(BINDING.formatted("accountsEvents"), false);
    SpringApplication application = new SpringApplication(RunningTransactions.type());
    application.setDefaultProperties(settings);
    application.addInitializers(
        fresh -> {
          GenericApplicationContext beans = (GenericApplicationContext) fresh;
          beans.registerBean(ReactorResourceFactory.class, FilledApplication::ownLoops);
          beans.registerBean(EmptyEndpoint.class);
        });
    context = application.run();
    serviceDatabase.await(RunningTransactions.RELAYED, 0);
  }

  /** With Netty's global threads the end of one service would be the end of the other one's too. */
  private static ReactorResourceFactory ownLoops() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    return resources;
  }

  /** Of the service. */
  public int port() {
    if (context == null) {
      throw new IllegalStateException("not open");
    }
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** Some transactions of a household, as many as there are. */
  public List<UUID> transactions(int household, int limit) throws SQLException {
    List<UUID> ids = new ArrayList<>();
    try (Connection connection = serviceDatabase.open();
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
    serviceDatabase.close();
  }
}
