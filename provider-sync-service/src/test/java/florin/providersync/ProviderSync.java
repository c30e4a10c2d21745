package florin.providersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.emulator.EmulatorSettings;
import florin.emulator.PlaidEmulator;
import florin.journal.rebuild.Rebuild;
import florin.journal.test.RebuildRules;
import florin.journal.test.TestPlatform;
import florin.providersync.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * A running service with a database of its own and an emulated Plaid, shared by the tests of this
 * JVM; each test links its own connections as its own user. It can be stopped, killed and started
 * again.
 */
final class ProviderSync {

  static final Duration SOON = Duration.ofSeconds(60);
  static final String CLIENT_ID = "client-of-tests";
  static final String SECRET = "secret-of-tests-4711";
  static final String PLATYPUS = "ins_109508";
  static final String HOUNDSTOOTH = "ins_109512";
  static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

  final TestPlatform platform;
  final PlaidEmulator emulator;
  final Bank bank;
  private final Map<String, ?> more;
  private final Clock clock;
  private final WebhookForwarding forwarding = new WebhookForwarding();
  private ConfigurableApplicationContext application;

  private static final class Holder {
    private static final ProviderSync SHARED = new ProviderSync(settings());

    static {
      SHARED.start();
    }
  }

  private static final class Slow {
    private static final ProviderSync SHARED =
        new ProviderSync(
            settings().readyAfter(Duration.ofHours(1), Duration.ofHours(2)),
            Map.of("florin.plaid.timeout", "2s"));

    static {
      SHARED.start();
    }
  }

  ProviderSync(EmulatorSettings settings) {
    this(settings, Map.of());
  }

  /**
   * @param more settings of the service, which win
   */
  ProviderSync(EmulatorSettings settings, Map<String, ?> more) {
    this(settings, more, Clock.systemUTC());
  }

  /**
   * @param clock of the service
   */
  ProviderSync(EmulatorSettings settings, Map<String, ?> more, Clock clock) {
    this(TestPlatform.withOwnBroker("provider-sync"), PlaidEmulator.start(settings), more, clock);
  }

  private ProviderSync(
      TestPlatform platform, PlaidEmulator emulator, Map<String, ?> more, Clock clock) {
    this.platform = platform;
    this.emulator = emulator;
    this.more = more;
    this.clock = clock;
    bank = new Bank(emulator.baseUrl(), CLIENT_ID, SECRET);
  }

  static ProviderSync shared() {
    return Holder.SHARED;
  }

  /** Another one, shared too, whose bank has its history only after hours of its own clock. */
  static ProviderSync slow() {
    return Slow.SHARED;
  }

  /** Another process over the same database and the same bank, not started yet. */
  ProviderSync beside() {
    return new ProviderSync(platform, emulator, more, clock);
  }

  /** A bank whose whole history is there from the beginning. */
  static EmulatorSettings settings() {
    return EmulatorSettings.of(CLIENT_ID, SECRET)
        .anchoredAt(TODAY)
        .retryingAfter(Duration.ofMillis(300))
        .readyAfter(Duration.ZERO, Duration.ZERO);
  }

  void start() {
    Map<String, Object> settings = new HashMap<>(platform.settings());
    settings.put("server.port", 0);
    settings.put("server.address", "127.0.0.1");
    settings.put("florin.plaid.base-url", emulator.baseUrl());
    settings.put("florin.plaid.client-id", CLIENT_ID);
    settings.put("florin.plaid.secret", SECRET);
    settings.put("florin.plaid.webhook-url", forwarding.url());
    settings.put("florin.vault.master-key", Base64.getEncoder().encodeToString(new byte[32]));
    settings.put("florin.sync.poll", "200ms");
    settings.put("florin.sync.retry", "300ms");
    settings.put("florin.sync.settling", "200ms");
    settings.put("florin.sync.lease", "3s");
    settings.put("florin.sync-pace.rest", "700ms");
    // Tests sync an item more often in a minute than Plaid would let them.
    settings.put("florin.plaid.limits.transactions-sync", "0/0");
    settings.put("florin.plaid.limits.accounts-get", "0/0");
    settings.put("florin.plaid.limits.item-get", "0/0");
    settings.put("florin.plaid.limits.investments-holdings-get", "0/0");
    settings.put("florin.plaid.limits.investments-transactions-get", "0/0");
    settings.put("florin.plaid.limits.liabilities-get", "0/0");
    settings.put("florin.sync.patience", "2s");
    settings.putAll(more);
    SpringApplication spring = new SpringApplication(ProviderSyncApplication.class);
    spring.setRegisterShutdownHook(false);
    spring.setDefaultProperties(settings);
    spring.addInitializers(
        context ->
            ((GenericApplicationContext) context)
                .registerBean(ReactorResourceFactory.class, ProviderSync::ownLoops),
        context -> ((GenericApplicationContext) context).registerBean(Clock.class, () -> clock));
    application = spring.run();
    forwarding.to(webhookUrl());
    LogCapture.listen(); // Boot resets the logging system when it starts
  }

