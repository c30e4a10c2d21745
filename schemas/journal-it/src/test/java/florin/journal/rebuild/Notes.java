package florin.journal.rebuild;

import florin.journal.Commands;
import florin.journal.CommitSignal;
import florin.journal.Journal;
import florin.journal.Projection;
import florin.journal.database.Sessions;
import florin.journal.sample.SampleApplication;
import florin.journal.sample.SampleApplication.TakeNote;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.RuntimeParts;
import florin.journal.test.TestPlatform;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Households that write notes through the real commands, over one test database. */
final class Notes implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A note somebody has written: its stream. */
  record Written(UUID user, UUID id) {}

  final TestPlatform platform = TestPlatform.of("transactions");
  final List<UUID> users = new ArrayList<>();
  final List<Written> written = new ArrayList<>();
  private final ConnectionPool pool;
  private final Commands commands;

  Notes(int households) {
    RuntimeParts.migrations(platform.settings()).run();
    this.pool = RuntimeParts.pools(platform.settings()).app();
    this.commands =
        new Commands(
            new Sessions(pool),
            new Journal(new SimpleMeterRegistry()),
            projections(),
            new CommitSignal());
    for (int i = 0; i < households; i++) {
      users.add(UUID.randomUUID());
    }
  }

  static List<Projection> projections() {
    return List.of(SampleApplication.notesView());
  }

  /** Fills the journal: about two events a stream, some of them the provider's. */
  void fill(int events, Random random) {
    int step = 500;
    for (int done = 0; done < events; done += step) {
      UUID user = users.get(random.nextInt(users.size()));
      List<Written> mine = written.stream().filter(note -> note.user().equals(user)).toList();
      List<Written> targets = new ArrayList<>();
      for (int i = 0; i < step; i++) {
        if (!mine.isEmpty() && random.nextBoolean()) {
          targets.add(mine.get(random.nextInt(mine.size())));
        } else {
          Written fresh = new Written(user, Ids.next());
          targets.add(fresh);
          written.add(fresh);
        }
      }
      write(user, targets, random.nextBoolean() ? Actor.USER : Actor.PROVIDER).block(PATIENCE);
    }
  }

  /** One command: another text for each of the notes. */
  Mono<Void> write(UUID user, List<Written> notes, Actor actor) {
    Instant now = Instant.now();
    Change change = Change.by(actor, user, now);
    return commands.run(
        user,
        unit ->
            unit.loadAll(
                    SampleApplication.NOTES, notes.stream().map(Notes::stream).distinct().toList())
                .doOnNext(
                    loaded ->
                        loaded
                            .values()
                            .forEach(
                                note ->
                                    unit.decide(
                                        SampleApplication.NOTES,
                                        note,
                                        new TakeNote(
                                            note.stream().id(),
                                            Optional.of("text " + UUID.randomUUID()),
                                            now),
                                        change)))
                .then());
  }

  /** A command that has decided and now waits, its transaction open. */
  Mono<Void> slow(Written note, Runnable decided, Mono<Void> until) {
    Instant now = Instant.now();
    return commands.run(
        note.user(),
        unit ->
            unit.load(SampleApplication.NOTES, stream(note))
                .doOnNext(
                    loadedStream ->
                        unit.decide(
                            SampleApplication.NOTES,
                            loadedStream,
                            new TakeNote(note.id(), Optional.of("slow"), now),
                            Change.by(Actor.USER, note.user(), now)))
                .doOnSuccess(_ -> decided.run())
                .then(until));
  }

  /** Fifty single commands a second, until the returned thing is disposed of. */
  Flux<Written> writing() {
    Random random = new Random();
    List<Written> known = List.copyOf(written);
    return Flux.interval(Duration.ofMillis(20))
        .onBackpressureDrop()
        .flatMap(
            _ -> {
              Written note =
                  random.nextInt(4) == 0
                      ? new Written(users.get(random.nextInt(users.size())), Ids.next())
                      : known.get(random.nextInt(known.size()));
              return write(note.user(), List.of(note), Actor.USER).thenReturn(note);
            },
            8);
  }

  private static StreamId stream(Written note) {
    return new StreamId(note.user(), "note", note.id());
  }

  /** What is in the view but not in the other schema's, or the other way round. */
  long differing(String other) {
    return platform.count(
        """
        select count(*) from (
          (table view.note except all table %1$s.note) union all (table %1$s.note except all table view.note)) d
        """
            .formatted(other));
  }

  /** Streams whose row in the view is not at the last version of their stream in the journal. */
  long behindTheJournal() {
    return platform.count(
        """
        select count(*)
        from (select stream_id, max(version) as version from journal.event group by stream_id) j
        full join view.note n on n.id = j.stream_id
        where n.stream_version is distinct from j.version
        """);
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
