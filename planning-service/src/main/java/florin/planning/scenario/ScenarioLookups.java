package florin.planning.scenario;

import static florin.planning.scenario.ScenarioCodec.SCENARIOS;

import florin.journal.UnitOfWork;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.field.FieldChecks;
import florin.journal.web.problem.ProblemType;
import florin.planning.problem.PlanningProblem;
import florin.planning.validation.PlanNames;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads scenarios and accounts in the transaction of a command, before it is decided. */
@Component
public final class ScenarioLookups {

  private final ScenarioQueries queries;

  ScenarioLookups(ScenarioQueries queries) {
    this.queries = queries;
  }

  /** A scenario of the caller's, in the version that the caller has seen. */
  public Mono<LoadedStream<Scenario>> load(UnitOfWork unit, Caller caller, UUID scenario) {
    return loadAnyVersion(unit, caller, scenario)
        .map(
            loadedStream -> {
              caller.demandVersion(loadedStream.userVersion());
              return loadedStream;
            });
  }

  /** A scenario of the caller's, in whatever version. */
  public Mono<LoadedStream<Scenario>> loadAnyVersion(
      UnitOfWork unit, Caller caller, UUID scenario) {
    return unit.load(SCENARIOS, SCENARIOS.id(caller.user(), scenario))
        .map(
            loadedStream -> {
              if (!loadedStream.exists()) {
                throw SCENARIOS.notFound(scenario);
              }
              return loadedStream;
            });
  }

  /** Demands that no other scenario has the name that one was given. */
  public static Mono<Void> distinct(UnitOfWork unit, Scenario before, LoadedStream<Scenario> next) {
    return PlanNames.SCENARIOS.demandDistinct(
        unit, next.stream(), Scenario.name(before), Scenario.name(next.state()));
  }

  /**
   * A scenario as it is.
   *
   * @throws Rejection {@code scenario-deleted}
   */
  public static Scenario.Live live(LoadedStream<Scenario> loadedStream) {
    return switch (loadedStream.state()) {
      case Scenario.Live live -> live;
      case Scenario.Deleted _ ->
          throw new Rejection(
              PlanningProblem.SCENARIO_DELETED,
              "scenario: " + loadedStream.stream().id() + " (restore it first)");
      case Scenario.Absent() -> throw SCENARIOS.notFound(loadedStream.stream().id());
    };
  }

  /** An account of the caller; empty without an account. */
  public Mono<Optional<ScenarioCommand.Account>> account(
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

  public static Rejection notFound(String what, UUID id) {
    return new Rejection(ProblemType.NOT_FOUND.code(), what + ": " + id);
  }

  private static Rejection unknown(UUID account) {
    return FieldChecks.unknownAccount(account, "accountId", "/accountId");
  }
}