  /** With Netty's global threads the end of one service would be the end of bank and client too. */
  private static ReactorResourceFactory ownLoops() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    return resources;
  }

  void viewsComeOutOfTheJournal() {
    RebuildRules.check(platform, application.getBean(Rebuild.class));
  }

  void stop() {
    application.close();
  }

  int port() {
    return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  String webhookUrl() {
    return "http://127.0.0.1:" + port() + "/webhooks/plaid";
  }

  WebTestClient as(String subject) {
    return platform.client(port(), subject);
  }

  /** A new user's name. */
  static String someone() {
    return "user-" + UUID.randomUUID();
  }

  /** A connection as a test sees it. */
  record Linked(String subject, UUID user, UUID id, String itemId) {}

  Linked link(String subject, String institution) {
    return link(subject, Map.of("publicToken", bank.publicToken(institution, webhookUrl())));
  }

  Linked link(String subject, Map<String, ?> body) {
    Map<?, ?> row =
        as(subject)
            .post()
            .uri("/api/connections")
            .bodyValue(body)
            .exchange()
            .expectStatus()
            .isCreated()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();
    UUID id = UUID.fromString(row.get("id").toString());
    String item =
        platform
            .query("select external_item_id from view.connection where id = '" + id + "'")
            .getFirst()
            .get("external_item_id")
            .toString();
    return new Linked(subject, TestPlatform.user(subject), id, item);
  }

  /** A new user's connection that has been read. */
  Linked quiet(String institution) {
    Linked linked = link(someone(), institution);
    awaitState(linked, "healthy");
    awaitQuiet(linked);
    return linked;
  }

  void fault(Linked linked, Map<String, ?> fault) {
    bank.control("POST", "items/" + linked.itemId() + "/faults", fault);
  }

  /** So many, without a webhook that would start a run before the test does. */
  void addQuietly(Linked linked, int count) {
    bank.addQuietly(
        linked.itemId(),
        IntStream.range(0, count).mapToObj(n -> Bank.coffee("C" + n, n + 1)).toList());
  }

  /** As if the time until the next run were over. */
  void makeDue(Linked linked) {
    platform.execute(
        "update work.sync_job set due_at = clock_timestamp(), not_before = '-infinity' where"
            + " connection_id = '"
            + linked.id()
            + "'");
  }

  /** The facts once they say what the bank says, each thing once and in order. */
  PublishedFacts truthfulFacts(Linked linked) {
    AtomicReference<PublishedFacts> truthful = new AtomicReference<>();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              PublishedFacts publishedFacts = facts(linked);
              EmulatorComparison.assertEqual(publishedFacts, bank.truth(linked.itemId()));
              truthful.set(publishedFacts);
            });
    assertThat(truthful.get().disorder).isEmpty();
    assertThat(truthful.get().saidTwice).isEmpty();
    return truthful.get();
  }

  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  <T> T bean(String name, Class<T> type) {
    return application.getBean(name, type);
  }

  /** The access token, out of the vault. */
  String token(Linked linked) {
    return application
        .getBean(Vault.class)
        .open(linked.user(), linked.id(), Vault.Use.SYNC)
        .blockOptional(SOON)
        .orElseThrow()
        .reveal();
  }

  Map<String, Object> connection(Linked linked) {
    return json(linked.subject(), "/api/connections/" + linked.id());
  }

  @SuppressWarnings("unchecked")
  List<Map<String, Object>> runs(Linked linked) {
    return (List<Map<String, Object>>)
        json(linked.subject(), "/api/connections/" + linked.id() + "/sync-runs?limit=500")
            .get("items");
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> json(String subject, String uri) {
    return as(subject)
        .get()
        .uri(uri)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  /** Asks for a sync and waits until its run has ended. */
  Map<String, Object> syncNow(Linked linked) {
    Map<?, ?> run =
        as(linked.subject())
            .post()
            .uri("/api/connections/" + linked.id() + "/sync")
            .exchange()
            .expectStatus()
            .isAccepted()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();
    String uri = "/api/connections/" + linked.id() + "/sync-runs/" + run.get("id");
    return await()
        .atMost(SOON)
        .until(() -> json(linked.subject(), uri), ended -> ended.get("endedAt") != null);
  }

  void awaitState(Linked linked, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(connection(linked).get("state")).isEqualTo(state));
  }

  /** No run waits or fetches, and none is due. */
  void awaitQuiet(Linked linked) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        platform.count(
                            """
                            select count(*) from work.sync_job j where connection_id = '%s' and (due_at < clock_timestamp() + interval '2 seconds'
                              or lease_until > clock_timestamp()
                              or exists (select from work.sync_run r where r.connection_id = j.connection_id and r.state in ('waiting', 'fetching')))
                            """
                                .formatted(linked.id())))
                    .isZero());
  }

  /** The facts of a connection in the topic, once the journal is relayed up to now. */
  PublishedFacts facts(Linked linked) {
    return facts(linked, _ -> true);
  }

  /** The facts, awaited until they satisfy. */
  PublishedFacts facts(Linked linked, Predicate<PublishedFacts> satisfied) {
    long last =
        platform.count(
            "select coalesce(max(position), 0) from journal.event where user_id = '"
                + linked.user()
                + "'");
    return await()
        .atMost(SOON)
        .until(
            () -> PublishedFacts.read(platform.bootstrap(), linked.user()),
            publishedFacts ->
                publishedFacts.lastPosition() >= last && satisfied.test(publishedFacts));
  }

  long events(Linked linked) {
    return platform.count(
        "select count(*) from journal.event where user_id = '" + linked.user() + "'");
  }
}
