package florin.journal.web;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commands that come over HTTP. With an Idempotency-Key the stored answer of the first request is
 * given again, looked up under the household lock and before {@code If-Match}; only answers that
 * came with a commit are stored, in that commit. Open for tests.
 */
public class ApiCommands {

  /** The header with the id of the change that a command made, for its undo. */
  public static final String CHANGE_ID = "Change-Id";

  /** Longer than any call to a provider may take. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final Commands commands;
  private final IdempotencyStore idempotencyStore;

  public ApiCommands(Commands commands, JsonMapper json) {
    this(commands, new IdempotencyStore(json));
  }

  ApiCommands(Commands commands, IdempotencyStore idempotencyStore) {
    this.commands = commands;
    this.idempotencyStore = idempotencyStore;
  }

  /** The response to a request: of this execution, or stored by an earlier one. */
  sealed interface CommandOutcome<T> {

    record Executed<T>(CommandResponse<T> reply) implements CommandOutcome<T> {}

    record Stored<T>(StoredResponse response) implements CommandOutcome<T> {}
  }

  /**
   * Runs one command as the caller.
   *
   * @param type of the body, as it is written
   */
  public <T> Mono<ResponseEntity<T>> run(
      Caller caller, Class<T> type, Function<UnitOfWork, Mono<CommandResponse<T>>> body) {
    return commands
        .run(caller.user(), unit -> runOnce(caller, type, unit, body))
        .flatMap(ApiCommands::toResponseEntity);
  }

  /**
   * Runs a write that also has an effect outside the database: a leased row first, committed, so
   * that a repetition waits; then the effect, without a transaction; then the command. If the
   * effect fails the lease is given back. A command that lost its lease to a repetition commits
   * nothing. A write that has begun goes on when its client leaves.
   *
   * @throws Rejection {@code request-running} while another request holds the lease, or after the
   *     lease was lost
   */
  public <T, O> Mono<ResponseEntity<T>> runLeased(
      Caller caller,
      Class<T> type,
      Mono<O> outside,
      BiFunction<UnitOfWork, O, Mono<CommandResponse<T>>> body) {
    return NonCancellable.run(
        caller
            .idempotency()
            .map(key -> leased(caller, key, type, outside, body))
            .orElseGet(
                () ->
                    outside.flatMap(
                        effect -> run(caller, type, unit -> body.apply(unit, effect)))));
  }

  private <T, O> Mono<ResponseEntity<T>> leased(
      Caller caller,
      Caller.IdempotencyKey key,
      Class<T> type,
      Mono<O> outside,
      BiFunction<UnitOfWork, O, Mono<CommandResponse<T>>> body) {
    UUID lease = Ids.next();
    return commands
        .run(caller.user(), unit -> foundOrLeased(caller, key, unit.session(), lease))
        .flatMap(
            found ->
                found
                    .map(response -> toResponseEntity(new CommandOutcome.Stored<T>(response)))
                    .orElseGet(() -> runWithEffect(caller, key, type, lease, outside, body)));
  }

  <T> Mono<CommandOutcome<T>> runOnce(
      Caller caller,
      Class<T> type,
      UnitOfWork unit,
      Function<UnitOfWork, Mono<CommandResponse<T>>> body) {
    if (caller.idempotency().isEmpty()) {
      return body.apply(unit).map(reply -> new CommandOutcome.Executed<>(named(unit, reply)));
    }
    Caller.IdempotencyKey key = caller.idempotency().get();
    return idempotencyStore
        .find(unit.session(), caller.user(), key)
        .flatMap(
            found ->
                found
                    .map(
                        response ->
                            Mono.<CommandOutcome<T>>just(new CommandOutcome.Stored<>(response)))
                    .orElseGet(() -> runAndStore(caller, key, type, unit, body)));
  }

