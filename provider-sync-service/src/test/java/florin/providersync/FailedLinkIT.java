package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.Commands;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Sessions;
import florin.journal.test.TestPlatform;
import florin.journal.web.Caller;
import florin.providersync.ProviderSync.Linked;
import florin.providersync.connection.ExchangedItems;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ExchangedToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.Providers;
import florin.providersync.request.SyncRequests;
import florin.providersync.vault.Vault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Mono;

/** Links that fail: no Item stays at the provider without a connection. */
class FailedLinkIT {

  private static final ProviderSync SYNC = new ProviderSync(ProviderSync.settings());

  @BeforeAll
  static void start() {
    SYNC.start();
  }

  @AfterAll
  static void stop() {
    SYNC.viewsComeOutOfTheJournal();
    SYNC.stop();
    SYNC.emulator.close();
  }

  private static ResponseSpec post(String subject, Object body) {
    return SYNC.as(subject).post().uri("/api/connections").bodyValue(body).exchange();
  }

  private static String token(String url) {
    return SYNC.bank.publicToken(HOUNDSTOOTH, url);
  }

  /** Each test marks its Item by a webhook address of its own. */
  private static String url(String name) {
    return SYNC.webhookUrl() + "?" + name;
  }

  private static String stateOf(String url) {
    return SYNC.bank
        .look("items")
        .path("items")
        .valueStream()
        .filter(one -> one.path("webhook").asString("").equals(url))
        .map(one -> one.path("state").stringValue())
        .findFirst()
        .orElse("absent");
  }

  private static void awaitState(String url, String state) {
    await().atMost(SOON).untilAsserted(() -> assertThat(stateOf(url)).isEqualTo(state));
  }

  private static long openJobs(String subject) {
    return SYNC.platform.count(
        "select (select count(*) from work.sync_job where state <> 'closed' and user_id = '%1$s') + (select count(*) from vault.token where user_id = '%1$s')"
            .formatted(TestPlatform.user(subject)));
  }

