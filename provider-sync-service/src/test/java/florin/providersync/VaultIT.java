package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.journal.test.DatabaseRules;
import florin.providersync.ProviderSync.Linked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VaultIT {

  private final KeyFileApplication keyFileApplication = KeyFileApplication.shared();
  private final ProviderSync sync = keyFileApplication.sync;

  private static String ofToken(Linked linked) {
    return " where connection_id = '" + linked.id() + "'";
  }

  @Nested
  class Access {

    @Test
    void isRefusedToEveryRoleButTheVaults() {
      for (String role : List.of("app", "worker", "relay")) {
        for (String table : List.of("vault.token", "vault.data_key", "vault.audit")) {
          assertThatThrownBy(() -> sync.platform.queryAs(role, "select * from " + table))
              .as("%s %s", role, table)
              .hasMessageContaining("permission denied");
        }
      }
    }

    @Test
    void isWrittenDownOncePerDecryption() {
      Linked linked = sync.quiet(HOUNDSTOOTH);
      long before = keyFileApplication.audits(linked, "sync");
      for (int i = 0; i < 3; i++) {
        assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
      }
      assertThat(keyFileApplication.audits(linked, "sync")).isEqualTo(before + 3);
      sync.token(linked);
      assertThat(keyFileApplication.audits(linked, "sync")).isEqualTo(before + 4);
      assertThat(keyFileApplication.audits(linked, "removal")).isZero();
      sync.as(linked.subject())
          .delete()
          .uri("/api/connections/" + linked.id())
          .exchange()
          .expectStatus()
          .isNoContent();
      assertThat(keyFileApplication.audits(linked, "removal")).isEqualTo(1);
    }

    @Test
    void cannotBeTakenBackFromTheAudit() {
      Linked linked = sync.quiet(HOUNDSTOOTH);
      long before = keyFileApplication.audits(linked, "sync");
      assertThat(sync.platform.queryAs("vault", "delete from vault.audit returning audit_id"))
          .isEmpty();
      assertThatThrownBy(
              () ->
                  sync.platform.queryAs(
                      "vault", "update vault.audit set purpose = 'x' returning 1"))
          .hasMessageContaining("permission denied");
      assertThat(keyFileApplication.audits(linked, "sync")).isEqualTo(before);
    }

    @Test
    void keepsTheRulesOfEveryTable() {
      DatabaseRules.check(sync.platform);
    }
  }

  @Nested
  class Ciphertexts {

    @Test
    void ofAnotherRowUserOrVersionAreRefused() {
      Linked mine = sync.quiet(HOUNDSTOOTH);
      Linked alsoMine = sync.link(mine.subject(), PLATYPUS);
      Linked others = sync.quiet(HOUNDSTOOTH);
      String token = sync.token(mine);
      for (Linked other : List.of(alsoMine, others)) {
        swap(mine, other);
        assertThatThrownBy(() -> sync.token(mine)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> sync.token(other)).hasMessageContaining("damaged");
        swap(mine, other);
      }
      sync.platform.execute("update vault.token set version = 2" + ofToken(mine));
      assertThatThrownBy(() -> sync.token(mine)).hasMessageContaining("damaged");
      sync.platform.execute("update vault.token set version = 1" + ofToken(mine));
      assertThat(sync.token(mine)).isEqualTo(token);
    }

    private void swap(Linked one, Linked other) {
      sync.platform.execute(
          """
          update vault.token t set ciphertext = o.ciphertext, key_id = o.key_id
          from vault.token o
          where t.connection_id in ('%1$s', '%2$s') and o.connection_id in ('%1$s', '%2$s')
            and t.connection_id <> o.connection_id
          """
              .formatted(one.id(), other.id()));
    }
  }

  @Nested
  class Rotation {

    @Test
    void changesTheKeyThreeTimesUnderRunningSyncs() throws Exception {
      List<Linked> banks = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        banks.add(sync.quiet(PLATYPUS));
      }
      UUID first = primary();
      AtomicBoolean over = new AtomicBoolean();
      try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Integer>> syncing =
            banks.stream().map(bank -> clients.submit(() -> syncUntil(over, bank))).toList();
        for (int round = 0; round < 3; round++) {
          UUID before = primary();
          assertThat(keyFileApplication.ask("keys", Map.of())).isEqualTo(202);
          await()
              .atMost(SOON)
              .until(() -> Boolean.FALSE.equals(keyFileApplication.look("keys").get("rotating")));
          assertThat(primary()).isNotEqualTo(before);
        }
        over.set(true);
        for (Future<Integer> one : syncing) {
          assertThat(one.get()).isPositive();
        }
      }
      assertThat(keyFileApplication.tokenKeys())
          .singleElement()
          .extracting("state")
          .isEqualTo("primary");
      assertThat(
              sync.platform.count(
                  "select count(*) from vault.token where key_id = '" + first + "'"))
          .isZero();
      assertThat(
              sync.platform.count(
                  "select count(*) from vault.token where key_id <> '" + primary() + "'"))
          .isZero();
      for (Linked bank : banks) {
        assertThat(sync.runs(bank)).allMatch(run -> run.get("errorClass") == null);
        assertThat(keyFileApplication.audits(bank, "rewrap")).isEqualTo(3);
        sync.truthfulFacts(bank);
      }
    }

    /** How many runs; each has to succeed. */
    private int syncUntil(AtomicBoolean over, Linked bank) {
      int runs = 0;
      do {
        sync.addQuietly(bank, 1);
        assertThat(sync.syncNow(bank)).containsEntry("state", "applied");
        runs++;
      } while (!over.get());
      return runs;
    }

    private UUID primary() {
      return (UUID)
          sync.platform
              .query(
                  "select key_id from vault.data_key where purpose = 'token' and state = 'primary'")
              .getFirst()
              .get("key_id");
    }

    @Test
    void goesOnWhereAnotherProcessStopped() {
      Linked linked = sync.quiet(HOUNDSTOOTH);
      sync.platform.execute(
          "update vault.data_key set state = 'retiring' where purpose = 'token' and state ="
              + " 'primary'");

      assertThat(keyFileApplication.ask("keys", Map.of())).isEqualTo(202);

      await()
          .atMost(SOON)
          .until(() -> Boolean.FALSE.equals(keyFileApplication.look("keys").get("rotating")));
      assertThat(keyFileApplication.tokenKeys()).hasSize(1);
      assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
    }

    @Test
    void changesTheKeyOfTheKeys() {
      Linked linked = sync.quiet(HOUNDSTOOTH);
      Object before = keyFileApplication.tokenKeys().getFirst().get("kek_id");
      try {
        keyFileApplication.wrapWith(2, 1);
        assertThat(keyFileApplication.ask("keys", Map.of())).isEqualTo(202);
        assertThat(
                sync.platform.count(
                    "select count(*) from vault.data_key where kek_id = '" + before + "'"))
            .isZero();
        keyFileApplication.wrapWith(2);
        assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
        await()
            .atMost(SOON)
            .until(() -> Boolean.FALSE.equals(keyFileApplication.look("keys").get("rotating")));
      } finally {
        keyFileApplication.wrapWith(1, 2);
        keyFileApplication.ask("keys", Map.of());
        keyFileApplication.wrapWith(1);
      }
    }
  }

  @Nested
  class KeysAway {

    @Test
    void makeSyncsWaitAndNothingElse() {
      Linked linked = sync.quiet(PLATYPUS);
      String token = sync.token(linked);
      long audits = keyFileApplication.audits(linked, "sync");
      String someone = ProviderSync.someone();
      String publicToken = sync.bank.publicToken(HOUNDSTOOTH, sync.webhookUrl());
      sync.addQuietly(linked, 1);
      keyFileApplication.takeAway();
      UUID run;
      try {
        run = keyFileApplication.demandSync(linked);
        await()
            .atMost(SOON)
            .untilAsserted(() -> assertThat(job(linked).get("error_class")).isEqualTo("keys-away"));
        assertThat(run(linked, run)).containsEntry("state", "waiting");
        assertThat(job(linked).get("stale_since")).isNotNull();
        assertThat(sync.connection(linked)).containsEntry("state", "healthy");
        assertThat(vault()).isEqualTo("DEGRADED");
        assertThat(keyFileApplication.look("health").get("status")).isEqualTo("UP");
        assertThat(keyFileApplication.ask("keys", Map.of())).isEqualTo(503);
        sync.as(someone)
            .post()
            .uri("/api/connections")
            .bodyValue(Map.of("publicToken", publicToken))
            .exchange()
            .expectStatus()
            .isEqualTo(503);
        assertThat(keyFileApplication.audits(linked, "sync")).isEqualTo(audits);
      } finally {
        keyFileApplication.wrapWith(1);
      }
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(run(linked, run)).containsEntry("state", "applied"));
      assertThat(job(linked).get("error_class")).isNull();
      assertThat(vault()).isEqualTo("UP");
      sync.truthfulFacts(linked);
      sync.link(someone, Map.of("publicToken", publicToken));
      assertThat(LogCapture.everything()).doesNotContain(token);
    }

    private Map<String, Object> job(Linked linked) {
      return sync.platform
          .query("select error_class, stale_since from work.sync_job" + ofToken(linked))
          .getFirst();
    }

    private Map<String, Object> run(Linked linked, UUID run) {
      return sync.json(linked.subject(), "/api/connections/" + linked.id() + "/sync-runs/" + run);
    }

    private Object vault() {
      Map<?, ?> components = (Map<?, ?>) keyFileApplication.look("health").get("components");
      return ((Map<?, ?>) components.get("vault")).get("status");
    }
  }
}
