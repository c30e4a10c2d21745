package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.ConnectionRepaired;
import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Logins that change hands and limits that are shared, each ending with what the bank says. */
class ConnectionScenariosIT {

  private static final String SYNC = "/transactions/sync";

  private final ProviderSync sync = ProviderSync.shared();

  @AfterAll
  static void viewsComeOutOfTheJournal() {
    ProviderSync.shared().viewsComeOutOfTheJournal();
  }

  @Nested
  class Logins {

    @Test
    void loginRepairedElsewhere() {
      Linked linked = sync.quiet(PLATYPUS);
      sync.bank.resetLogin(sync.token(linked));
      sync.awaitState(linked, "needs-attention");
      sync.addQuietly(linked, 3);

      sync.bank.control("POST", "items/" + linked.itemId() + "/repair", Map.of());

      sync.awaitState(linked, "healthy");
      assertThat(sync.connection(linked).get("reason")).isNull();
      assertThat(sync.truthfulFacts(linked).of(ConnectionRepaired.class)).hasSize(1);
    }

    @Test
    void permissionRevoked() {
      Linked linked = sync.quiet(PLATYPUS);
      PublishedFacts before = sync.truthfulFacts(linked);

      sync.bank.control("POST", "items/" + linked.itemId() + "/revoke", Map.of("gone", true));

      sync.awaitState(linked, "disconnected");
      sync.awaitQuiet(linked);
      assertThat(sync.facts(linked).transactions).isEqualTo(before.transactions);
      long asked = sync.bank.requests(SYNC, linked.itemId());
      assertThat(sync.syncNow(linked)).containsEntry("state", "failed");
      assertThat(sync.bank.requests(SYNC, linked.itemId())).isEqualTo(asked);
    }

