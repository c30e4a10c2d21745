package florin.journal.replay;

import static org.awaitility.Awaitility.await;

import florin.journal.database.DatabaseReads;
import florin.journal.sample.SampleRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writers to the owner of a mirror and readers of the mirror, until it is closed. */
final class MirrorTraffic implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(120);

  private final SampleRuntime owner;
  private final List<UUID> users;
  private final DatabaseReads mirror;
  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
  private final Queue<String> backwards = new ConcurrentLinkedQueue<>();
  private final Map<UUID, Integer> versions = new ConcurrentHashMap<>();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicBoolean go = new AtomicBoolean(true);
  private final Disposable writers;
  private final Disposable readers;

  MirrorTraffic(SampleRuntime owner, SampleRuntime mirror, List<UUID> users) {
    this.owner = owner;
    this.users = users;
    this.mirror = new DatabaseReads(mirror.sessions("app"));
    this.writers = writers();
    this.readers = readers();
  }

  private Disposable writers() {
    Random random = new Random();
    return Flux.interval(Duration.ofMillis(20))
        .onBackpressureDrop()
        .publishOn(Schedulers.boundedElastic())
        .takeWhile(_ -> go.get())
        .doOnNext(n -> owner.append(users.get(random.nextInt(users.size())), List.of("live " + n)))
        .subscribe(_ -> {}, errors::add);
  }

  private Disposable readers() {
    return Flux.fromIterable(users)
        .repeat(go::get)
        .concatMap(this::read)
        .subscribe(_ -> reads.incrementAndGet(), errors::add);
  }

  private Mono<Long> read(UUID user) {
    return mirror.read(
        user,
        session ->
            session
                .sql("select stream_id, version from mirror.latest where user_id = :user")
                .bind("user", user)
                .map(
                    row -> {
                      compare(row.get("stream_id", UUID.class), row.get("version", Integer.class));
                      return true;
                    })
                .all()
                .count());
  }

  private void compare(UUID id, int version) {
    Integer before = versions.put(id, version);
    if (before != null && version < before) {
      backwards.add(id + ": " + version + " after " + before);
    }
  }

  /** Waits until there are more than so many further reads, or an error. */
  void awaitReads(int further) {
    long enough = reads.get() + further;
    await().atMost(SOON).until(() -> reads.get() > enough || !errors.isEmpty());
  }

  Queue<Throwable> errors() {
    return errors;
  }

  /** Reads of a stream that had a lower version than an earlier read. */
  Queue<String> backwards() {
    return backwards;
  }

  long reads() {
    return reads.get();
  }

  @Override
  public void close() {
    go.set(false);
    await().atMost(SOON).until(() -> writers.isDisposed() && readers.isDisposed());
  }
}
