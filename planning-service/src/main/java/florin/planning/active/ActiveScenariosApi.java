package florin.planning.active;

import static florin.planning.active.ActiveScenariosCodec.ACTIVE_SCENARIOS;

import florin.journal.UnitOfWork;
import florin.journal.stream.LoadedStream;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.planning.scenario.Scenario;
import florin.planning.scenario.ScenarioLookups;
import florin.planning.scenario.ScenarioQueries;
import florin.planning.scenario.ScenarioResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/scenarios/{id}/active")
@Tag(name = "Scenarios", description = "What-if plans")
class ActiveScenariosApi {

  private final ApiCommands commands;
  private final ScenarioLookups scenarios;
  private final ScenarioQueries queries;

  ActiveScenariosApi(ApiCommands commands, ScenarioLookups scenarios, ScenarioQueries queries) {
    this.commands = commands;
    this.scenarios = scenarios;
    this.queries = queries;
  }

  @PutMapping
  @Operation(
      summary = "Makes a scenario the one that counts in its currency",
      description =
          "Safe-to-spend subtracts the bills of the active scenario, and goals without an account"
              + " count its allocations. Until one is chosen, and while the chosen one is deleted,"
              + " the oldest that is not deleted is active. The choice can be undone like every"
              + " other change. The scenario's version stays the same.")
  Mono<ResponseEntity<ScenarioResponse>> choose(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return commands.run(
        caller,
        ScenarioResponse.class,
        unit ->
            scenarios
                .loadAnyVersion(unit, caller, id)
                .flatMap(scenario -> choose(unit, caller, scenario))
                .map(row -> CommandResponse.ok(row, row.version())));
  }

  private Mono<ScenarioResponse> choose(
      UnitOfWork unit, Caller caller, LoadedStream<Scenario> scenario) {
    caller.demandVersion(scenario.userVersion());
    Scenario.Live live = ScenarioLookups.live(scenario);
    return unit.load(ACTIVE_SCENARIOS, ActiveScenariosCodec.stream(caller.user()))
        .map(
            active ->
                unit.decide(
                    ACTIVE_SCENARIOS,
                    active,
                    new ActiveScenariosCommand.Choose(
                        live.startingBalance().currency(),
                        Optional.of(scenario.stream().id()),
                        caller.at()),
                    caller.newChange()))
        .flatMap(_ -> queries.written(unit, caller.user(), scenario.stream().id()));
  }
}
