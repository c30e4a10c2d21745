package florin.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.inbox.BoundInbox;
import florin.journal.inbox.TallyInbox;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.replay.MirrorLab;
import florin.journal.replay.ReplayServer;
import florin.journal.sample.SampleRuntime;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A journal that is restored to an earlier point while it is written, with two kinds of reader. */
class RestoreIT {

  private static final Duration SOON = Duration.ofSeconds(120);

  private final Topic topic =
      new Topic("restored-" + UUID.randomUUID() + ".events", 3, Duration.ofDays(1));
  private final List<UUID> users = Stream.generate(UUID::randomUUID).limit(12).toList();

  private static InboxBatches inboxBatches(SampleRuntime runtime) {
    return new InboxBatches(
        runtime.sessions("worker"), runtime.workerCommands(runtime.sessions("worker")));
  }

  private static long head(RelayLab lab) {
    return lab.runtime().platform().count("select coalesce(max(position), 0) from journal.event");
  }

  private BoundInbox tally(SampleRuntime deciding) {
    return new BoundInbox(
        inboxBatches(deciding),
        new TallyInbox(topic),
        deciding.properties().kafka().bootstrap(),
        "deciding-" + UUID.randomUUID(),
        100);
  }

  /** Writes until it is told to stop; a database that is away refuses some of it. */
  private CompletableFuture<Void> write(RelayLab lab, AtomicBoolean enough) {
    return CompletableFuture.runAsync(
        () -> {
          for (int i = 0; !enough.get(); i++) {
            try {
              lab.runtime().append(users.get(i % users.size()), List.of("text " + i));
            } catch (RuntimeException away) {
              i--;
            }
          }
        });
  }

  private static Set<Object> ids(TestPlatform platform, String query) {
    Set<Object> ids = new HashSet<>();
    platform.query(query).forEach(row -> ids.add(row.get("event_id")));
    return ids;
  }

  private static boolean appliedUpTo(RelayLab lab, SampleRuntime deciding) {
    Set<Object> journal = ids(lab.runtime().platform(), "select event_id from journal.event");
    return ids(deciding.platform(), "select event_id from mirror.tally").containsAll(journal);
  }

  /** The events of the journal that were not applied once, or not in their order. */
  private static List<String> complaints(RelayLab lab, SampleRuntime deciding) {
    List<String> complaints = new ArrayList<>();
    Map<UUID, List<Object>> expected =
        byUser(
            lab.runtime()
                .platform()
                .query("select user_id, event_id from journal.event order by position"));
    Map<UUID, List<Object>> found =
        byUser(
            deciding
                .platform()
                .query(
                    "select user_id, event_id from mirror.tally where effects = 1 order by seq"));
    expected.forEach(
        (user, events) -> {
          List<Object> own = new ArrayList<>(found.getOrDefault(user, List.of()));
          own.retainAll(new HashSet<>(events)); // without what the journal has lost
          if (!own.equals(events)) {
            complaints.add("user " + user + ": " + own.size() + " of " + events.size());
          }
        });
    return complaints;
  }

  private static Map<UUID, List<Object>> byUser(List<Map<String, Object>> rows) {
    Map<UUID, List<Object>> events = new java.util.LinkedHashMap<>();
    rows.forEach(
        row ->
            events
                .computeIfAbsent((UUID) row.get("user_id"), _ -> new ArrayList<>())
                .add(row.get("event_id")));
    return events;
  }

  @Test
  void isDetectedAndRepairedByOneOperation() throws Exception {
    try (RelayLab lab = new RelayLab(new SampleRuntime(TestPlatform.of("planning")), topic);
        SampleRuntime deciding = new SampleRuntime(TestPlatform.of("accounts"));
        MirrorLab mirror = new MirrorLab(lab.runtime(), topic)) {
      Relay relay = lab.relay(50);
      ReplayServer server = lab.replays(relay);
      relay.start();
      server.start();
      mirror.start();
      try (BoundInbox _ = tally(deciding)) {
        for (int drill = 1; drill <= TestScale.of(1, 10); drill++) {
          restore(lab, relay, deciding, mirror);
        }
      } finally {
        server.stop();
        relay.stop();
      }
    }
  }

  private void restore(RelayLab lab, Relay relay, SampleRuntime deciding, MirrorLab mirror)
      throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> writing = write(lab, enough);
    try {
      long begun = head(lab);
      await().atMost(SOON).until(() -> head(lab) > begun + 60);
      String backup = lab.runtime().platform().copyDatabase();
      long kept = head(lab);
      await()
          .atMost(SOON)
          .until(
              () ->
                  deciding.platform().count("select coalesce(max(position), 0) from mirror.tally")
                      > kept + 60);
      lab.runtime().platform().restoreDatabase(backup);
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(() -> relay.incarnations().divergence().block(SOON).isPresent());
      assertThat(relay.isActive()).isFalse();
      assertThat(relay.statusText()).contains("new incarnation");
      long written = head(lab);
      await().atMost(SOON).until(() -> head(lab) > written + 20);

      Map<String, Object> repaired = new RelayEndpoint(relay).resend(null, true).block(SOON);

      assertThat(repaired).doesNotContainKey("diverged");
      assertThat((Long) repaired.get("orphans")).isPositive();
    } finally {
      enough.set(true);
      writing.get(60, TimeUnit.SECONDS);
    }
    await().atMost(SOON).until(() -> appliedUpTo(lab, deciding));
    assertThat(complaints(lab, deciding)).isEmpty();
    mirror.awaitEqual(SOON);
    assertThat(
            deciding
                .platform()
                .count(
                    "select count(*) from journal.inbox_offset where diverged_since is not null or"
                        + " gap_since is not null"))
        .isZero();
  }

  @Test
  void isCaughtWhenTheRelayBelievesEveryJournal() {
    try (RelayLab lab = new RelayLab(new SampleRuntime(TestPlatform.of("planning")), topic);
        SampleRuntime deciding = new SampleRuntime(TestPlatform.of("accounts"));
        BoundInbox _ = tally(deciding)) {
      users.forEach(user -> lab.runtime().append(user, List.of("a")));
      String backup = lab.runtime().platform().copyDatabase();
      users.forEach(user -> lab.runtime().append(user, List.of("lost", "lost")));
      lab.drain();
      await().atMost(SOON).until(() -> appliedUpTo(lab, deciding));
      lab.runtime().platform().restoreDatabase(backup);
      users.forEach(user -> lab.runtime().append(user, List.of("b")));
      Relay believing = lab.believing();
      believing.start();
      try {
        lab.awaitDone();
      } finally {
        believing.stop();
      }
      await()
          .atMost(SOON)
          .until(
              () ->
                  deciding
                          .platform()
                          .count("select coalesce(sum(next_offset), 0) from journal.inbox_offset")
                      >= 5L * users.size());
      assertThat(complaints(lab, deciding)).isNotEmpty();
    }
  }
}
