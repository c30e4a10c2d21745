package florin.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.emulator.EmulatorSettings;
import florin.emulator.PlaidEmulator;
import florin.journal.test.TestPlatform;
import florin.journal.test.server.TestPostgres;
import florin.migrate.client.Adopter;
import florin.migrate.client.FlorinClient;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.row.PlanOptions;
import florin.migrate.report.MigrationReport;
import florin.migrate.run.MigrationRun;
import florin.migrate.run.step.BroughtRows;
import florin.migrate.sample.PlantedFault;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A sample of pyNance, migrated to all four services; starts them for itself. */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class MigrationIT {

  private static final int SIZE = Integer.getInteger("migration.transactions", 300);
  private static final int KILLS = Integer.getInteger("migration.kills", 6);
  private static final int STEPS = 14;
  private static final LocalDate LAST = LocalDate.of(2026, 6, 30);
  private static final String CLIENT_ID = "migration";
  private static final String SECRET = "secret-of-migration";

  private static final Map<String, TestPlatform> PLATFORMS = new HashMap<>();
  private static final Map<String, IsolatedApplication> SERVICES = new HashMap<>();
  private static final Map<String, BroughtRows> BROUGHT = new HashMap<>();
  private static PlaidEmulator emulator;

  @TempDir private Path folder;

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
        path.matches(
                "/api/(exports/)?(transactions|categories|merchants|rules|transfers|recurring|imports).*")
            ? "transactions"
            : path.matches("/api/(goals|scenarios).*") ? "planning" : "accounts";
    return URI.create("http://127.0.0.1:" + port(service) + path);
  }

  private static int port(String service) {
    return SERVICES.get(service).port();
  }

  private static URI counted(KillPoint kill, URI address) {
    kill.request();
    return address;
  }

  /**
   * @param prefix of the names of Florin's users
   */
  private static Map<String, FlorinClient> clients(
      String prefix, MigrationPlan plan, KillPoint kill) {
    Map<String, FlorinClient> clients = new HashMap<>();
    for (String user : plan.users()) {
      String token = PLATFORMS.get("accounts").identity().token(prefix + user);
      clients.put(user, new FlorinClient(path -> counted(kill, address(path)), () -> token));
    }
    return clients;
  }

  private static MigrationRun run(String prefix, MigrationPlan plan, KillPoint kill) {
    Adopter adopter =
        new Adopter(
            path -> counted(kill, URI.create("http://127.0.0.1:" + port("provider-sync") + path)),
            String.valueOf(
                PLATFORMS.get("provider-sync").settings().get("florin.journal.operatorpassword")));
    return new MigrationRun(
        plan,
        clients(prefix, plan, kill),
        adopter,
        BROUGHT.computeIfAbsent(prefix, _ -> BroughtRows.inMemory()),
        line -> {
          kill.stepEnded();
          System.out.println(line);
        });
  }

  private static MigrationReport run(String prefix, MigrationPlan plan) {
    return run(prefix, plan, KillPoint.never()).run(false);
  }

  private Path file(String shape) {
    return folder.resolve(shape + ".db");
  }

  private static MigrationPlan plan(Path file) {
    try (SourceDatabase source = SourceDatabase.open(file.toString(), "", "")) {
      return MigrationPlan.of(source, new PlanOptions("USD", Optional.empty()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"head", "older"})
  void bringsEverythingOnceHoweverOftenItIsKilledAndGoesOnSyncing(String shape) {
    Path file = file(shape);
    List<PlantedFault> faults = SampleDatabase.sqlite(file, shape, SIZE, LAST);
    assertThat(reported(plan(file))).containsExactlyInAnyOrderElementsOf(faults);
    MigratedItem.rename(file, shape, shape + "-");
    EmulatorControl bank = new EmulatorControl(emulator.baseUrl());
    MigratedItem item = MigratedItem.read(bank, CLIENT_ID, SECRET);
    item.addTo(file, shape);
    MigrationPlan plan = plan(file);
    bank.send(
        "POST",
        "items/" + item.itemId() + "/transactions?webhook=false",
        Map.of("transactions", List.of(arrival("A"), arrival("B"))));

    kill(plan, shape);
    MigrationReport first = run(shape, plan);
    assertDone(first);
    assertThat(step(first, "recurring series").planned()).isPositive();
    assertThat(step(first, "comparison of the account history").leftOut())
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).contains("cleo-checking", "without its sign"),
            one -> assertThat(one).contains("cleo-checking", "own transactions come to"));

    assertNothingWritten(run(shape, plan));
    assertDone(run(shape, plan, KillPoint.never()).run(true));
    assertSyncedOnce(item);
    assertThat(counted(shape, plan)).isEqualTo(plan.transactions().size() + 2L);
    staysDeleted(shape, plan);
  }

  private static void assertNothingWritten(MigrationReport report) {
    assertDone(report);
    assertThat(report.steps())
        .allSatisfy(step -> assertThat(step.written()).as(step.step()).isZero());
  }

  private static void assertSyncedOnce(MigratedItem item) {
    assertThat(published(item)).isEqualTo(item.transactions().size() + 2);
    assertThat(
            PLATFORMS
                .get("transactions")
                .query(
                    "select own_description from view.transaction where external_id = '%s'"
                        .formatted(item.editedId()))
                .getFirst())
        .containsValue("Edited in pyNance");
  }

  /** The transactions that all users have in Florin, which two arrivals of the bank are of. */
  private static long counted(String prefix, MigrationPlan plan) {
    Map<String, FlorinClient> clients = clients(prefix, plan, KillPoint.never());
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                clients.values().stream()
                    .mapToLong(
                        one ->
                            one.get("/api/transactions?include=totals&limit=1")
                                .path("totals")
                                .path("count")
                                .asLong())
                    .sum(),
            count -> count > plan.transactions().size() + 1L);
  }

  private static void staysDeleted(String prefix, MigrationPlan plan) {
    Map<String, FlorinClient> clients = clients(prefix, plan, KillPoint.never());
    int deleted = 0;
    for (String list : List.of("/api/recurring", "/api/rules", "/api/account-groups")) {
      for (FlorinClient client : clients.values()) {
        for (JsonNode one : client.whole(list)) {
          if (!one.path("isDefault").asBoolean(false)) {
            client.delete(list + "/" + one.path("id").asString());
            deleted++;
          }
        }
      }
    }
    assertThat(deleted).isPositive();
    assertNothingWritten(run(prefix, plan));
    assertDone(run(prefix, plan, KillPoint.never()).run(true));
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
    SampleDatabase.sqlite(file("sqlite"), "head", SIZE, LAST);
    MigrationPlan ofSqlite = plan(file("sqlite"));
    try (SourceDatabase source = SourceDatabase.open(address, "postgres", postgres.password())) {
      MigrationPlan plan = MigrationPlan.of(source, new PlanOptions("USD", Optional.empty()));
      assertThat(plan.shape().name()).isEqualTo("head");
      assertThat(plan.transactions()).isEqualTo(ofSqlite.transactions());
      assertThat(plan.accounts()).isEqualTo(ofSqlite.accounts());
      assertThat(plan.items()).isEqualTo(ofSqlite.items());
      assertThat(reported(plan)).containsExactlyInAnyOrderElementsOf(reported(ofSqlite));
    }
  }

  /** The findings, without that the source names no user of a scenario. */
  private static List<PlantedFault> reported(MigrationPlan plan) {
    return plan.findings().all().stream()
        .filter(
            one ->
                one.rule() != FindingRule.USER_MISSING || !one.table().equals("planning_scenarios"))
        .map(one -> new PlantedFault(one.table(), one.key(), one.rule()))
        .toList();
  }

  private static Map<String, Object> arrival(String name) {
    return Map.of("account", "checking", "amount", 3, "date", LAST.toString(), "name", name);
  }

  /** Kills the run in each of its steps in turn. */
  private static void kill(MigrationPlan plan, String prefix) {
    Random random = new Random(SIZE);
    for (int kill = 0; kill < KILLS; kill++) {
      int steps = kill * STEPS / KILLS;
      int requests = random.nextInt(steps == 0 ? 30 : steps == STEPS - 1 ? 2 : 6);
      System.out.printf("killed %d requests after step %d%n", requests, steps);
      assertThatThrownBy(() -> run(prefix, plan, KillPoint.after(steps, requests)).run(false))
          .isInstanceOf(KillPoint.Killed.class);
    }
  }

  private static MigrationReport.StepResult step(MigrationReport report, String name) {
    return report.steps().stream().filter(one -> one.step().equals(name)).findFirst().orElseThrow();
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
