package florin.journal.web;

import florin.journal.CrossStreamCheck;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamType;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;

/**
 * The requests on one aggregate: load, 404, {@code If-Match}, decide, project, read back, ETag. A
 * write answers with the body that a read would answer with, read in the transaction of the write.
 *
 * @param <C> commands
 * @param <S> the state of the stream
 * @param <V> the body of an answer
 */
public final class Resource<C, S, V> {

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final StreamType<C, ?, S> type;
  private final String path;
  private final Body<V> body;
  private final WriteCheck<S> rule;

  Resource(
      ApiCommands commands,
      DatabaseReads reads,
      StreamType<C, ?, S> type,
      String path,
      Body<V> body) {
    this(commands, reads, type, path, body, (_, _, _) -> Mono.empty());
  }

  private Resource(
      ApiCommands commands,
      DatabaseReads reads,
      StreamType<C, ?, S> type,
      String path,
      Body<V> body,
      WriteCheck<S> rule) {
    this.commands = commands;
    this.reads = reads;
    this.type = type;
    this.path = path;
    this.body = body;
    this.rule = rule;
  }

  /**
   * A rule over several streams that depends on how a write changed one of them, such as that a new
   * name is distinct.
   */
  @FunctionalInterface
  public interface WriteCheck<S> {
    /**
     * @param unit in which the write is decided; its views show the state after it
     * @return an error with a {@link Rejection} if the rule is broken
     */
    Mono<Void> check(UnitOfWork unit, S before, LoadedStream<S> after);
  }

  /** The same resource, whose writes also keep a rule over several streams. */
  public Resource<C, S, V> keeping(CrossStreamCheck kept) {
    return checking(
        (unit, _, after) -> kept.check(unit, after.stream().user(), List.of(after.stream())));
  }

  /** The same resource, whose creations and changes are checked after their projection. */
  public Resource<C, S, V> checking(WriteCheck<S> check) {
    return new Resource<>(commands, reads, type, path, body, check);
  }

  record Body<V>(Class<V> type, ToIntFunction<V> version, Resources.Reader<V> reader) {}

  /** 200 with the ETag, or 404. */
  public Mono<ResponseEntity<V>> show(Caller caller, UUID id) {
    return reads
        .read(caller.user(), session -> body.reader().read(session, caller, id))
        .switchIfEmpty(Mono.error(() -> type.notFound(id)))
        .map(found -> CommandResponse.found(found, version(found)));
  }

  /** 201 with the ETag and the location. */
  public Mono<ResponseEntity<V>> create(Caller caller, UUID id, C command) {
    return create(caller, id, _ -> Mono.just(command));
  }

  /**
   * The same with a command that depends on what its transaction reads.
   *
   * @param command may refuse
   */
  public Mono<ResponseEntity<V>> create(
      Caller caller, UUID id, Function<UnitOfWork, Mono<C>> command) {
    return commands.run(
        caller,
        body.type(),
        unit ->
            command
                .apply(unit)
                .map(wanted -> decide(unit, caller, absent(caller, id), List.of(wanted)))
                .flatMap(next -> read(unit, caller, type.initial(), next))
                .map(made -> CommandResponse.created(made, version(made), path + "/" + id)));
  }

  /** 200 with the new ETag; 404 without a stream. */
  public Mono<ResponseEntity<V>> change(Caller caller, UUID id, C command) {
    return change(caller, id, (_, _) -> Mono.just(List.of(command)));
  }

  /**
   * The same with commands that depend on the state and on what the transaction reads.
   *
   * @param wanted decided one after the other, as one change
   */
  public Mono<ResponseEntity<V>> change(
      Caller caller, UUID id, BiFunction<UnitOfWork, S, Mono<List<C>>> wanted) {
    return commands.run(
        caller,
        body.type(),
        unit ->
            existing(unit, caller, id)
                .flatMap(
                    loadedStream ->
                        wanted
                            .apply(unit, loadedStream.state())
                            .map(commands -> decide(unit, caller, loadedStream, commands))
                            .flatMap(next -> read(unit, caller, loadedStream.state(), next)))
                .map(changed -> CommandResponse.ok(changed, version(changed))));
  }

  /**
   * 200 with the new ETag, for a resource that may have no stream yet.
   *
   * @param wanted reads whether there is such a resource and refuses if there is none
   */
  public Mono<ResponseEntity<V>> changeShown(
      Caller caller, UUID id, Function<UnitOfWork, Mono<List<C>>> wanted) {
    return commands.run(
        caller,
        body.type(),
        unit ->
            wanted
                .apply(unit)
                .flatMap(
                    commands ->
                        unit.load(type, type.id(caller.user(), id))
                            .flatMap(
                                loadedStream ->
                                    read(
                                        unit,
                                        caller,
                                        loadedStream.state(),
                                        decide(unit, caller, loadedStream, commands))))
                .map(changed -> CommandResponse.ok(changed, version(changed))));
  }

  /** 204; 404 without a stream. */
  public Mono<ResponseEntity<Void>> remove(Caller caller, UUID id, C command) {
    return commands.run(
        caller,
        Void.class,
        unit ->
            existing(unit, caller, id)
                .map(loadedStream -> decide(unit, caller, loadedStream, List.of(command)))
                .thenReturn(CommandResponse.noContent()));
  }

  private LoadedStream<S> absent(Caller caller, UUID id) {
    return type.absent(caller.user(), id);
  }

  /** In the version that the caller has seen. */
  private Mono<LoadedStream<S>> existing(UnitOfWork unit, Caller caller, UUID id) {
    return unit.load(type, type.id(caller.user(), id))
        .map(
            loadedStream -> {
              if (!loadedStream.exists()) {
                throw type.notFound(id);
              }
              caller.demandVersion(loadedStream.userVersion());
              return loadedStream;
            });
  }

  private LoadedStream<S> decide(
      UnitOfWork unit, Caller caller, LoadedStream<S> loadedStream, List<C> commands) {
    return caller.decideAll(unit, type, loadedStream, commands);
  }

  private Mono<V> read(UnitOfWork unit, Caller caller, S before, LoadedStream<S> after) {
    UUID id = after.stream().id();
    return unit.project()
        .then(Mono.defer(() -> rule.check(unit, before, after)))
        .then(Mono.defer(() -> body.reader().read(unit.session(), caller, id)))
        .switchIfEmpty(Mono.error(() -> type.notFound(id)));
  }

  private int version(V shown) {
    return body.version().applyAsInt(shown);
  }
}
