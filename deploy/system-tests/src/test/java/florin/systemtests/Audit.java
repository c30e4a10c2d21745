package florin.systemtests;

import static org.awaitility.Awaitility.await;

import florin.local.LocalCluster;
import florin.local.storage.ServiceName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What holds of all databases when no work is left: journals without gaps, views equal to the fold
 * of the journal, inboxes at the end of the journals they read, equal sums of money, no open
 * transactions.
 */
final class Audit {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String BROKEN_STREAMS =
      """
      select 'stream ' || stream_id || ': ' || count(*) || ' events up to version ' || max(version)
      from journal.event group by stream_id
      having max(version) <> count(*) or min(version) <> 1 or count(distinct event_id) <> count(*)
      """;

  private static final String UNSENT =
      """
      select 'relay: ' || c.position || ' of ' || coalesce((select max(position) from journal.event), 0)
      from journal.checkpoint c
      where c.position <> coalesce((select max(position) from journal.event), 0) or c.diverged is not null
      """;

  private static final String INBOXES =
      """
      select topic || ' ' || max(position) from journal.inbox_offset
      where topic like '%.events' group by topic order by topic
      """;

  private static final String GAPS =
      """
      select 'gap: ' || topic || '-' || partition || ' since ' || gap_since
      from journal.inbox_offset where gap_since is not null
      union all
      select 'dead letter: ' || topic || '-' || partition || '@' || record_offset || ': ' || reason
      from journal.parked_event
      """;

  private static final String OPEN =
      """
      select 'open transaction of ' || usename || ': ' || query from pg_stat_activity
      where state like 'idle in transaction%' and state_change < now() - interval '10 seconds'
      """;

  private static final String SUMS =
      """
      select coalesce(string_agg(x.row, ', ' order by x.row), 'none') from (
        select account_id || ' ' || currency || ' ' || trim_scale(sum(amount)) || ' ' || count(*) as row
        from %s where not pending and %s group by account_id, currency) x
      """;

  private static final String DAYS =
      """
      select coalesce(string_agg(x.row, ', ' order by x.row), 'none') from (
        select account_id || ' ' || currency || ' ' || trim_scale(sum(amount)) || ' ' || sum(transactions) as row
        from mirror.day_total where transactions > 0 group by account_id, currency) x
      """;

  private final LocalCluster localCluster;

  Audit(LocalCluster localCluster) {
    this.localCluster = localCluster;
  }

  /** Waits until all events have arrived everywhere. */
  void awaitRest() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> behind().isEmpty());
  }

  /** Waits until the events of a service are in Kafka. */
  void awaitSent(ServiceName service) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> rows(service, UNSENT).isEmpty());
  }

  /** What is wrong; empty if nothing is. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>(behind());
    for (ServiceName service : ServiceName.values()) {
      add(complaints, service, rows(service, BROKEN_STREAMS));
      add(complaints, service, rows(service, OPEN));
      rebuild(service, complaints);
    }
    List<String> sums =
        List.of(
            one(ServiceName.TRANSACTIONS, SUMS.formatted("view.transaction", "removed_by is null")),
            one(ServiceName.ACCOUNTS, SUMS.formatted("mirror.transaction", "not removed")),
            one(ServiceName.ACCOUNTS, DAYS),
            one(ServiceName.PLANNING, SUMS.formatted("mirror.transaction", "not removed")));
    if (Set.copyOf(sums).size() != 1) {
      complaints.add("sums: " + sums);
    }
    return complaints;
  }

  private static void add(List<String> complaints, ServiceName service, List<String> found) {
    found.forEach(one -> complaints.add(service + ": " + one));
  }

  private List<String> behind() {
    List<String> behind = new ArrayList<>();
    for (ServiceName service : ServiceName.values()) {
      add(behind, service, rows(service, UNSENT));
      add(behind, service, rows(service, GAPS));
      for (String inbox : rows(service, INBOXES)) {
        String topic = inbox.substring(0, inbox.indexOf('.'));
        ServiceName owner = ServiceName.valueOf(topic.replace('-', '_').toUpperCase(Locale.ROOT));
        String head = one(owner, "select coalesce(max(position), 0)::text from journal.event");
        if (!inbox.endsWith(" " + head)) {
          behind.add(service + ": inbox at " + inbox + " of " + head);
        }
      }
    }
    return behind;
  }

  /** The views made again from the journal are the same, row for row. */
  private void rebuild(ServiceName service, List<String> complaints) {
    operate(service.role(), "rebuild", "{}");
    JsonNode state =
        await()
            .atMost(PATIENCE)
            .until(
                () -> operate(service.role(), "rebuild"),
                now -> Set.of("DONE", "DIFFERS", "FAILED").contains(now.path("phase").asString()));
    if (!state.path("phase").asString().equals("DONE")) {
      complaints.add(service + ": rebuild " + state);
    }
  }

  JsonNode operate(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(localCluster.home().resolve("bin/florin-operate").toString());
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(60, TimeUnit.SECONDS);
      return JSON.readTree(shown.isBlank() ? "{}" : shown);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private String one(ServiceName service, String sql) {
    return rows(service, sql).getFirst();
  }

  private List<String> rows(ServiceName service, String sql) {
    List<String> found = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(
                localCluster.jdbcUrl(service), "postgres", localCluster.superuserPassword());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return found;
  }
}
