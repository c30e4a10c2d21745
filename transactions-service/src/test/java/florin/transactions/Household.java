package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountOpened;
import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.RemovedTransaction;
import florin.events.providersync.TransactionsObserved;
import florin.journal.rebuild.Rebuild;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.RebuildRules;
import florin.journal.test.TestPlatform;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** One user at one bank, new for every test; all tests on it share one running service. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class Household {

  protected static final TestPlatform platform = TestPlatform.of("transactions");
  static final Duration SOON = Duration.ofSeconds(30);
  public static final String ALL = "limit=500";

  @LocalServerPort protected int port;

  final String subject = "user-" + UUID.randomUUID();
  protected final UUID user = TestPlatform.user(subject);
  final UUID connection = Ids.next();
  public final UUID account = Ids.next();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    platform.register(registry);
  }

  @AfterAll
  static void viewsComeOutOfTheJournal(@Autowired Rebuild rebuild, TestInfo test) {
    if (!test.getTestClass().orElseThrow().isAnnotationPresent(WithoutRebuild.class)) {
      RebuildRules.check(platform, rebuild);
    }
  }

  /** A class whose rows are too many for a rebuild of the views in a test. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface WithoutRebuild {}

  public WebTestClient api() {
    return platform.client(port, subject);
  }

  public ObservedTransaction seen(
      String external, String amount, boolean pending, String pendingId) {
    return ObservedTransaction.newBuilder()
        .setExternalId(external)
        .setAccountId(account)
        .setAmount(new MoneyAmount(new BigDecimal(amount).setScale(10), "USD"))
        .setDate(LocalDate.of(2026, 1, 1).plusDays(Math.floorMod(external.hashCode(), 300)))
        .setName("SHOP " + external)
        .setPending(pending)
        .setPendingExternalId(pendingId)
        .setCategoryPrimary("FOOD_AND_DRINK")
        .setCategoryDetailed("FOOD_AND_DRINK_COFFEE")
        .build();
  }

  void observe(
      List<ObservedTransaction> added, List<ObservedTransaction> modified, List<String> removed) {
    observe(added, modified, removed, true);
  }

  /**
   * @param last whether no further page of the same run follows
   */
  void observe(
      List<ObservedTransaction> added,
      List<ObservedTransaction> modified,
      List<String> removed,
      boolean last) {
    platform.publish(
        Topic.PROVIDER_SYNC_EVENTS,
        new StreamId(user, "connection", connection),
        Actor.PROVIDER,
        page(added, modified, removed, last));
  }

  /** A page of transactions of the bank. */
  TransactionsObserved page(
      List<ObservedTransaction> added,
      List<ObservedTransaction> modified,
      List<String> removed,
      boolean last) {
    return TransactionsObserved.newBuilder()
        .setConnectionId(connection)
        .setRun(Ids.next())
        .setIndex(0)
        .setLast(last)
        .setAdded(added)
        .setModified(modified)
        .setRemoved(removed.stream().map(id -> new RemovedTransaction(id, account, null)).toList())
        .setAt(Instant.now())
        .build();
  }

  public void observe(ObservedTransaction... added) {
    observe(List.of(added), List.of(), List.of());
  }

  public List<Map<String, Object>> items(String query) {
    List<Map<String, Object>> items = new ArrayList<>();
    String cursor = null;
    do {
      String uri = "/api/transactions?" + query + (cursor == null ? "" : "&cursor=" + cursor);
      Map<?, ?> page =
          api()
              .get()
              .uri(uri)
              .exchange()
              .expectStatus()
              .isOk()
              .expectBody(Map.class)
              .returnResult()
              .getResponseBody();
      for (Object item : (List<?>) page.get("items")) {
        @SuppressWarnings("unchecked")
        Map<String, Object> row = (Map<String, Object>) item;
        items.add(row);
      }
      cursor = (String) page.get("next");
    } while (cursor != null);
    return items;
  }

  public Map<String, Object> only(String external) {
    return items(ALL).stream()
        .filter(i -> external.equals(i.get("externalId")))
        .findFirst()
        .orElseThrow();
  }

  static BigDecimal amount(Map<String, Object> item) {
    return new BigDecimal(((Map<?, ?>) item.get("amount")).get("amount").toString());
  }

  public long events() {
    return platform.count("select count(*) from journal.event where user_id = '" + user + "'");
  }

  public void awaitCount(int count) {
    await().atMost(SOON).untilAsserted(() -> assertThat(items(ALL)).hasSize(count));
  }

  public WebTestClient.ResponseSpec patch(Object id, String body) {
    return api()
        .patch()
        .uri("/api/transactions/" + id)
        .header("Content-Type", "application/json")
        .bodyValue(body)
        .exchange();
  }

  public WebTestClient.ResponseSpec post(String path, Object body) {
    return api()
        .post()
        .uri(path)
        .header("Content-Type", "application/json")
        .bodyValue(body)
        .exchange();
  }

  public static Map<String, Object> json(WebTestClient.ResponseSpec answer, int status) {
    @SuppressWarnings("unchecked")
    Map<String, Object> body =
        (Map<String, Object>)
            answer
                .expectStatus()
                .isEqualTo(status)
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
    return body;
  }

  public Map<String, Object> get(String path) {
    return json(api().get().uri(path).exchange(), 200);
  }

  /** An account that accounts-service knows, here too. */
  public void openAccount(UUID id) {
    openAccount(id, "USD");
  }

  void openAccount(UUID id, String currency) {
    openAccount(user, id, currency);
  }

  static void openAccount(UUID owner, UUID id, String currency) {
    platform.publish(
        Topic.ACCOUNTS_EVENTS,
        new StreamId(owner, "account", id),
        Actor.USER,
        AccountOpened.newBuilder()
            .setAccountId(id)
            .setName("Cash")
            .setType("depository")
            .setCurrency(currency)
            .setAt(Instant.now())
            .build());
    await()
        .atMost(SOON)
        .until(
            () ->
                platform.count("select count(*) from mirror.account where id = '" + id + "'") == 1);
  }

  /** Uploads a file for an import; headers are pairs of name and value. */
  WebTestClient.ResponseSpec sendFile(String name, byte[] content, String... headers) {
    return sendFile(api(), name, content, headers);
  }

  static WebTestClient.ResponseSpec sendFile(
      WebTestClient client, String name, byte[] content, String... headers) {
    MultipartBodyBuilder parts = new MultipartBodyBuilder();
    parts
        .part(
            "file",
            new ByteArrayResource(content) {
              @Override
              public String getFilename() {
                return name;
              }
            })
        .filename(name);
    return client
        .post()
        .uri("/api/imports")
        .headers(
            all -> {
              for (int i = 0; i < headers.length; i += 2) {
                all.set(headers[i], headers[i + 1]);
              }
            })
        .bodyValue(parts.build())
        .exchange();
  }

  public Map<String, Object> enter(LocalDate date, String amount, String description) {
    return json(
        post(
            "/api/transactions",
            Map.of(
                "accountId",
                account,
                "date",
                date.toString(),
                "amount",
                Map.of("amount", amount, "currency", "USD"),
                "description",
                description)),
        201);
  }

  /** The ids of the first 500 items of a list. */
  List<Object> ids(String query) {
    return items(query + "&" + ALL).stream().map(row -> row.get("id")).toList();
  }

  /** How many transactions an edit of many matches. */
  int matchedByBulk(Map<String, ?> filter) {
    Map<String, Object> body = Map.of("filter", filter, "addTags", List.of());
    return (int) json(post("/api/transactions/bulk", body), 200).get("matched");
  }
}
