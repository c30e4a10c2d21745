package florin.journal.web;

import florin.journal.Commands;
import florin.journal.Detached;
import florin.journal.Ids;
import florin.journal.Rejection;
import florin.journal.Session;
import florin.journal.UnitOfWork;
import java.time.Duration;
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

  /** Longer than any call to a provider may take. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private final Commands commands;
  private final Idempotency idempotency;

  public ApiCommands(Commands commands, JsonMapper json) {
    this(commands, new Idempotency(json));
  }

  ApiCommands(Commands commands, Idempotency idempotency) {
    this.commands = commands;
    this.idempotency = idempotency;
  }

  /** The response to a request: of this execution, or stored by an earlier one. */
  sealed interface Answer<T> {

    record Executed<T>(Reply<T> reply) implements Answer<T> {}

    record Stored<T>(StoredResponse response) implements Answer<T> {}
  }

  /**
   * Runs one command as the caller.
   *
   * @param type of the body, as it is written
   */
  public <T> Mono<ResponseEntity<T>> run(
      Caller caller, Class<T> type, Function<UnitOfWork, Mono<Reply<T>>> body) {
    return commands
        .run(caller.user(), unit -> once(caller, type, unit, body))
        .flatMap(ApiCommands::entity);
  }

  /**
   * Runs a write that also has an effect outside the database: a leased row first, committed, so
   * that a repetition waits; then the effect, without a transaction; then the command. If the
   * effect fails the lease is given back. Who lost the lease to a repetition commits nothing. A
   * write that has begun goes on when its client leaves.
   *
   * @throws Rejection {@code request-running} under somebody else's lease, or when ours was lost
   */
  public <T, O> Mono<ResponseEntity<T>> runLeased(
      Caller caller,
      Class<T> type,
      Mono<O> outside,
      BiFunction<UnitOfWork, O, Mono<Reply<T>>> body) {
    return Detached.from(
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
      BiFunction<UnitOfWork, O, Mono<Reply<T>>> body) {
    UUID lease = Ids.next();
    return commands
        .run(caller.user(), unit -> foundOrLeased(caller, key, unit.session(), lease))
        .flatMap(
            found ->
                found
                    .map(response -> entity(new Answer.Stored<T>(response)))
                    .orElseGet(() -> effective(caller, key, type, lease, outside, body)));
  }

  <T> Mono<Answer<T>> once(
      Caller caller, Class<T> type, UnitOfWork unit, Function<UnitOfWork, Mono<Reply<T>>> body) {
    if (caller.idempotency().isEmpty()) {
      return body.apply(unit).map(Answer.Executed::new);
    }
    Caller.IdempotencyKey key = caller.idempotency().get();
    return idempotency
        .find(unit.session(), caller.user(), key)
        .flatMap(
            found ->
                found
                    .map(response -> Mono.<Answer<T>>just(new Answer.Stored<>(response)))
                    .orElseGet(() -> stored(caller, key, type, unit, body)));
  }

  <T> Mono<Answer<T>> stored(
      Caller caller,
      Caller.IdempotencyKey key,
      Class<T> type,
      UnitOfWork unit,
      Function<UnitOfWork, Mono<Reply<T>>> body) {
    return body.apply(unit)
        .flatMap(
            reply ->
                idempotency
                    .store(unit.session(), caller.user(), key, reply, type)
                    .thenReturn(new Answer.Executed<>(reply)));
  }

  private Mono<Optional<StoredResponse>> foundOrLeased(
      Caller caller, Caller.IdempotencyKey key, Session session, UUID lease) {
    return idempotency
        .find(session, caller.user(), key)
        .flatMap(
            found ->
                found.isPresent()
                    ? Mono.just(found)
                    : idempotency
                        .lease(session, caller.user(), key, lease, LEASE)
                        .thenReturn(found));
  }

  private <T, O> Mono<ResponseEntity<T>> effective(
      Caller caller,
      Caller.IdempotencyKey key,
      Class<T> type,
      UUID lease,
      Mono<O> outside,
      BiFunction<UnitOfWork, O, Mono<Reply<T>>> body) {
    return outside
        .flatMap(
            effect ->
                commands.run(
                    caller.user(),
                    unit ->
                        fenced(caller, key, lease, unit)
                            .then(
                                Mono.defer(
                                    () ->
                                        stored(
                                            caller, key, type, unit, u -> body.apply(u, effect))))))
        .flatMap(ApiCommands::entity)
        .onErrorResume(
            failure ->
                commands
                    .run(
                        caller.user(),
                        unit -> idempotency.release(unit.session(), caller.user(), key, lease))
                    .onErrorComplete()
                    .then(Mono.error(failure)));
  }

  private Mono<Void> fenced(Caller caller, Caller.IdempotencyKey key, UUID lease, UnitOfWork unit) {
    return idempotency
        .holds(unit.session(), caller.user(), key, lease)
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

  /** What the handler returns; a stored response ends it with {@link StoredResponse.Signal}. */
  static <T> Mono<ResponseEntity<T>> entity(Answer<T> answer) {
    return switch (answer) {
      case Answer.Executed<T>(Reply<T> reply) -> Mono.just(entity(reply));
      case Answer.Stored<T>(StoredResponse response) ->
          Mono.error(new StoredResponse.Signal(response));
    };
  }

  private static <T> ResponseEntity<T> entity(Reply<T> reply) {
    HttpHeaders headers = new HttpHeaders();
    reply.version().ifPresent(version -> headers.setETag("\"" + version + "\""));
    reply.location().ifPresent(headers::setLocation);
    return new ResponseEntity<>(reply.body().orElse(null), headers, reply.status());
  }
}