  static List<String> invalid() {
    return List.of(
        "'institution': {}",
        "'institution': {'id': null}",
        "'institution': {'id': ''}",
        "'institution': {'id': 'ins\\u0000'}",
        "'institution': {'id': 'ins_1', 'name': 'Bank\\u0000'}",
        "'institution': {'id': 'ins_1', 'name': 'Bank\\ud83d'}",
        "'institution': {'id': 'ins_1', 'name': '" + "x".repeat(501) + "'}",
        "'institution': []",
        "'institution': 'ins_1'",
        "'accounts': [null]",
        "'accounts': [{'name': 'a\\u0000'}]",
        "'accounts': {}",
        "'provider': 'none'",
        "'provider': '\\u0000'",
        "'allowDuplicate': 'perhaps'",
        "'nobody': 1");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void anInvalidRequestIsRefusedBeforeTheExchange(String field) {
    String url = url("invalid-" + Integer.toHexString(field.hashCode()));
    String token = token(url);
    String body = ("{'publicToken': '" + token + "', " + field + "}").replace('\'', '"');

    SYNC.as(ProviderSync.someone())
        .post()
        .uri("/api/connections")
        .header("Content-Type", "application/json")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isBadRequest();

    assertThat(stateOf(url)).as("not exchanged").isEqualTo("absent");
    SYNC.link(ProviderSync.someone(), Map.of("publicToken", token));
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void anInvalidPublicTokenIsRefused(String json) {
    SYNC.as(ProviderSync.someone())
        .post()
        .uri("/api/connections")
        .header("Content-Type", "application/json")
        .bodyValue("{\"publicToken\": " + json + "}")
        .exchange()
        .expectStatus()
        .value(status -> assertThat(status).isIn(400, 422));
  }

  static List<String> tokens() {
    return List.of(
        "null",
        "\"\"",
        "\" \"",
        "\"a\\u0000b\"",
        "\"\\ud83d\"",
        "\"" + "x".repeat(1_001) + "\"",
        "{}",
        "[1]");
  }

  @Nested
  class AfterTheExchange {

    private void failing(String table, Runnable test) {
      SYNC.platform.execute(
          """
          create function public.fail() returns trigger language plpgsql as $$
          begin raise exception 'this fails'; end $$;
          create trigger fail before insert on %s for each row execute function public.fail();
          """
              .formatted(table));
      try {
        test.run();
      } finally {
        SYNC.platform.execute("drop function public.fail() cascade");
      }
    }

    @Test
    void aCommitThatFailsEndsTheItem() {
      String subject = ProviderSync.someone();
      String url = url("commit");

      failing(
          "view.connection",
          () -> post(subject, Map.of("publicToken", token(url))).expectStatus().is5xxServerError());

      assertThat(stateOf(url)).isEqualTo("removed");
      assertThat(openJobs(subject)).isZero();
    }

    @Test
    void aProviderThatFailsAfterTheExchangeEndsTheItem() {
      String subject = ProviderSync.someone();
      String url = url("item-get");
      SYNC.bank.control(
          "POST",
          "faults",
          Map.of("endpoint", "/item/get", "kind", "http", "status", 502, "times", 3));

      try {
        post(subject, Map.of("publicToken", token(url))).expectStatus().isEqualTo(503);
      } finally {
        SYNC.bank.control("DELETE", "faults", Map.of());
      }

      assertThat(stateOf(url)).isEqualTo("removed");
      assertThat(openJobs(subject)).isZero();
    }

    @Test
    void aRemovalThatFailsIsRepeated() {
      String subject = ProviderSync.someone();
      String url = url("removal");
      SYNC.bank.control(
          "POST",
          "faults",
          Map.of("endpoint", "/item/remove", "kind", "http", "status", 502, "times", 2));

      failing(
          "view.connection",
          () -> post(subject, Map.of("publicToken", token(url))).expectStatus().is5xxServerError());

      assertThat(stateOf(url)).isNotEqualTo("removed");
      SYNC.platform.execute(
          "update work.sync_job set due_at = clock_timestamp() where state = 'removing'");
      awaitState(url, "removed");
      await().atMost(SOON).until(() -> openJobs(subject) == 0);
    }

    /** The answer of the database is lost, and it is back before the client gives up. */
    @Test
    void aTokenThatCannotBeStoredIsStoredLater() {
      String subject = ProviderSync.someone();
      String url = url("stored-later");
      String token = token(url);
      CompletableFuture<Linked> link = new CompletableFuture<>();

      failing(
          "vault.token",
          () -> {
            link.completeAsync(() -> SYNC.link(subject, Map.of("publicToken", token)));
            awaitState(url, "healthy");
          });

      Linked linked = link.join();
      SYNC.awaitState(linked, "healthy");
      assertThat(stateOf(url)).isEqualTo("healthy");
    }

    /** As after a kill between the exchange and the commit, whose job becomes due later. */
    @Test
    void anItemWithoutAConnectionIsFoundByTheSweep() throws SQLException {
      String subject = ProviderSync.someone();
      String url = url("sweep");
      CompletableFuture<Integer> link;
      try (Connection lock = SYNC.platform.connect("postgres")) {
        lock.setAutoCommit(false);
        lock.createStatement().execute("lock table view.connection in exclusive mode");
        String token = token(url);
        link =
            CompletableFuture.supplyAsync(
                () ->
                    post(subject, Map.of("publicToken", token, "allowDuplicate", true))
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());
        await()
            .atMost(SOON)
            .until(
                () ->
                    SYNC.platform.count(
                            "select count(*) from work.sync_job where state = 'exchanged'")
                        == 1);
        SYNC.platform.execute(
            "update work.sync_job set due_at = clock_timestamp() where state = 'exchanged'");
        awaitState(url, "removed");
        lock.rollback();
      }

      assertThat(link.join()).as("the link came too late").isGreaterThanOrEqualTo(400);
      await().atMost(SOON).until(() -> openJobs(subject) == 0);
      assertThat((List<?>) SYNC.json(subject, "/api/connections").get("items")).isEmpty();
    }

    @Test
    void aWebhookOfAnItemBeforeItsCommitDoesNotEndIt() {
      Linked linked = SYNC.quiet(PLATYPUS);
      SYNC.platform.execute(
          "update work.sync_job set state = 'exchanged', due_at = clock_timestamp() + interval '5"
              + " minutes' where connection_id = '"
              + linked.id()
              + "'");

      SYNC.bank.control(
          "POST",
          "items/" + linked.itemId() + "/webhooks",
          Map.of("type", "TRANSACTIONS", "code", "SYNC_UPDATES_AVAILABLE", "count", 1));

      assertThat(
              SYNC.platform.count(
                  "select count(*) from work.sync_job where state = 'exchanged' and due_at >"
                      + " clock_timestamp() and connection_id = '"
                      + linked.id()
                      + "'"))
          .isEqualTo(1);
      SYNC.platform.execute(
          "update work.sync_job set state = 'active' where connection_id = '" + linked.id() + "'");
    }
  }

  /** A compensation that comes after a commit whose answer was lost. */
  @Nested
  class LateCompensation {

    /** The wrong one: it takes the failure of the commit for granted. */
    private static final class Unconditional extends ExchangedItems {
      Unconditional() {
        super(
            SYNC.bean(Commands.class),
            SYNC.bean(DatabaseReads.class),
            SYNC.bean("workerSessions", Sessions.class),
            SYNC.bean(Vault.class),
            SYNC.bean(SyncRequests.class));
      }

      @Override
      public Mono<Void> abandon(Caller caller, Provider provider, Stored stored) {
        return provider.remove(stored.exchanged().token());
      }
    }

    private String stateAfter(ExchangedItems items) {
      Linked linked = SYNC.quiet(PLATYPUS);
      var caller = new Caller(linked.user(), Instant.EPOCH, Optional.empty(), Optional.empty());
      var exchangedToken = new ExchangedToken(AccessToken.of(SYNC.token(linked)), linked.itemId());
      Provider provider = SYNC.bean(Providers.class).named("plaid");

      items
          .abandon(caller, provider, new ExchangedItems.Stored(linked.id(), exchangedToken, false))
          .block(SOON);

      return SYNC.bank.item(linked.itemId()).path("state").stringValue();
    }

    @Test
    void doesNotEndAnItemThatAConnectionHolds() {
      assertThat(stateAfter(SYNC.bean(ExchangedItems.class))).isEqualTo("healthy");
      assertThat(stateAfter(new Unconditional()))
          .as("the wrong one is caught")
          .isEqualTo("removed");
    }
  }
}