    /** The bank has ended it, but the answer got lost; the next one is that there is none. */
    @Test
    void itemRemovedByUs() {
      Linked linked = sync.quiet(PLATYPUS);
      PublishedFacts before = sync.truthfulFacts(linked);
      sync.fault(linked, Map.of("endpoint", "/item/remove", "kind", "lost_answer"));

      sync.as(linked.subject())
          .delete()
          .uri("/api/connections/" + linked.id())
          .exchange()
          .expectStatus()
          .isNoContent();

      assertThat(sync.connection(linked)).containsEntry("state", "removed");
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          sync.platform.count(
                              "select count(*) from vault.token where connection_id = '"
                                  + linked.id()
                                  + "'"))
                      .isZero());
      assertThat(sync.bank.item(linked.itemId()).path("state").stringValue()).isEqualTo("removed");
      assertThat(sync.bank.requests("/item/remove", linked.itemId())).isEqualTo(2);
      assertThat(sync.facts(linked).transactions).isEqualTo(before.transactions);
    }
  }

  @Nested
  class Limits {

    @Test
    void rateLimitedClient() {
      List<Linked> all = Stream.generate(() -> sync.quiet(PLATYPUS)).limit(6).toList();
      all.forEach(linked -> sync.addQuietly(linked, 1));
      sync.bank.control("DELETE", "requests", Map.of());
      sync.bank.control("POST", "limits", Map.of("endpoint", SYNC, "perClient", 2));
      try {
        List<Map<String, Object>> runs = all.stream().map(sync::syncNow).toList();

        assertThat(runs).filteredOn(run -> "applied".equals(run.get("state"))).hasSize(2);
        assertThat(runs)
            .filteredOn(run -> "failed".equals(run.get("state")))
            .hasSize(4)
            .allSatisfy(run -> assertThat(run).containsEntry("errorClass", "rate-limited"));
        assertThat(sync.bank.look("requests").path("statuses").path(SYNC).path("429").asInt())
            .as("everybody is told once and then waits")
            .isEqualTo(4);
      } finally {
        sync.bank.control("POST", "limits", Map.of());
      }
      all.forEach(sync::makeDue);
      all.forEach(sync::awaitQuiet);
      all.forEach(sync::truthfulFacts);
    }
  }

  @Nested
  class Together {

    /** A webhook, two users' clicks and the schedule at once, at two processes. */
    @Test
    void concurrentSync() {
      ProviderSync beside = sync.beside();
      beside.start();
      try {
        Linked linked = sync.quiet(PLATYPUS);
        int runs = sync.runs(linked).size();
        for (int round = 0; round < 3; round++) {
          sync.addQuietly(linked, 600);
          triggers(linked, beside).parallel().forEach(Runnable::run);
          sync.awaitQuiet(linked);
        }

        sync.truthfulFacts(linked);
        assertThat(sync.runs(linked).size() - runs).as("of twelve wishes").isBetween(3, 9);
        assertThat(
                sync.platform.count(
                    """
                    select count(*) from work.sync_run a join work.sync_run b
                      on b.connection_id = a.connection_id and b.run_id > a.run_id
                    where a.connection_id = '%s'
                      and tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)
                    """
                        .formatted(linked.id())))
            .as("runs at the same time")
            .isZero();
        assertThat(sync.runs(linked)).allMatch(run -> "applied".equals(run.get("state")));
      } finally {
        beside.stop();
      }
    }

    private Stream<Runnable> triggers(Linked linked, ProviderSync beside) {
      return Stream.of(
          () ->
              sync.bank.control(
                  "POST",
                  "items/" + linked.itemId() + "/webhooks",
                  Map.of("type", "TRANSACTIONS", "code", "SYNC_UPDATES_AVAILABLE", "count", 1)),
          () -> click(linked, sync),
          () -> click(linked, beside),
          () -> sync.makeDue(linked));
    }

    private void click(Linked linked, ProviderSync at) {
      at.as(linked.subject())
          .post()
          .uri("/api/connections/" + linked.id() + "/sync")
          .exchange()
          .expectStatus()
          .isAccepted();
    }
  }

  /** The service ends at a named point and is built anew from its database. */
  @Nested
  class Crashes {

    private final ProviderSync mortal = ProviderSync.slow();

    private Linked quiet() {
      Linked linked = mortal.link(ProviderSync.someone(), PLATYPUS);
      mortal.bank.control("POST", "clock", Map.of("advance", "PT3H"));
      mortal.makeDue(linked);
      mortal.awaitState(linked, "healthy");
      mortal.awaitQuiet(linked);
      return linked;
    }

    /** Every transaction that passes there ends with its connection, and is counted. */
    private void crash(String trigger) {
      mortal.platform.execute(
          """
          create sequence public.crashes;
          create function public.crash() returns trigger language plpgsql security definer as $$
          begin
            perform nextval('public.crashes');
            perform pg_terminate_backend(pg_backend_pid());
            perform pg_sleep(1);
            return new;
          end $$;
          create %s execute function public.crash();
          """
              .formatted(trigger));
    }

    private void awaitCrash() {
      await()
          .atMost(SOON)
          .until(
              () ->
                  mortal.platform.count(
                          "select case when is_called then last_value else 0 end from"
                              + " public.crashes")
                      > 0);
    }

    private void buildAnew() {
      mortal.stop();
      mortal.platform.execute("drop function public.crash() cascade; drop sequence public.crashes");
      mortal.start();
    }

    private void wish(Linked linked) {
      mortal
          .as(linked.subject())
          .post()
          .uri("/api/connections/" + linked.id() + "/sync")
          .exchange()
          .expectStatus()
          .isAccepted();
    }

    @Test
    void crashBeforeCommit() {
      Linked linked = quiet();
      int known = mortal.facts(linked).transactions.size();
      mortal.addQuietly(linked, 1_100);
      crash(
          "constraint trigger crash after insert on work.published_transaction deferrable"
              + " initially deferred for each row");
      wish(linked);
      awaitCrash();
      assertThat(mortal.facts(linked).transactions).hasSize(known);

      buildAnew();

      mortal.awaitQuiet(linked);
      assertThat(mortal.truthfulFacts(linked).transactions).hasSize(known + 1_100);
    }

    /** What is committed waits in the journal; what was sent before the end is sent again. */
    @Test
    void crashAfterCommit() {
      Linked linked = quiet();
      int known = mortal.truthfulFacts(linked).transactions.size();
      long events = mortal.events(linked);
      mortal.addQuietly(linked, 1_100);
      crash(
          "trigger crash before update on journal.checkpoint for each row when (new.position >"
              + " old.position)");
      wish(linked);
      await().atMost(SOON).until(() -> mortal.events(linked) > events);
      awaitCrash();

      buildAnew();

      assertThat(mortal.truthfulFacts(linked).transactions).hasSize(known + 1_100);
      assertThat(mortal.facts(linked).events).hasSize((int) mortal.events(linked));
    }
  }
}
