package florin.planning.scenario;

import florin.journal.Loaded;
import florin.journal.Rejection;
import florin.journal.StreamId;
import florin.journal.UnitOfWork;
import florin.journal.web.Caller;
import florin.journal.web.ProblemType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What both APIs read, inside the command's transaction, before they decide. */
@Component
final class ScenarioStreams {

  private final ScenarioQueries queries;

  ScenarioStreams(ScenarioQueries queries) {
    this.queries = queries;
  }

  /** A scenario of the caller's, in the version that the caller has seen. */
  Mono<Loaded<Scenario>> load(UnitOfWork unit, Caller caller, UUID scenario) {
    return unit.load(
            Scenario.DECIDER, new StreamId(caller.user(), Scenario.DECIDER.streamType(), scenario))
        .map(
            loaded -> {
              if (!loaded.exists()) {
                throw notFound("scenario", scenario);
              }
              caller.demand(loaded.userVersion());
              return loaded;
            });
  }

  /** An account of the caller's; empty if none is asked for. */
  Mono<Optional<ScenarioCommand.Account>> account(
      UnitOfWork unit, Caller caller, Optional<UUID> account) {
    return Mono.justOrEmpty(account)
        .flatMap(
            id ->
                queries
                    .account(unit.session(), caller.user(), id)
                    .switchIfEmpty(Mono.error(() -> unknown(id))))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  static Rejection notFound(String what, UUID id) {
    return new Rejection(ProblemType.NOT_FOUND.code(), what + ": " + id);
  }

  private static Rejection unknown(UUID account) {
    return new Rejection(
        ProblemType.ACCOUNT_NOT_KNOWN_YET.code(), "accountId: " + account, "/accountId");
  }
}
