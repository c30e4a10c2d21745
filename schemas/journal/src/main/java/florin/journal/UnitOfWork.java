package florin.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What one transaction decides. Everything decided here is projected and appended when the function
 * that got it completes: all of it or, on any error, nothing. Not for concurrent use.
 */
public final class UnitOfWork {

  private final Session session;
  private final Journal journal;
  private final List<Projection> projections;
  private final List<PendingEvent> pending = new ArrayList<>();
  private final List<Function<Session, Mono<Void>>> last = new ArrayList<>();
  private int projected;

  UnitOfWork(Session session, Journal journal, List<Projection> projections) {
    this.session = session;
    this.journal = journal;
    this.projections = projections;
  }

  /**
   * The transaction, for reads that a decision needs and for the service's own {@code work} and
   * {@code mirror} rows.
   */
  public Session session() {
    return session;
  }

  public <C, E, S> Mono<Loaded<S>> load(Decider<C, E, S> decider, StreamId stream) {
    return loadAll(decider, List.of(stream)).map(loaded -> loaded.get(stream));
  }

  public <C, E, S> Mono<Loaded<S>> load(StreamType<C, E, S> type, StreamId stream) {
    return load(type.decider(), stream);
  }

  /**
   * Loads several streams with one query; a stream without events is there too, with the initial
   * state.
   */
  public <C, E, S> Mono<Map<StreamId, Loaded<S>>> loadAll(
      Decider<C, E, S> decider, Collection<StreamId> streams) {
    if (streams.isEmpty()) {
      return Mono.just(Map.of());
    }
    return journal.load(session, streams).map(stored -> fold(decider, streams, stored));
  }

  public <C, E, S> Mono<Map<StreamId, Loaded<S>>> loadAll(
      StreamType<C, E, S> type, Collection<StreamId> streams) {
    return loadAll(type.decider(), streams);
  }

  /**
   * Decides one command and remembers its events.
   *
   * @return the stream after them; the same instance if there were none
   * @throws Rejection as the decider says
   */
  public <C, E, S> Loaded<S> decide(
      Decider<C, E, S> decider, Loaded<S> current, C command, Change change) {
    Loaded<S> loaded = current;
    for (E event : decider.decide().apply(command, current.state())) {
      int userVersion = loaded.userVersion() + (change.actor().isUser() ? 1 : 0);
      loaded =
          new Loaded<>(
              loaded.stream(),
              loaded.version() + 1,
              userVersion,
              decider.evolve().apply(loaded.state(), event));
      pending.add(
          new PendingEvent(
              loaded.stream(),
              loaded.version(),
              userVersion,
              event,
              decider.codec().toAvro(event),
              change));
    }
    return loaded;
  }

  public <C, E, S> Loaded<S> decide(
      StreamType<C, E, S> type, Loaded<S> current, C command, Change change) {
    return decide(type.decider(), current, command, change);
  }

  /**
   * Brings the views up to what was decided so far, so that an answer can be read from them in the
   * same transaction. What is decided later is projected at the end.
   */
  public Mono<Void> project() {
    return Mono.defer(
        () -> {
          List<PendingEvent> fresh =
              pending.subList(projected, pending.size()).stream()
                  .filter(event -> Streams.hasViews(event.stream()))
                  .toList();
          projected = pending.size();
          return fresh.isEmpty()
              ? Mono.empty()
              : Flux.fromIterable(projections)
                  .concatMap(projection -> projection.project(session, fresh))
                  .then();
        });
  }

  /**
   * Keeps statements for the very end, after the append: for a row that others want in the
   * meantime, so that its lock is held for as short as possible. The journal is locked then, so
   * they have to be quick; an error undoes the whole transaction.
   */
  public void last(Function<Session, Mono<Void>> statements) {
    last.add(statements);
  }

  Mono<Void> finish() {
    return Flux.fromIterable(last).concatMap(statements -> statements.apply(session)).then();
  }

  List<PendingEvent> pending() {
    return pending;
  }

  /** How many events have been decided so far. */
  public int decided() {
    return pending.size();
  }

  private static <C, E, S> Map<StreamId, Loaded<S>> fold(
      Decider<C, E, S> decider, Collection<StreamId> streams, List<Journal.Stored> stored) {
    Map<java.util.UUID, Loaded<S>> byId = new LinkedHashMap<>();
    streams.forEach(stream -> byId.put(stream.id(), new Loaded<>(stream, 0, 0, decider.initial())));
    for (Journal.Stored event : stored) {
      byId.computeIfPresent(event.stream(), (_, loaded) -> next(decider, loaded, event));
    }
    Map<StreamId, Loaded<S>> result = new LinkedHashMap<>();
    byId.values().forEach(loaded -> result.put(loaded.stream(), loaded));
    return result;
  }

  private static <C, E, S> Loaded<S> next(
      Decider<C, E, S> decider, Loaded<S> loaded, Journal.Stored event) {
    E decoded = decider.decode(event.fingerprint(), event.payload());
    return new Loaded<>(
        loaded.stream(),
        event.version(),
        loaded.userVersion() + (event.actor().isUser() ? 1 : 0),
        decider.evolve().apply(loaded.state(), decoded));
  }
}
