package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.sample.RunningSample;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A service without requests and events: it writes its relay's lease, and nothing else. */
class IdleIT extends RunningSample {

  private static final String LEASE = "journal.checkpoint";
  private static final int RENEWALS = 3;

  private static String until() {
    return String.valueOf(platform.query("select until from journal.checkpoint").getFirst());
  }

  private static void awaitRenewal() {
    String before = until();
    await().atMost(SOON).until(() -> !until().equals(before));
  }

  /** How many rows of each table were written since the database was made. */
  private static Map<String, Long> written() {
    Map<String, Long> written = new TreeMap<>();
    platform
        .query(
            "select schemaname || '.' || relname as name, n_tup_ins + n_tup_upd + n_tup_del as rows"
                + " from pg_stat_user_tables")
        .forEach(row -> written.put((String) row.get("name"), (Long) row.get("rows")));
    return written;
  }

  /** The rows that were written during some renewals, by table. */
  private static Map<String, Long> writtenDuringRenewals() {
    Map<String, Long> before = written();
    for (int renewal = 0; renewal < RENEWALS; renewal++) {
      awaitRenewal();
    }
    Map<String, Long> after = written();
    after.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
    after.values().removeIf(rows -> rows == 0);
    return after;
  }

  @Test
  void writesOnlyTheRenewalsOfItsLease() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              Map<String, Long> written = writtenDuringRenewals();
              assertThat(written).containsOnlyKeys(LEASE);
              // The database counts a transaction up to a second after its commit.
              assertThat(written.get(LEASE)).isBetween(1L, RENEWALS + 1L);
            });
  }
}
