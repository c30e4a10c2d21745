package florin.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.kafka.EventRecords;
import florin.journal.stream.Actor;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The three services that show balances, each with a database of its own, over one broker; the
 * records of provider-sync are written by the test.
 */
final class BalanceServices implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(90);

  private static final List<Topic> READ =
      List.of(Topic.PROVIDER_SYNC_EVENTS, Topic.ACCOUNTS_EVENTS, Topic.TRANSACTIONS_EVENTS);

  private static final String PROGRESS =
      """
      select topic, partition, position from journal.inbox_offset
      union all
      select '', 0, coalesce(max(position), 0) from journal.event where user_id = '%s'
      """;

  /**
   * How far a service is with one user.
   *
   * @param appended the position of the last event in its journal
   * @param positions of each topic the position of the last event that it has applied
   */
  private record Progress(long appended, Map<String, Long> positions) {

    long taken(Topic topic) {
      return positions.getOrDefault(topic.topicName(), 0L);
    }
  }

  /**
   * A service with its database, and the topics of the other services that it mirrors.
   *
   * @param database a connection that is kept open
   */
  record Running(
      TestPlatform platform,
      Connection database,
      IsolatedApplication application,
      List<Topic> mirrors) {

    private Progress progress(UUID user) {
      Map<String, Long> positions = new HashMap<>();
      synchronized (database) {
        try (Statement statement = database.createStatement();
            ResultSet rows = statement.executeQuery(PROGRESS.formatted(user))) {
          while (rows.next()) {
            Topic topic = named(rows.getString(1));
            if (topic == null
                || rows.getInt(2) == EventRecords.partition(user, topic.partitions())) {
              positions.put(rows.getString(1), rows.getLong(3));
            }
          }
        } catch (SQLException failed) {
          throw new IllegalStateException(failed);
        }
      }
      return new Progress(positions.getOrDefault("", 0L), positions);
    }

    private static @Nullable Topic named(String name) {
      return READ.stream().filter(topic -> topic.topicName().equals(name)).findFirst().orElse(null);
    }

    private void close() {
      application.close();
      try {
        database.close();
      } catch (SQLException failed) {
        throw new IllegalStateException(failed);
      }
    }

    private WebTestClient operator() {
      return platform.operator(application.port());
    }
  }

  private final Running accounts =
      start("accounts", "Accounts", List.of(Topic.TRANSACTIONS_EVENTS));
  private final Running transactions =
      start("transactions", "Transactions", List.of(Topic.ACCOUNTS_EVENTS));
  private final Running planning =
      start("planning", "Planning", List.of(Topic.ACCOUNTS_EVENTS, Topic.TRANSACTIONS_EVENTS));
  private final Map<UUID, Long> published = new ConcurrentHashMap<>();
  private final Map<String, WebTestClient> clients = new ConcurrentHashMap<>();

  private static Running start(String service, String application, List<Topic> mirrors) {
    TestPlatform platform = TestPlatform.of(service);
    Map<String, Object> settings = new HashMap<>(platform.settings());
    settings.put("server.port", 0);
    settings.put("server.address", "127.0.0.1");
    return new Running(
        platform,
        connection(platform),
        IsolatedApplication.start(
            service + "-service",
            "florin.%s.%sApplication".formatted(service, application),
            settings),
        mirrors);
  }

  private static Connection connection(TestPlatform platform) {
    try {
      return platform.connect("postgres");
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  Running accounts() {
    return accounts;
  }

  Running transactions() {
    return transactions;
  }

  Running planning() {
    return planning;
  }

  /** Sends a request as a user, with a body unless it is null. */
  WebTestClient.ResponseSpec send(
      Running service, String subject, HttpMethod method, String path, Object body) {
    WebTestClient client =
        clients.computeIfAbsent(
            service.application().port() + subject,
            _ -> service.platform().client(service.application().port(), subject));
    var request = client.method(method).uri(path);
    return body == null ? request.exchange() : request.bodyValue(body).exchange();
  }

  Map<?, ?> get(Running service, String subject, String path) {
    return send(service, subject, HttpMethod.GET, path, null)
        .expectStatus()
        .isOk()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  List<Map<?, ?>> items(Running service, String subject, String path) {
    @SuppressWarnings("unchecked")
    List<Map<?, ?>> items = (List<Map<?, ?>>) get(service, subject, path).get("items");
    return items;
  }

  /** An event of provider-sync. */
  void publish(String subject, UUID connection, SpecificRecord event) {
    UUID user = TestPlatform.user(subject);
    long position =
        accounts
            .platform()
            .publish(
                Topic.PROVIDER_SYNC_EVENTS,
                new StreamId(user, "connection", connection),
                Actor.PROVIDER,
                event)
            .position();
    published.put(user, position);
  }

  /** Waits until every service has applied all events of a user. */
  void settle(String subject) {
    UUID user = TestPlatform.user(subject);
    await()
        .atMost(SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(25))
        .until(() -> isSettled(user));
  }

  private boolean isSettled(UUID user) {
    long observed = published.getOrDefault(user, 0L);
    Progress ofAccounts = accounts.progress(user);
    Progress ofTransactions = transactions.progress(user);
    return ofAccounts.taken(Topic.PROVIDER_SYNC_EVENTS) >= observed
        && ofTransactions.taken(Topic.PROVIDER_SYNC_EVENTS) >= observed
        && Math.min(
                ofTransactions.taken(Topic.ACCOUNTS_EVENTS),
                planning.progress(user).taken(Topic.ACCOUNTS_EVENTS))
            >= ofAccounts.appended()
        && Math.min(
                ofAccounts.taken(Topic.TRANSACTIONS_EVENTS),
                planning.progress(user).taken(Topic.TRANSACTIONS_EVENTS))
            >= ofTransactions.appended();
  }

  /** Rebuilds the views of every service from its journal. */
  void rebuild() {
    for (Running service : List.of(accounts, transactions, planning)) {
      post(service, "/actuator/rebuild", Map.of());
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(ended(state(service, "/actuator/rebuild"))).isTrue());
      assertThat(state(service, "/actuator/rebuild").get("phase")).isEqualTo("DONE");
    }
  }

  /** Fills every mirror again from the journal of its owner. */
  void replay() {
    for (Running service : List.of(accounts, transactions, planning)) {
      for (Topic topic : service.mirrors()) {
        post(service, "/actuator/mirror", Map.of("topic", topic.topicName()));
        await()
            .atMost(SOON)
            .untilAsserted(() -> assertThat(replayed(service, topic)).isEqualTo("DONE"));
        await().atMost(SOON).until(service.platform()::isIdle);
      }
    }
  }

  private static Object replayed(Running service, Topic topic) {
    return service
        .operator()
        .get()
        .uri("/actuator/mirror")
        .exchange()
        .expectBodyList(Map.class)
        .returnResult()
        .getResponseBody()
        .stream()
        .filter(state -> topic.topicName().equals(state.get("topic")))
        .findFirst()
        .orElseThrow()
        .get("phase");
  }

  private static void post(Running service, String path, Map<String, ?> body) {
    service
        .operator()
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isAccepted();
  }

  private static Map<?, ?> state(Running service, String path) {
    return service
        .operator()
        .get()
        .uri(path)
        .exchange()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  private static boolean ended(Map<?, ?> state) {
    return state.get("endedAt") != null;
  }

  @Override
  public void close() {
    planning.close();
    transactions.close();
    accounts.close();
  }
}
