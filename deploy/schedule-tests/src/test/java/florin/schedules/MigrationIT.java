package florin.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.emulator.EmulatorSettings;
import florin.emulator.PlaidEmulator;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import florin.journal.test.server.TestPostgres;
import florin.migrate.client.Adopter;
import florin.migrate.client.FlorinClient;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.PlanOptions;
import florin.migrate.report.MigrationReport;
import florin.migrate.run.MigrationRun;
import florin.migrate.sample.SampleDatabase;
import florin.migrate.source.SourceDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A sample of pyNance, migrated to all four services; starts them for itself. */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class MigrationIT {

  private static final int SIZE = TestScale.of(60, 10_000);
  private static final int KILLS = TestScale.of(3, 20);
  private static final LocalDate LAST = LocalDate.of(2026, 6, 30);
  private static final String CLIENT_ID = "migration";
  private static final String SECRET = "secret-of-migration";

  private static final Map<String, TestPlatform> PLATFORMS = new HashMap<>();
  private static final Map<String, IsolatedApplication> SERVICES = new HashMap<>();
  private static PlaidEmulator emulator;

  @TempDir private Path folder;

  /** Stands for the death of the tool. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void start() {
    emulator =
        PlaidEmulator.start(
            EmulatorSettings.of(CLIENT_ID, SECRET)
                .anchoredAt(LAST)
                .readyAfter(Duration.ZERO, Duration.ZERO));
    start("provider-sync", "florin.providersync.ProviderSyncApplication");
    start("accounts", "florin.accounts.AccountsApplication");
    start("transactions", "florin.transactions.TransactionsApplication");
    start("planning", "florin.planning.PlanningApplication");
  }

  private static void start(String service, String application) {
    TestPlatform platform = TestPlatform.of(service);
    Map<String, Object> settings = new HashMap<>(platform.settings());
    settings.put("server.port", 0);
    settings.put("server.address", "127.0.0.1");
    if (service.equals("provider-sync")) {
      settings.put("florin.plaid.base-url", emulator.baseUrl());
      settings.put("florin.plaid.client-id", CLIENT_ID);
      settings.put("florin.plaid.secret", SECRET);
      settings.put("florin.vault.master-key", Base64.getEncoder().encodeToString(new byte[32]));
    }
    PLATFORMS.put(service, platform);
    SERVICES.put(service, IsolatedApplication.start(service + "-service", application, settings));
  }

  @AfterAll
  static void stop() {
    SERVICES.values().forEach(IsolatedApplication::close);
    emulator.close();
  }

  private static URI address(String path) {
    String service =
        path.matches("/api/(transactions|categories|merchants|rules|transfers|recurring).*")
            ? "transactions"
            : path.matches("/api/(goals|scenarios).*") ? "planning" : "accounts";
    return URI.create("http://127.0.0.1:" + port(service) + path);
  }

  private static int port(String service) {
    return SERVICES.get(service).port();
  }

  private static URI counted(AtomicInteger left, URI address) {
    if (left.getAndDecrement() == 0) {
      throw new Killed();
    }
    return address;
  }

  /**
   * @param prefix of the names of Florin's users
   * @param left the number of requests until the tool dies
   */
  private static MigrationRun run(String prefix, MigrationPlan plan, AtomicInteger left) {
    Map<String, FlorinClient> clients = new HashMap<>();
    for (String user : plan.users()) {
      String token = PLATFORMS.get("accounts").identity().token(prefix + user);
      clients.put(user, new FlorinClient(path -> counted(left, address(path)), () -> token));
    }
    Adopter adopter =
        new Adopter(
            path -> counted(left, URI.create("http://127.0.0.1:" + port("provider-sync") + path)),
            String.valueOf(
                PLATFORMS.get("provider-sync").settings().get("florin.journal.operatorpassword")));
    return new MigrationRun(plan, clients, adopter, System.out::println);
  }

  private Path database(String shape) {
    Path file = folder.resolve(shape + ".db");
    SampleDatabase.sqlite(file, shape, SIZE, LAST);
    return file;
  }

  private static MigrationPlan plan(Path file) {
    try (SourceDatabase source = SourceDatabase.open(file.toString(), "", "")) {
      return MigrationPlan.of(source, new PlanOptions("USD", Optional.empty()));
    }
  }

  @Test
  void bringsEverythingOnceHoweverOftenItIsKilledAndGoesOnSyncing() {
    EmulatorControl bank = new EmulatorControl(emulator.baseUrl());
    MigratedItem item = MigratedItem.read(bank, CLIENT_ID, SECRET);
    Path file = database("head");
    item.addTo(file);
    MigrationPlan plan = plan(file);
    bank.send(
        "POST",
        "items/" + item.itemId() + "/transactions?webhook=false",
        Map.of("transactions", List.of(arrival("A"), arrival("B"))));

    kill(plan, "head-");
    MigrationReport first = run("head-", plan, new AtomicInteger(-1)).run(false);
    assertDone(first);
    assertThat(first.steps())
        .filteredOn(one -> one.planned() > 0)
        .extracting(MigrationReport.StepResult::step)
        .contains("transfers", "rules", "recurring series");

    MigrationReport second = run("head-", plan, new AtomicInteger(-1)).run(false);
    assertDone(second);
    assertThat(second.steps())
        .allSatisfy(step -> assertThat(step.written()).as(step.step()).isZero());
    assertDone(run("head-", plan, new AtomicInteger(-1)).run(true));

    assertThat(published(item)).isEqualTo(item.transactions().size() + 2);
    assertThat(
            PLATFORMS
                .get("transactions")
                .query(
                    "select own_description from view.transaction where external_id = '%s'"
                        .formatted(item.editedId()))
                .getFirst())
        .containsValue("Edited in pyNance");
    assertThat(
            PLATFORMS
                .get("transactions")
                .count(
                    "select count(*) from view.transaction where external_id = any('{%s}')"
                        .formatted(
                            String.join(
                                ",",
                                item.transactions().stream()
                                    .map(one -> one.path("transaction_id").asString())
                                    .toList()))))
        .isEqualTo(item.transactions().size());
  }

  @Test
  void bringsADatabaseOfAnOlderShape() {
    Path file = database("older");
    MigratedItem.rename(file); // an item has one user, and those of the other test have these
    MigrationPlan plan = plan(file);
    assertDone(run("older-", plan, new AtomicInteger(-1)).run(false));
    assertThat(run("older-", plan, new AtomicInteger(-1)).run(false).steps())
        .allSatisfy(step -> assertThat(step.written()).as(step.step()).isZero());
  }

  @Test
  void readsTheSameFromPostgresAsFromSqlite() {
    TestPostgres postgres = TestPostgres.shared();
    postgres.execute("postgres", "create database pynance");
    String address = "jdbc:postgresql://%s:%d/pynance".formatted(postgres.host(), postgres.port());
    SampleDatabase.fill(
        "%s?user=postgres&password=%s&stringtype=unspecified"
            .formatted(address, postgres.password()),
        "head",
        SIZE,
        LAST);
    MigrationPlan ofSqlite = plan(database("head"));
    try (SourceDatabase source = SourceDatabase.open(address, "postgres", postgres.password())) {
      MigrationPlan plan = MigrationPlan.of(source, new PlanOptions("USD", Optional.empty()));
      assertThat(plan.shape().name()).isEqualTo("head");
      assertThat(plan.transactions()).isEqualTo(ofSqlite.transactions());
      assertThat(plan.accounts()).isEqualTo(ofSqlite.accounts());
      assertThat(plan.items()).isEqualTo(ofSqlite.items());
      assertThat(found(plan)).containsExactlyInAnyOrderElementsOf(found(ofSqlite));
    }
  }

  private static List<String> found(MigrationPlan plan) {
    return plan.findings().all().stream()
        .map(one -> one.table() + " " + one.key() + " " + one.rule())
        .toList();
  }

  private static Map<String, Object> arrival(String name) {
    return Map.of("account", "checking", "amount", 3, "date", LAST.toString(), "name", name);
  }

  private static void kill(MigrationPlan plan, String prefix) {
    Random random = new Random(7);
    int killed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try {
        run(prefix, plan, new AtomicInteger(3 + random.nextInt(60 * (kill + 1)))).run(false);
      } catch (Killed expected) {
        killed++;
      }
    }
    assertThat(killed).isPositive();
  }

  private static void assertDone(MigrationReport report) {
    assertThat(report.steps())
        .allSatisfy(
            step -> {
              assertThat(step.mismatches()).as(step.step()).isEmpty();
              assertThat(step.state()).as(step.step()).isEqualTo("done");
            });
  }

  /** The transactions of an item after its first sync. */
  private static long published(MigratedItem item) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                PLATFORMS
                    .get("provider-sync")
                    .count(
                        """
                        select count(*) from work.published_transaction t
                        join work.sync_job j using (connection_id)
                        where j.external_item_id = '%s' and j.last_synced_at is not null and j.cursor <> '%s'
                        """
                            .formatted(item.itemId(), item.cursor())),
            count -> count > 0);
  }
}
