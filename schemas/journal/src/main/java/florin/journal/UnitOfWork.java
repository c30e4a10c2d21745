package florin.journal;

import florin.journal.database.Session;
import florin.journal.stream.Change;
import florin.journal.stream.Decider;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.StreamCodecs;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The events that one transaction decides, with their projections and statements. Everything
 * decided here is projected and appended when the function that got it completes: all of it or, on
 * any error, nothing. Not for concurrent use.
 */
public final class UnitOfWork {

  private final Session session;
  private final Journal journal;
  private final List<Projection> projections;
  private final List<PendingEvent> pending = new ArrayList<>();
  private final List<Function<Session, Mono<Void>>> beforeCommit = new ArrayList<>();
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

  public <C, E, S> Mono<LoadedStream<S>> load(Decider<C, E, S> decider, StreamId stream) {
    return loadAll(decider, List.of(stream)).map(loaded -> loaded.get(stream));
  }

  public <C, E, S> Mono<LoadedStream<S>> load(StreamType<C, E, S> type, StreamId stream) {
    return load(type.decider(), stream);
  }

  /**
   * Loads several streams with one query; a stream without events is there too, with the initial
   * state.
   */
  public <C, E, S> Mono<Map<StreamId, LoadedStream<S>>> loadAll(
      Decider<C, E, S> decider, Collection<StreamId> streams) {
    return streams.isEmpty()
        ? Mono.just(Map.of())
        : Mono.defer(() -> fold(decider, streams, journal.load(session, streams)));
  }

  public <C, E, S> Mono<Map<StreamId, LoadedStream<S>>> loadAll(
      StreamType<C, E, S> type, Collection<StreamId> streams) {
    return loadAll(type.decider(), streams);
  }

  /**
   * Decides one command and keeps its events until the append.
   *
   * @return the stream after them; the same instance if there were none
   * @throws Rejection from the decider
   */
  public <C, E, S> LoadedStream<S> decide(
      Decider<C, E, S> decider, LoadedStream<S> current, C command, Change change) {
    LoadedStream<S> loadedStream = current;
    for (E event : decider.decide().apply(command, current.state())) {
      int userVersion = loadedStream.userVersion() + (change.actor().isUser() ? 1 : 0);
      loadedStream =
          new LoadedStream<>(
              loadedStream.stream(),
              loadedStream.version() + 1,
              userVersion,
              decider.evolve().apply(loadedStream.state(), event));
      pending.add(
          new PendingEvent(
              loadedStream.stream(),
              loadedStream.version(),
              userVersion,
              event,
              decider.codec().toAvro(event),
              change));
    }
    return loadedStream;
  }

  public <C, E, S> LoadedStream<S> decide(
      StreamType<C, E, S> type, LoadedStream<S> current, C command, Change change) {
    return decide(type.decider(), current, command, change);
  }

  /**
   * Brings the views up to what was decided so far, so that an answer can be read from them in the
   * same transaction. Events that are decided later are projected at the end.
   */
  public Mono<Void> project() {
    return Mono.defer(
        () -> {
          List<PendingEvent> fresh =
              pending.subList(projected, pending.size()).stream()
                  .filter(event -> StreamCodecs.hasViews(event.stream()))
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
   * Keeps statements for the very end, after the append: for a row that other transactions also
   * write, so that its lock is held for a short time. The journal is locked then, so they have to
   * be quick; an error undoes the whole transaction.
   */
  public void beforeCommit(Function<Session, Mono<Void>> statements) {
    beforeCommit.add(statements);
  }

  boolean hasLastStatements() {
    return !beforeCommit.isEmpty();
  }

  Mono<Void> finish() {
    return Flux.fromIterable(beforeCommit)
        .concatMap(statements -> statements.apply(session))
        .then();
  }

  List<PendingEvent> pending() {
    return pending;
  }

  /** The events that have been decided so far. */
  public List<PendingEvent> decided() {
    return List.copyOf(pending);
  }

  /** The number of events decided so far. */
  public int decidedCount() {
    return pending.size();
  }

  /** Event by event, so that of many events only the states are kept. */
  private static <C, E, S> Mono<Map<StreamId, LoadedStream<S>>> fold(
      Decider<C, E, S> decider, Collection<StreamId> streams, Flux<Journal.Stored> stored) {
    Map<UUID, LoadedStream<S>> byId = LinkedHashMap.newLinkedHashMap(streams.size());
    streams.forEach(
        stream -> byId.put(stream.id(), new LoadedStream<>(stream, 0, 0, decider.initial())));
    return stored
        .doOnNext(
            event ->
                byId.computeIfPresent(
                    event.stream(), (_, loadedStream) -> advance(decider, loadedStream, event)))
        .then(
            Mono.fromSupplier(
                () -> {
                  Map<StreamId, LoadedStream<S>> result =
                      LinkedHashMap.newLinkedHashMap(byId.size());
                  byId.values()
                      .forEach(loadedStream -> result.put(loadedStream.stream(), loadedStream));
                  return result;
                }));
  }

  private static <C, E, S> LoadedStream<S> advance(
      Decider<C, E, S> decider, LoadedStream<S> loadedStream, Journal.Stored event) {
    E decoded = decider.decode(event.fingerprint(), event.payload());
    return new LoadedStream<>(
        loadedStream.stream(),
        event.version(),
        loadedStream.userVersion() + (event.actor().isUser() ? 1 : 0),
        decider.evolve().apply(loadedStream.state(), decoded));
  }
}
