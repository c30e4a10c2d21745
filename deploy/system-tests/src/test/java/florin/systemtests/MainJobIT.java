package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import florin.local.storage.ServiceName;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The main job from end to end: the whole of Florin as child processes, used over HTTP as its users
 * do.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT extends RunningHousehold {

  private static final Duration RESTART = Duration.ofMinutes(4);

  @BeforeAll
  static void compareEveryResponseWithTheDocument() {
    Client.compareWithDocument(localCluster.gatewayUrl());
  }

  @Test
  @Order(1)
  void showsEveryTransactionOfTheHouseholdAsTheBanksHaveIt() {
    assertThat(EmulatorTruth.ofBanks(localCluster.emulatorUrl())).hasSizeGreaterThan(2_000);
    EmulatorTruth.demand(demo, localCluster.emulatorUrl());
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(count(ServiceName.PLANNING, "select count(*) from mirror.transaction"))
                    .isEqualTo(
                        count(ServiceName.TRANSACTIONS, "select count(*) from view.transaction")));
  }

  /** All of it is matched by the intake, once the whole history of all banks has arrived. */
  @Test
  @Order(1)
  void findsTheTransfersOfTheHousehold() {
    await().atMost(SOON).untilAsserted(() -> DetectionAccuracy.demandTransfers(demo, banks()));
  }

  @Test
  @Order(1)
  void findsTheSeriesAndThePaydayOfTheHousehold() {
    await().atMost(SOON).untilAsserted(() -> DetectionAccuracy.demandSeries(demo, banks()));
  }

  private static URI banks() {
    return localCluster.emulatorUrl();
  }

  @Test
  @Order(2)
  void showsAChangeAtTheBankAfterItsWebhook() {
    String item = everydayItem();
    String id = addAtBank(item, "Bäckerei Ümlaut", "7.35", false);
    JsonNode seen = awaitTransaction(id);
    assertThat(EmulatorTruth.text(seen, "description")).isEqualTo("Bäckerei Ümlaut");
    assertThat(EmulatorTruth.text(seen.get("amount"), "amount")).isEqualTo("-7.35");
    EmulatorTruth.demand(demo, localCluster.emulatorUrl());
  }

  @Test
  @Order(3)
  void syncsAtMostTwiceForFiftyIdenticalWebhooks() {
    awaitQuiet();
    long before = runs();
    String item = everydayItem();
    JsonNode sent =
        bank()
            .post(
                "/_emulator/items/" + item + "/webhooks",
                Map.of("type", "TRANSACTIONS", "code", "SYNC_UPDATES_AVAILABLE", "count", 50))
            .body();
    assertThat(sent.get("statuses"))
        .hasSize(50)
        .allSatisfy(status -> assertThat(status.asInt()).isEqualTo(200));
    await().atMost(SOON).until(() -> runs() > before);
    awaitQuiet();
    assertThat(runs() - before).isBetween(1L, 2L);
  }

  @Test
  @Order(4)
  void appendsNothingForTheSameAnswerAgain() {
    awaitQuiet();
    long before = events(ServiceName.TRANSACTIONS);
    long last = count(ServiceName.PROVIDER_SYNC, "select max(position) from journal.event");
    for (JsonNode connection : demo.all("/api/connections")) {
      Client.Answer run =
          demo.post("/api/connections/" + connection.get("id").asString() + "/sync", Map.of());
      assertThat(run.status()).isEqualTo(202);
      await()
          .atMost(SOON)
          .until(
              () ->
                  demo.get(run.header("Location"))
                      .body()
                      .get("state")
                      .asString()
                      .equals("applied"));
    }
    awaitQuiet();
    assertThat(events(ServiceName.TRANSACTIONS)).isEqualTo(before);
    assertThat(
            count(
                ServiceName.PROVIDER_SYNC,
                "select count(*) from journal.event where type like '%Observed' and position > "
                    + last))
        .isZero();
  }

  @Test
  @Order(5)
  void keepsCategoryAndNoteFromPendingToPosted() {
    String item = everydayItem();
    String pending = addAtBank(item, "Trattoria", "42.00", true);
    JsonNode seen = awaitTransaction(pending);
    String id = seen.get("id").asString();
    String category =
        demo.get("/api/categories")
            .body()
            .get("items")
            .valueStream()
            .filter(c -> EmulatorTruth.text(c, "label").equals("ENTERTAINMENT"))
            .findFirst()
            .orElseThrow()
            .get("id")
            .asString();
    assertThat(demo.patch("/api/transactions/" + id, "\"7\"", Map.of("note", "x")).status())
        .isEqualTo(412);
    Client.Answer edited =
        demo.patch(
            "/api/transactions/" + id, "\"0\"", Map.of("categoryId", category, "note", "birthday"));
    assertThat(edited.status()).isEqualTo(200);
    String posted =
        bank()
            .post(
                "/_emulator/items/" + item + "/transactions/" + pending + "/post",
                Map.of("amount", new java.math.BigDecimal("50.00")))
            .body()
            .get("transaction_id")
            .asString();
    JsonNode settled = awaitTransaction(posted);
    assertThat(settled.get("id").asString()).isEqualTo(id);
    assertThat(EmulatorTruth.text(settled, "categoryId")).isEqualTo(category);
    assertThat(EmulatorTruth.text(settled, "note")).isEqualTo("birthday");
    assertThat(EmulatorTruth.text(settled.get("amount"), "amount")).isEqualTo("-50.00");
    assertThat(
            demo.get("/api/transactions/" + id + "/history")
                .body()
                .get("items")
                .valueStream()
                .map(s -> s.get("type").asString())
                .toList())
        .containsExactly("Recorded", "Categorised", "Noted", "Settled");
    EmulatorTruth.demand(demo, localCluster.emulatorUrl());
  }

  @Test
  @Order(6)
  void refusesForgedWebhooksWithoutAnyEffect() {
    awaitQuiet();
    long runs = runs();
    long facts = events(ServiceName.PROVIDER_SYNC);
    String item = everydayItem();
    for (String forgery : List.of("signature", "body", "alg_none", "hs256", "stale", "future")) {
      JsonNode sent =
          bank()
              .post(
                  "/_emulator/items/" + item + "/webhooks",
                  Map.of(
                      "type",
                      "TRANSACTIONS",
                      "code",
                      "SYNC_UPDATES_AVAILABLE",
                      "count",
                      1,
                      "forged",
                      forgery))
              .body();
      assertThat(sent.get("statuses").get(0).asInt()).as(forgery).isEqualTo(401);
    }
    assertThat(
            count(
                ServiceName.PROVIDER_SYNC,
                "select count(*) from work.sync_run where state in ('waiting', 'fetching')"))
        .isZero();
    assertThat(runs()).isEqualTo(runs);
    assertThat(events(ServiceName.PROVIDER_SYNC)).isEqualTo(facts);
  }

  @Test
  @Order(7)
  void showsNothingOfOneUserToAnother() {
    MergedDocument.demandSeparateUsers(localCluster.gatewayUrl(), demo);
    for (ServiceName serviceName : ServiceName.values()) {
      UserRows.assertAppSeesNothing(localCluster, serviceName);
    }
  }

  @Test
  @Order(8)
  void showsItsTopicsToKafkasOwnConsumer() throws IOException, InterruptedException {
    Process consumer =
        new ProcessBuilder(
                localCluster.home().resolve("bin/kafka-console-consumer").toString(),
                "--topic",
                "transactions.events",
                "--from-beginning",
                "--max-messages",
                "5",
                "--timeout-ms",
                "60000")
            .redirectErrorStream(true)
            .start();
    String shown = new String(consumer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(consumer.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(shown)
        .contains(
            "type:florin.events.transactions.",
            "stream-type:transaction",
            "user-id:",
            "previous:",
            "Recorded {\"transactionId\": ");
  }

  @Test
  @Order(9)
  void answersEveryRefusalAsOneProblem() {
    for (Client.Answer refused :
        List.of(
            demo.get("/api/transactions?nonsense=1"),
            demo.get("/api/transactions?cursor=x"),
            demo.get("/api/transactions?from=2026-02-30"),
            demo.get("/api/transactions/" + UUID.randomUUID()),
            demo.get("/api/nothing"),
            Client.anonymous(localCluster.gatewayUrl()).get("/api/accounts"),
            demo.post(
                "/api/connections",
                Map.of("provider", "plaid", "publicToken", "public-sandbox-none", "extra", 1)),
            demo.post(
                "/api/connections",
                Map.of("provider", "plaid", "publicToken", "public-sandbox-" + UUID.randomUUID())),
            demo.post(
                "/api/connections",
                Map.of("provider", "plaid", "publicToken", "x".repeat(2_000_000))))) {
      assertThat(refused.status()).isBetween(400, 499);
      assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
      assertThat(refused.body().get("type").asString()).startsWith("urn:florin:problem:");
      assertThat(refused.body().get("status").asInt()).isEqualTo(refused.status());
    }
  }

  @Test
  @Order(9)
  void describesEverythingInItsDocument() {
    MergedDocument.demandDescriptions(localCluster.gatewayUrl());
    MergedDocument.demandRequiredProperties(localCluster.gatewayUrl());
  }

  @Test
  @Order(10)
  void losesAndDoublesNothingWhenEveryProcessIsKilledAtOnce() {
    Map<String, EmulatorTruth.Fact> before = EmulatorTruth.ofFlorin(demo);
    long events = events(ServiceName.TRANSACTIONS);
    List.copyOf(localCluster.processes()).forEach(localCluster::kill);
    URI gateway = localCluster.gatewayUrl();
    await()
        .atMost(RESTART)
        .ignoreExceptions()
        .until(() -> Client.anonymous(gateway).get("/health").status() == 200);
    await()
        .atMost(RESTART)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(EmulatorTruth.ofFlorin(demo)).isEqualTo(before));
    EmulatorTruth.demand(demo, localCluster.emulatorUrl());
    assertThat(events(ServiceName.TRANSACTIONS)).isEqualTo(events);
    String id = addAtBank(everydayItem(), "After the kill", "1.23", false);
    awaitTransaction(id);
    EmulatorTruth.demand(demo, localCluster.emulatorUrl());
  }

  @Test
  @Order(11)
  void leavesNoTokenAndNoSecretAnywhereButInTheVault() throws IOException {
    SecretLeaks secretLeaks = SecretLeaks.of(localCluster);
    assertThat(secretLeaks.tokens()).hasSizeGreaterThan(1);
    String token = secretLeaks.tokens().getFirst();
    List<String> answers = new ArrayList<>();
    for (Client.Answer refused :
        List.of(
            demo.post("/api/connections", Map.of("provider", "plaid", "publicToken", token)),
            demo.post("/webhooks/plaid", Map.of("item_id", token)))) {
      assertThat(refused.status()).isBetween(400, 499);
      answers.add(refused.body().toString());
    }
    assertThat(answers).allMatch(body -> body.contains("urn:florin:problem:"));
    assertThat(answers).noneMatch(secretLeaks::contain);
    assertThat(count(ServiceName.PROVIDER_SYNC, "select count(*) from vault.token")).isPositive();
    assertThat(count(ServiceName.PROVIDER_SYNC, "select count(*) from work.raw_payload"))
        .isPositive();
    assertThat(secretLeaks.inTables()).isEmpty();
    assertThat(secretLeaks.inFiles()).isEmpty();
    assertThat(secretLeaks.inOperations(demo)).isEmpty();
  }

  @Test
  @Order(12)
  void plansWithoutTouchingRealHistory() {
    awaitQuiet();
    List<ServiceName> others =
        List.of(ServiceName.ACCOUNTS, ServiceName.TRANSACTIONS, ServiceName.PROVIDER_SYNC);
    List<Long> before = others.stream().map(MainJobIT::events).toList();
    long planned = events(ServiceName.PLANNING);
    Map<String, String> money = Map.of("amount", "30000000.01", "currency", "USD");
    JsonNode scenario =
        demo.post("/api/scenarios", Map.of("name", "Move", "startingBalance", money)).body();
    String uri = "/api/scenarios/" + scenario.get("id").asString();
    assertThat(
            List.of(
                demo.post(uri + "/bills", Map.of("name", "Rent", "amount", money)).status(),
                demo.post(uri + "/copy", Map.of("name", "Stay")).status(),
                demo.post("/api/goals", Map.of("name", "Trip", "target", money)).status(),
                demo.get("/api/scenarios/compare").status(),
                demo.get("/api/safe-to-spend?mode=until-payday").status()))
        .containsExactly(201, 201, 201, 200, 200);
    assertThat(events(ServiceName.PLANNING)).isGreaterThanOrEqualTo(planned + 5);
    awaitQuiet();
    assertThat(others.stream().map(MainJobIT::events).toList()).isEqualTo(before);
  }

  @Test
  @Order(12)
  void isUsedByClientsThatAreGeneratedFromItsDocument(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(GeneratedClients.available(), "-Plong");
    GeneratedClients.demand(folder, localCluster.gatewayUrl(), demo);
  }

  @Test
  @Order(13)
  void forgetsAUserInEveryServiceAndAtTheBanks() {
    String user = demo.get("/api/users/me").body().get("id").asString();
    assertThat(demo.delete("/api/users/me").status()).isEqualTo(202);
    assertThat(demo.get("/api/accounts").status()).isEqualTo(410);
    for (ServiceName serviceName : ServiceName.values()) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          count(
                              serviceName,
                              "select count(*) from mirror.erased_user where deleted_at is not null"
                                  + " and user_id = '"
                                  + user
                                  + "'"))
                      .as(serviceName.toString())
                      .isEqualTo(1));
      assertThat(UserRows.leftOf(localCluster, serviceName, user))
          .as(serviceName.toString())
          .isEmpty();
    }
    assertThat(demo.get("/api/transactions").status()).isEqualTo(410);
    assertThat(demo.get("/api/connections").status()).isEqualTo(410);
    assertThat(demo.get("/api/scenarios").status()).isEqualTo(410);
    assertThat(bank().get("/_emulator/items").body().get("items").valueStream())
        .allSatisfy(item -> assertThat(item.get("state").asString()).isEqualTo("removed"));
  }
}
