package florin.journal.web;

import florin.journal.UnitOfWork;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Decider;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamType;
import florin.journal.web.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The user of a request, and its conditions. A handler that takes one gets it from the token; its
 * query parameters are then exactly those it declares.
 *
 * @param user of the token, never of the body or a header
 * @param at when the request came
 * @param ifMatch the version that the client has seen, if the request has the header
 * @param idempotency recognises a repetition, if the request has the header
 */
@Hidden
public record Caller(
    UUID user, Instant at, Optional<Integer> ifMatch, Optional<IdempotencyKey> idempotency) {

  /**
   * Recognises a repeated write.
   *
   * @param bodyHash SHA-256 of the body; of its canonical form if it is JSON
   */
  public record IdempotencyKey(String method, String route, String key, byte[] bodyHash) {}

  /** A new change of this user's. */
  public Change newChange() {
    return Change.by(Actor.USER, user, at);
  }

  /**
   * Decides a command on what was loaded, as a new change.
   *
   * @throws Rejection {@code version-mismatch}, or what the decider refuses
   */
  public <C, E, S> LoadedStream<S> decide(
      UnitOfWork unit, Decider<C, E, S> decider, LoadedStream<S> loadedStream, C command) {
    return decideAll(unit, decider, loadedStream, List.of(command));
  }

  public <C, E, S> LoadedStream<S> decide(
      UnitOfWork unit, StreamType<C, E, S> type, LoadedStream<S> loadedStream, C command) {
    return decideAll(unit, type.decider(), loadedStream, List.of(command));
  }

  public <C, E, S> LoadedStream<S> decideAll(
      UnitOfWork unit,
      StreamType<C, E, S> type,
      LoadedStream<S> loadedStream,
      List<? extends C> commands) {
    return decideAll(unit, type.decider(), loadedStream, commands);
  }

  /** The same with several commands, one after the other, as one change. */
  public <C, E, S> LoadedStream<S> decideAll(
      UnitOfWork unit,
      Decider<C, E, S> decider,
      LoadedStream<S> loadedStream,
      List<? extends C> commands) {
    demandVersion(loadedStream.userVersion());
    Change change = newChange();
    LoadedStream<S> now = loadedStream;
    for (C command : commands) {
      now = unit.decide(decider, now, command, change);
    }
    return now;
  }

  /**
   * Demands the version of {@code If-Match}, if there is one.
   *
   * @throws Rejection {@code version-mismatch}
   */
  public void demandVersion(int version) {
    if (ifMatch.isPresent() && ifMatch.get() != version) {
      throw new Rejection(
          ProblemType.VERSION_MISMATCH.code(),
          "If-Match: \"" + ifMatch.get() + "\" (actual: \"" + version + "\")",
          "If-Match");
    }
  }
}
