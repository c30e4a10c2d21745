package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.providersync.ProviderSync.Linked;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PayloadIT {

  private final KeyFileApplication keyFileApplication = KeyFileApplication.shared();
  private final ProviderSync sync = keyFileApplication.sync;

  private List<Map<String, Object>> partitions() {
    return sync.platform.query(
        "select inhrelid::regclass::text as name from pg_inherits where inhparent ="
            + " 'work.raw_payload'::regclass and (select relkind from pg_class where oid ="
            + " inhrelid) = 'r' order by 1");
  }

  private static String partition(YearMonth month) {
    return "work.raw_payload_%d%02d".formatted(month.getYear(), month.getMonthValue());
  }

  private YearMonth now() {
    return YearMonth.from(keyFileApplication.clock.instant().atOffset(ZoneOffset.UTC));
  }

  @Test
  void keepWordForWordWhatTheBankSaid() {
    Linked linked = sync.quiet(PLATYPUS);
    String id =
        sync.bank.add(
            linked.itemId(), Bank.coffee("Café zum raren Wort", new java.math.BigDecimal("4.20")));
    await().atMost(SOON).until(() -> sync.facts(linked).transactions.containsKey(id));
    Object run =
        sync.platform
            .query(
                "select run_id from work.raw_payload where connection_id = '%s' order by received_at desc, part limit 1"
                    .formatted(linked.id()))
            .getFirst()
            .get("run_id");

    Map<?, ?> heard = keyFileApplication.look("payloads/" + run);

    List<?> answers = (List<?>) heard.get("answers");
    assertThat(answers.stream().map(one -> ((Map<?, ?>) one).get("kind").toString()))
        .contains("transactions-sync", "accounts-get");
    assertThat(answers)
        .anySatisfy(
            one ->
                assertThat(((Map<?, ?>) one).get("body").toString())
                    .contains(" zum raren Wort", id, "\"payment_meta\""));
    assertThat(keyFileApplication.audits(linked, "payload")).isEqualTo(answers.size());
    assertThat(
            sync.platform.count(
                "select count(*) from work.raw_payload where position(encode('raren Wort', 'hex')"
                    + " in ciphertext::text) > 0"))
        .isZero();
  }

  @Test
  void areNotKeptAgainWhenNothingWasSaid() {
    Linked linked = sync.quiet(PLATYPUS);
    long before = keyFileApplication.payloads(linked);
    assertThat(before).isPositive();
    long runs = sync.runs(linked).size();
    sync.makeDue(linked);
    await().atMost(SOON).until(() -> sync.runs(linked).size() > runs);
    sync.awaitQuiet(linked);
    assertThat(keyFileApplication.payloads(linked)).isEqualTo(before);
  }

  @Test
  void areReachedThroughTheParentOnlyAndByTheirUserOnly() throws SQLException {
    Linked linked = sync.quiet(PLATYPUS);
    assertThat(partitions()).isNotEmpty();
    for (Map<String, Object> one : partitions()) {
      for (String role : List.of("app", "worker", "vault", "relay", "erasure")) {
        assertThatThrownBy(
                () -> sync.platform.queryAs(role, "select count(*) from " + one.get("name")))
            .as("%s %s", role, one)
            .hasMessageContaining("permission denied");
      }
    }
    assertThat(
            sync.platform.query(
                "select distinct table_name from information_schema.role_table_grants where"
                    + " table_name like 'raw_payload%' and grantee like '%\\_app'"))
        .extracting(row -> row.get("table_name"))
        .containsExactly("raw_payload");
    assertThat(seenBy(linked.user())).isEqualTo(keyFileApplication.payloads(linked)).isPositive();
    assertThat(seenBy(UUID.randomUUID())).isZero();
  }

  private long seenBy(UUID user) throws SQLException {
    try (Connection app = sync.platform.connect("app");
        Statement statement = app.createStatement()) {
      statement.execute("select set_config('app.user_id', '" + user + "', false)");
      try (ResultSet rows = statement.executeQuery("select count(*) from work.raw_payload")) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  @Test
  void areNotNeededToRebuildAnything() {
    sync.quiet(PLATYPUS);
    sync.platform.execute("truncate work.raw_payload");
    sync.viewsComeOutOfTheJournal();
  }

  @Test
  void goWithTheirMonthAndItsKey() {
    Linked linked = sync.quiet(PLATYPUS);
    YearMonth month = now();
    assertThat(keyFileApplication.payloads(linked)).isPositive();
    assertThat(partitions())
        .extracting("name")
        .contains(partition(month), partition(month.plusMonths(1)));
    keyFileApplication.clock.step(KeyFileApplication.SEASON);
    try {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(partitions())
                    .extracting("name")
                    .doesNotContain(partition(month))
                    .contains(partition(now()), partition(now().plusMonths(1)));
                assertThat(keyFileApplication.payloads(linked)).isZero();
              });
      assertThat(
              sync.platform.count(
                  "select count(*) from vault.data_key where month = '" + month.atDay(1) + "'"))
          .isZero();
      assertThat(
              sync.platform.query(
                  "select to_char(month, 'YYYYMM') as month from vault.data_key where purpose ="
                      + " 'payload'"))
          .hasSameSizeAs(partitions());
    } finally {
      keyFileApplication.clock.step(KeyFileApplication.SEASON.negated());
    }
    sync.addQuietly(linked, 1);
    assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
    assertThat(keyFileApplication.payloads(linked)).isPositive();
  }
}