  <T> Mono<CommandOutcome<T>> runAndStore(
      Caller caller,
      Caller.IdempotencyKey key,
      Class<T> type,
      UnitOfWork unit,
      Function<UnitOfWork, Mono<CommandResponse<T>>> body) {
    return body.apply(unit)
        .map(reply -> named(unit, reply))
        .flatMap(
            commandResponse ->
                idempotencyStore
                    .store(unit.session(), caller.user(), key, commandResponse, type)
                    .thenReturn(new CommandOutcome.Executed<>(commandResponse)));
  }

  /** With the id of the user's change, if the command made exactly one. */
  private static <T> CommandResponse<T> named(UnitOfWork unit, CommandResponse<T> reply) {
    List<UUID> changes =
        unit.decided().stream()
            .map(PendingEvent::change)
            .filter(change -> change.actor().isUser())
            .map(Change::id)
            .distinct()
            .limit(2)
            .toList();
    return changes.size() == 1 ? reply.of(changes.getFirst()) : reply;
  }

  private Mono<Optional<StoredResponse>> foundOrLeased(
      Caller caller, Caller.IdempotencyKey key, Session session, UUID lease) {
    return idempotencyStore
        .find(session, caller.user(), key)
        .flatMap(
            found ->
                found.isPresent()
                    ? Mono.just(found)
                    : idempotencyStore
                        .lease(session, caller.user(), key, lease, LEASE)
                        .thenReturn(found));
  }

  private <T, O> Mono<ResponseEntity<T>> runWithEffect(
      Caller caller,
      Caller.IdempotencyKey key,
      Class<T> type,
      UUID lease,
      Mono<O> outside,
      BiFunction<UnitOfWork, O, Mono<CommandResponse<T>>> body) {
    return outside
        .flatMap(
            effect ->
                commands.run(
                    caller.user(),
                    unit ->
                        demandLease(caller, key, lease, unit)
                            .then(
                                Mono.defer(
                                    () ->
                                        runAndStore(
                                            caller, key, type, unit, u -> body.apply(u, effect))))))
        .flatMap(ApiCommands::toResponseEntity)
        .onErrorResume(
            failure ->
                commands
                    .run(
                        caller.user(),
                        unit -> idempotencyStore.release(unit.session(), caller.user(), key, lease))
                    .onErrorComplete()
                    .then(Mono.error(failure)));
  }

  private Mono<Void> demandLease(
      Caller caller, Caller.IdempotencyKey key, UUID lease, UnitOfWork unit) {
    return idempotencyStore
        .holdsLease(unit.session(), caller.user(), key, lease)
        .filter(Boolean::booleanValue)
        .switchIfEmpty(
            Mono.error(
                () ->
                    new Rejection(
                        ProblemType.REQUEST_RUNNING.code(),
                        "Idempotency-Key: '" + key.key() + "' was taken over by a repetition",
                        "Idempotency-Key")))
        .then();
  }

  /** The response of the handler; a stored response ends it with {@link StoredResponse.Signal}. */
  static <T> Mono<ResponseEntity<T>> toResponseEntity(CommandOutcome<T> commandOutcome) {
    return switch (commandOutcome) {
      case CommandOutcome.Executed<T>(CommandResponse<T> commandResponse) ->
          Mono.just(toResponseEntity(commandResponse));
      case CommandOutcome.Stored<T>(StoredResponse response) ->
          Mono.error(new StoredResponse.Signal(response));
    };
  }

  private static <T> ResponseEntity<T> toResponseEntity(CommandResponse<T> commandResponse) {
    HttpHeaders headers = new HttpHeaders();
    commandResponse.version().ifPresent(version -> headers.setETag("\"" + version + "\""));
    commandResponse.location().ifPresent(headers::setLocation);
    commandResponse.changeId().ifPresent(id -> headers.set(CHANGE_ID, id.toString()));
    return new ResponseEntity<>(
        commandResponse.body().orElse(null), headers, commandResponse.status());
  }
}
