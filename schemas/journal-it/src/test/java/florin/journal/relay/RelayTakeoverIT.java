package florin.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.database.Sessions;
import florin.journal.sample.SampleRuntime;
import florin.journal.test.TestPlatform;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RelayTakeoverIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(1);

  private final RelayLab lab =
      new RelayLab(
          new SampleRuntime(TestPlatform.of("transactions")),
          new Topic("takeover-" + UUID.randomUUID() + ".events", 6, Duration.ofDays(1)));

  @AfterEach
  void close() {
    lab.close();
  }

  private record Row(long epoch, long position, String owner) {}

  private Row row() {
    Map<String, Object> row =
        lab.runtime()
            .platform()
            .query("select epoch, position, owner from journal.checkpoint")
            .getFirst();
    return new Row(
        (Long) row.get("epoch"), (Long) row.get("position"), String.valueOf(row.get("owner")));
  }

  private static void signal(Process process, String signal) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void aStoppedProcessLosesTheLeaseAndDoesNoHarmWhenItWakes() throws Exception {
    Process first = RelayProcess.start(lab, LEASE);
    AtomicBoolean enough = new AtomicBoolean();
    List<Row> seen = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Process second = null;
      try {
        await().atMost(SOON).until(() -> row().epoch() == 1);
        String owner = row().owner();
        second = RelayProcess.start(lab, LEASE);
        Future<?> watching = threads.submit(() -> watch(seen, enough));
        Future<?> writing = threads.submit(() -> write(enough));
        await().atMost(SOON).until(() -> row().position() > 200);
        signal(first, "STOP");
        await().atMost(SOON).until(() -> !row().owner().equals(owner));
        long taken = row().position();
        await().atMost(SOON).until(() -> row().position() > taken + 200);
        signal(first, "CONT");
        long woken = row().position();
        await().atMost(SOON).until(() -> row().position() > woken + 200);
        enough.set(true);
        writing.get(60, TimeUnit.SECONDS);
        watching.get(60, TimeUnit.SECONDS);
        lab.awaitDone();
      } finally {
        enough.set(true);
        first.destroyForcibly();
        if (second != null) {
          second.destroyForcibly();
        }
      }
    }
    assertThat(seen).isSortedAccordingTo(java.util.Comparator.comparingLong(Row::position));
    assertThat(seen).isSortedAccordingTo(java.util.Comparator.comparingLong(Row::epoch));
    assertThat(row().epoch()).isGreaterThanOrEqualTo(2);
    assertThat(lab.complaints(RelayLab.BATCH * Relay.IN_FLIGHT)).isEmpty();
  }

  private void watch(List<Row> seen, AtomicBoolean enough) {
    while (!enough.get()) {
      seen.add(row());
    }
  }

  private void write(AtomicBoolean enough) {
    List<UUID> users = java.util.stream.Stream.generate(UUID::randomUUID).limit(12).toList();
    for (int i = 0; !enough.get(); i++) {
      lab.runtime().append(users.get(i % users.size()), Collections.nCopies(3, "t" + i));
    }
  }

  /** The wrong update: whoever comes last is believed. */
  private static final class AnyEpoch extends RelayCheckpoints {
    private final Sessions sessions;

    AnyEpoch(Sessions sessions) {
      super(sessions, LEASE);
      this.sessions = sessions;
    }

    @Override
    Mono<Boolean> advance(long epoch, long position, long[] lastPositions) {
      return sessions.transaction(
          "begin",
          session ->
              session
                  .sql("update journal.checkpoint set position = :position")
                  .bind("position", position)
                  .fetch()
                  .rowsUpdated()
                  .map(rows -> rows == 1));
    }
  }

  @Test
  void anOldHolderNeverMovesTheCheckpoint() {
    assertThat(regressed(lab.checkpoints())).isFalse();
  }

  @Test
  void isCaughtWhenTheEpochIsNotDemanded() {
    assertThat(regressed(new AnyEpoch(lab.runtime().sessions("relay")))).isTrue();
  }

  /** The old holder sent a batch before it was stopped and stores its checkpoint when it wakes. */
  private boolean regressed(RelayCheckpoints stopped) {
    RelayCheckpoints.Lease old = stopped.acquire().block(SOON);
    lab.lapse();
    RelayCheckpoints next = lab.checkpoints();
    RelayCheckpoints.Lease taken = next.acquire().block(SOON);
    assertThat(taken.epoch()).isGreaterThan(old.epoch());
    assertThat(next.advance(taken.epoch(), 100, new long[6]).block(SOON)).isTrue();
    stopped.advance(old.epoch(), 50, new long[6]).block(SOON);
    return row().position() < 100;
  }
}
