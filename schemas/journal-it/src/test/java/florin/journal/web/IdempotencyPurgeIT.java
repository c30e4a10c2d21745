package florin.journal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.PeriodicTask;
import florin.journal.database.Locks;
import florin.journal.database.Sessions;
import florin.journal.sample.RunningSample;
import florin.journal.test.TestPlatform;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

class IdempotencyPurgeIT extends RunningSample {

  @Autowired
  @Qualifier("workerSessions")
  private Sessions sessions;

  private final UUID user = TestPlatform.user("purge-" + UUID.randomUUID());

  @Test
  void forgetsWhatIsOldAndNothingElseWhateverTheHouseholdDoes() throws SQLException {
    row("young", "interval '47 hours'", "null");
    row("repeated", "interval '49 hours'", "clock_timestamp() + interval '1 minute'");
    row("crashed", "interval '49 hours'", "clock_timestamp() - interval '1 minute'");
    platform.execute(
        """
        insert into journal.idempotency (user_id, method, route, key, body_hash, status, created_at)
        select '%s', 'POST', '/api/notes', 'old' || n, '\\x00', 201, clock_timestamp() - interval '49 hours'
        from generate_series(1, 2500) n
        """
            .formatted(user));
    PeriodicTask purge =
        new PeriodicTask(
            "purge",
            Duration.ofMillis(100),
            new IdempotencyPurge(sessions, Duration.ofHours(48))::purge);
    try (Connection busy = platform.connect("app")) {
      busy.createStatement().execute("select pg_advisory_lock(" + Locks.key(user) + ")");
      purge.start();
      await().atMost(SOON).until(() -> keys().equals(List.of("repeated", "young")));
    } finally {
      purge.stop();
    }
    assertThat(purge.isRunning()).isFalse();
  }

  private void row(String key, String age, String leaseUntil) {
    platform.execute(
        """
        insert into journal.idempotency (user_id, method, route, key, body_hash, lease_until, created_at)
        values ('%s', 'POST', '/api/notes', '%s', '\\x00', %s, clock_timestamp() - %s)
        """
            .formatted(user, key, leaseUntil, age));
  }

  private List<String> keys() {
    return platform
        .query("select key from journal.idempotency where user_id = '" + user + "' order by key")
        .stream()
        .map(found -> found.get("key").toString())
        .toList();
  }
}
