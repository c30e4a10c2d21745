package florin.providersync;

import static florin.providersync.ProviderSync.HOUNDSTOOTH;
import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.providersync.ProviderSync.Linked;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErasureIT {

  private final ProviderSync sync = ProviderSync.shared();

  /**
   * As the runtime does when accounts-service tells of it. Not by the topic: every service of this
   * JVM is in the group that reads it, each with a database of its own.
   */
  private void erasing(UUID user) {
    sync.platform.execute(
        "insert into mirror.erased_user (user_id, erased_at) values ('"
            + user
            + "', clock_timestamp())");
  }

  private long marks(UUID user, String condition) {
    return sync.platform.count(
        "select count(*) from mirror.erased_user where user_id = '" + user + "' and " + condition);
  }

  private long tokens(UUID user) {
    return sync.platform.count("select count(*) from vault.token where user_id = '" + user + "'");
  }

  private List<String> tablesWithRowsOf(UUID user) {
    return sync
        .platform
        .query(
            "select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid ="
                + " c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname ="
                + " 'user_id' where c.relkind in ('r', 'p') and not c.relispartition and n.nspname"
                + " in ('journal', 'mirror', 'view', 'work', 'vault') order by 1")
        .stream()
        .map(table -> table.get("name").toString())
        .filter(
            table ->
                sync.platform.count(
                        "select count(*) from " + table + " where user_id = '" + user + "'")
                    > 0)
        .toList();
  }

  private String stateAtTheBank(String itemId) {
    return sync.bank
        .look("items")
        .path("items")
        .valueStream()
        .filter(item -> item.path("item_id").asString().equals(itemId))
        .map(item -> item.path("state").asString())
        .findFirst()
        .orElse("absent");
  }

  @Test
  void endsEveryItemAndLeavesNoRow() {
    String subject = ProviderSync.someone();
    Linked one = sync.link(subject, PLATYPUS);
    Linked two = sync.link(subject, HOUNDSTOOTH);
    sync.awaitState(one, "healthy");
    sync.awaitState(two, "healthy");
    assertThat(tablesWithRowsOf(one.user())).contains("vault.token", "work.sync_job");

    erasing(one.user());

    await().atMost(SOON).until(() -> marks(one.user(), "deleted_at is not null") == 1);
    assertThat(stateAtTheBank(one.itemId())).isEqualTo("removed");
    assertThat(stateAtTheBank(two.itemId())).isEqualTo("removed");
    assertThat(tablesWithRowsOf(one.user())).containsExactly("journal.event", "mirror.erased_user");
    sync.as(subject).get().uri("/api/connections").exchange().expectStatus().isEqualTo(410);
  }

  @Test
  void keepsTheTokenUntilTheProviderHasConfirmed() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.fault(
        linked, Map.of("endpoint", "/item/remove", "kind", "http", "status", 502, "times", 3));

    erasing(linked.user());

    await().atMost(SOON).until(() -> marks(linked.user(), "attempts > 0") == 1);
    assertThat(tokens(linked.user())).isEqualTo(1);
    assertThat(stateAtTheBank(linked.itemId())).isNotEqualTo("removed");
    await().atMost(SOON).until(() -> marks(linked.user(), "deleted_at is not null") == 1);
    assertThat(tokens(linked.user())).isZero();
    assertThat(stateAtTheBank(linked.itemId())).isEqualTo("removed");
  }

  @Test
  void isNotUndoneByASyncThatIsUnderWay() {
    Linked linked = sync.quiet(PLATYPUS);
    sync.addQuietly(linked, 5);
    sync.fault(
        linked, Map.of("endpoint", "/transactions/sync", "kind", "hang", "seconds", 3, "times", 1));
    sync.makeDue(linked);
    await()
        .atMost(SOON)
        .until(
            () ->
                sync.platform.count(
                        "select count(*) from work.sync_job where lease_until > clock_timestamp()"
                            + " and connection_id = '"
                            + linked.id()
                            + "'")
                    == 1);

    erasing(linked.user());

    await().atMost(SOON).until(() -> marks(linked.user(), "deleted_at is not null") == 1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(LogCapture.everything())
                    .containsAnyOf(
                        "of " + linked.id() + ": This user was erased.",
                        linked.id() + " is in other hands"));
    assertThat(tablesWithRowsOf(linked.user()))
        .containsExactly("journal.event", "mirror.erased_user");
  }
}
