package florin.accounts;

import static org.awaitility.Awaitility.await;

import florin.accounts.account.AccountCodec;
import florin.accounts.account.AccountCommand;
import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.ProviderAccount;
import florin.events.Money;
import florin.events.Topic;
import florin.events.providersync.AccountsObserved;
import florin.events.providersync.ObservedAccount;
import florin.journal.Commands;
import florin.journal.database.Sessions;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.rebuild.Rebuild;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.RebuildRules;
import florin.journal.test.TestPlatform;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service on a real Postgres and a real Kafka, one for all ITs; each takes its own users. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public class RunningAccounts {

  protected static final TestPlatform platform = TestPlatform.of("accounts");
  static final String PROBLEM = "urn:florin:problem:";
  static final String TIME = "2026-03-01T08:00:00Z";

  @LocalServerPort int port;
  @Autowired private Commands commands;
  @Autowired private List<Inbox> inboxes;

  @Autowired
  @Qualifier("workerSessions")
  private Sessions worker;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    platform.register(registry);
  }

  @AfterAll
  static void viewsComeOutOfTheJournal(@Autowired Rebuild rebuild) {
    RebuildRules.check(platform, rebuild);
  }

  static String someone(String name) {
    return name + "-" + UUID.randomUUID();
  }

  WebTestClient operator() {
    return platform.operator(port);
  }

  WebTestClient as(String subject) {
    return platform.client(port, subject);
  }

  WebTestClient nobody() {
    return platform.anonymous(port);
  }

  static long events(String subject) {
    return platform.count(
        "select count(*) from journal.event where user_id = '" + TestPlatform.user(subject) + "'");
  }

  static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
  }

  /** What transactions-service tells, taken in at once and as one batch. */
  void tell(String subject, SpecificRecord... facts) {
    UUID user = TestPlatform.user(subject);
    List<InboundEvent> events = Arrays.stream(facts).map(fact -> inbound(user, fact)).toList();
    Inbox inbox =
        inboxes.stream()
            .filter(i -> i.topic() == Topic.TRANSACTIONS_EVENTS)
            .findFirst()
            .orElseThrow();
    platform.execute(
        "insert into mirror.users values ('" + user + "', now()) on conflict do nothing");
    worker
        .transaction(
            "begin; set local search_path to mirror",
            session -> commands.work(session, unit -> inbox.apply(unit, events).thenReturn(true)))
        .block(Duration.ofSeconds(30));
  }

  private static InboundEvent inbound(UUID user, SpecificRecord fact) {
    return new InboundEvent(
        1,
        0,
        Ids.next(),
        new StreamId(user, "transaction", Ids.next()),
        1,
        Ids.next(),
        Actor.PROVIDER,
        Instant.parse(TIME),
        fact);
  }

  /** What a bank says of an account, decided at once. */
  void seen(
      String subject,
      UUID account,
      Instant at,
      String current,
      String currency,
      UUID... candidates) {
    UUID user = TestPlatform.user(subject);
    AccountCommand observe =
        new AccountCommand.Observe(
            account,
            new ProviderAccount(
                Ids.named(user, "bank"),
                "ext-" + account,
                "Plaid Checking",
                Optional.empty(),
                Optional.empty(),
                AccountType.DEPOSITORY,
                "depository",
                Optional.of("checking")),
            Optional.empty(),
            Balance.of(Money.of(current, currency)),
            true,
            List.of(candidates),
            at);
    decided(user, observe, at);
  }

  /** The bank lists an account no more, decided at once. */
  void unlisted(String subject, UUID account, Instant at) {
    UUID user = TestPlatform.user(subject);
    decided(user, new AccountCommand.Unlist(account, Ids.named(user, "bank"), at), at);
  }

  private void decided(UUID user, AccountCommand command, Instant at) {
    commands
        .run(
            user,
            unit ->
                unit.load(AccountCodec.ACCOUNTS, AccountCodec.stream(user, command.account()))
                    .map(
                        loadedStream ->
                            unit.decide(
                                AccountCodec.ACCOUNTS,
                                loadedStream,
                                command,
                                Change.by(Actor.PROVIDER, user, at))))
        .block(Duration.ofSeconds(30));
  }

  Map<String, Object> got(String subject, String path) {
    return as(subject)
        .get()
        .uri(path)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
        .returnResult()
        .getResponseBody();
  }

  @SuppressWarnings("unchecked")
  List<Map<String, Object>> items(String subject, String path) {
    return (List<Map<String, Object>>) got(subject, path).get("items");
  }

  /** Sends a body, null for none. */
  WebTestClient.ResponseSpec send(
      String subject, HttpMethod method, String path, @Nullable Object body) {
    var request = as(subject).method(method).uri(path);
    return body == null ? request.exchange() : request.bodyValue(body).exchange();
  }

  /** Opens an account by hand and gives its id. */
  String open(String user, String json) {
    Map<?, ?> account =
        as(user)
            .post()
            .uri("/api/accounts")
            .header("Content-Type", "application/json")
            .bodyValue(json)
            .exchange()
            .expectStatus()
            .isCreated()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();
    return String.valueOf(account.get("id"));
  }

  String cash(String user) {
    return cash(user, "Cash");
  }

  /** The names of a user's accounts are distinct. */
  String cash(String user, String name) {
    return open(user, "{\"name\":\"" + name + "\",\"type\":\"other\",\"currency\":\"USD\"}");
  }

  /** How a statement would be run as a user, its parameters given as literals. */
  protected static String plan(UUID user, String statement, Map<String, String> literals) {
    String sql = statement;
    for (var literal : literals.entrySet()) {
      sql = sql.replaceAll(":" + literal.getKey() + "\\b", literal.getValue());
    }
    StringBuilder plan = new StringBuilder();
    try (Connection app = platform.connect("app");
        Statement session = app.createStatement()) {
      session.execute("set app.user_id = '" + user + "'");
      session.execute("set search_path = view");
      try (ResultSet lines = session.executeQuery("explain " + sql)) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
    return plan.toString();
  }

  /** A bank connection of a user, as provider-sync tells of one. */
  static final class Bank {

    final String subject;
    final UUID id = Ids.next();

    Bank(String subject) {
      this.subject = subject;
    }

    void says(SpecificRecord event) {
      platform.publish(
          Topic.PROVIDER_SYNC_EVENTS,
          new StreamId(TestPlatform.user(subject), "connection", id),
          Actor.PROVIDER,
          event);
    }

    void observes(String at, ObservedAccount... accounts) {
      observes(at, List.of(), accounts);
    }

    /** The unlisted are those that the bank listed until now. */
    void observes(String at, List<UUID> unlisted, ObservedAccount... accounts) {
      says(
          AccountsObserved.newBuilder()
              .setConnectionId(id)
              .setRun(Ids.next())
              .setProvider("plaid")
              .setInstitutionExternalId("ins_109508")
              .setInstitutionName("First Platypus Bank")
              .setAccounts(List.of(accounts))
              .setUnlisted(unlisted)
              .setAt(Instant.parse(at))
              .build());
    }
  }

  static ObservedAccount checking(UUID account, String current) {
    return ObservedAccount.newBuilder()
        .setAccountId(account)
        .setExternalId("ext-" + account)
        .setName("Plaid Checking")
        .setOfficialName("Plaid Gold Standard 0% Interest Checking")
        .setMask("0000")
        .setType("depository")
        .setProviderType("depository")
        .setProviderSubtype("checking")
        .setCurrency("USD")
        .setCurrent(new BigDecimal(current).setScale(10))
        .setAvailable(new BigDecimal("100").setScale(10))
        .build();
  }

  static ObservedAccount creditCard(UUID account, String current) {
    return ObservedAccount.newBuilder()
        .setAccountId(account)
        .setExternalId("ext-" + account)
        .setName("Plaid Credit Card")
        .setMask("3333")
        .setType("credit")
        .setProviderType("credit")
        .setProviderSubtype("rocket card")
        .setCurrency("USD")
        .setCurrent(new BigDecimal(current).setScale(10))
        .setCreditLimit(new BigDecimal("2000").setScale(10))
        .build();
  }
}
