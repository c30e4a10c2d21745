package florin.journal;

import florin.journal.database.Sessions;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * One run of writers and a reader beside them: 32 writers of 16 households, one transaction in five
 * rolled back after it took its numbers, one in ten slow between numbers and commit, a few much
 * slower.
 */
final class JournalRound {

  static final int WRITERS = 32;

  private final JournalFixture journalFixture;
  private final Sessions sessions;

  JournalRound(JournalFixture journalFixture, Sessions sessions) {
    this.journalFixture = journalFixture;
    this.sessions = sessions;
  }

  static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RolledBack() {
      super("on purpose", null, false, false);
    }
  }

  /** What goes wrong when so many events are written to this kind of journal; empty if nothing. */
  List<String> faults(Journals.JournalVariant journalVariant, Random random, int events)
      throws Exception {
    return faults(journalVariant.with(() -> dawdle(random)), random, events);
  }

  List<String> faults(Journal journal, Random random, int events) throws Exception {
    long start = journalFixture.head();
    List<UUID> users = Stream.generate(UUID::randomUUID).limit(WRITERS / 2).toList();
    AtomicInteger committed = new AtomicInteger();
    List<RecordedEvent> seen = new ArrayList<>();
    Commands commands = JournalFixture.commands(sessions, journal);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Random own = new Random(random.nextLong());
        UUID user = users.get(i / 2);
        writers.add(threads.submit(() -> write(commands, user, own, events, committed)));
      }
      Future<?> reader = threads.submit(() -> read(start, writers, seen));
      for (Future<?> writer : writers) {
        writer.get(30, TimeUnit.MINUTES);
      }
      reader.get(1, TimeUnit.MINUTES);
    }
    return faults(journalFixture.rowsAfter(start), seen, committed.get());
  }

  private static void write(
      Commands commands, UUID user, Random random, int events, AtomicInteger committed) {
    List<StreamId> streams = Stream.generate(() -> BalanceStream.stream(user)).limit(3).toList();
    while (committed.get() < events) {
      StreamId stream = streams.get(random.nextInt(streams.size()));
      int count = 1 + random.nextInt(19);
      try {
        commands
            .run(user, unit -> BalanceStream.enter(unit, stream, count))
            .block(JournalFixture.SOON);
        committed.addAndGet(count);
      } catch (RolledBack expected) {
        // its numbers are gone for ever
      }
    }
  }

  private void read(long start, List<Future<?>> writers, List<RecordedEvent> seen) {
    long cursor = start;
    boolean over = false;
    while (true) {
      boolean last = over;
      List<RecordedEvent> next = journalFixture.reader().next(cursor, 500);
      seen.addAll(next);
      if (!next.isEmpty()) {
        cursor = next.getLast().position();
      } else if (last) {
        return;
      }
      over = writers.stream().allMatch(Future::isDone);
    }
  }

  private static Mono<Void> dawdle(Random random) {
    int chance;
    int millis;
    synchronized (random) {
      chance = random.nextInt(1_000);
      millis = 1 + random.nextInt(4);
    }
    if (chance < 200) {
      return Mono.error(new RolledBack());
    }
    if (chance < 300) {
      return Mono.delay(Duration.ofMillis(millis)).then();
    }
    return chance < 302 ? Mono.delay(Duration.ofMillis(200)).then() : Mono.empty();
  }

  /** What a reader saw against what is there. */
  static List<String> faults(
      List<JournalFixture.Row> there, List<RecordedEvent> seen, int committed) {
    List<String> faults = new ArrayList<>();
    if (there.size() != committed) {
      faults.add("journal: " + there.size() + " events (expected: " + committed + " committed)");
    }
    Set<UUID> ids = new HashSet<>();
    Map<UUID, Integer> versions = new HashMap<>();
    Instant clock = Instant.MIN;
    long position = 0;
    for (RecordedEvent event : seen) {
      if (!ids.add(event.eventId())) {
        faults.add("seen twice: " + event.position());
      }
      if (event.position() <= position) {
        faults.add("position ran back: " + event.position());
      }
      position = event.position();
      int expected = versions.merge(event.stream().id(), 1, Integer::sum);
      if (event.version() != expected) {
        faults.add("version: " + event.version() + " (expected: " + expected + ")");
      }
      if (event.recordedAt().isBefore(clock)) {
        faults.add("recorded_at ran back: " + event.position());
      }
      clock = event.recordedAt();
    }
    there.stream()
        .filter(row -> !ids.contains(row.event()))
        .forEach(row -> faults.add("lost: " + row.position()));
    return faults;
  }
}
