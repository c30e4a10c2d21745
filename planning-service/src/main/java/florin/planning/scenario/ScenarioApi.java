package florin.planning.scenario;

import static florin.planning.scenario.ScenarioCodec.SCENARIOS;

import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.stream.Ids;
import florin.journal.web.Caller;
import florin.journal.web.Page;
import florin.journal.web.PatchField;
import florin.journal.web.Resource;
import florin.journal.web.Resources;
import florin.journal.web.field.FieldChecks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/scenarios")
@Tag(name = "Scenarios", description = "What-if plans")
class ScenarioApi {

  private static final String CURSOR =
      "The field next of the page before; it holds for the same query only";
  private static final String LIMIT = "How many items a page has: 1 to 500, by default 50";

  private final ScenarioQueries queries;
  private final ScenarioLookups lookups;
  private final Resources resources;
  private final Resource<ScenarioCommand, Scenario, ScenarioResponse> scenarios;

  ScenarioApi(ScenarioQueries queries, ScenarioLookups lookups, Resources resources) {
    this.queries = queries;
    this.lookups = lookups;
    this.resources = resources;
    this.scenarios =
        resources
            .of(
                SCENARIOS,
                "/api/scenarios",
                ScenarioResponse.class,
                ScenarioResponse::version,
                (session, caller, id) -> queries.scenario(session, caller.user(), id))
            .checking(ScenarioLookups::distinct);
  }

  @Schema(requiredProperties = {"name", "startingBalance"})
  record CreateScenarioRequest(
      @Nullable @Schema(description = "1 to 120 characters; needed") String name,
      @Nullable
          @Schema(
              description =
                  "The balance to plan from; needed. Its currency is the scenario's for ever")
          Money startingBalance,
      @Nullable
          @Schema(
              description =
                  "The account that the balance is on and that bills are paid from, in the same"
                      + " currency")
          UUID accountId) {}

  record UpdateScenarioRequest(
      @Schema(description = "1 to 120 characters") PatchField<String> name,
      @Schema(description = "The balance to plan from, in the scenario's currency")
          PatchField<Money> startingBalance,
      @Schema(description = "The account; null clears it") PatchField<@Nullable UUID> accountId) {

    boolean rebases() {
      return startingBalance.present() || accountId.present();
    }
  }

  @GetMapping
  @Operation(summary = "Lists scenarios, newest first")
  Mono<Page<ScenarioResponse>> list(
      Caller caller,
      @Parameter(description = "Whether deleted scenarios are listed too")
          @RequestParam(defaultValue = "false")
          boolean includeDeleted,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit) {
    return resources
        .page(
            caller,
            "scenarios " + includeDeleted,
            limit,
            cursor,
            (session, after, size) ->
                queries.scenarios(session, caller.user(), includeDeleted, pageStart(after), size),
            ScenarioApi::place)
        .map(page -> page.map(ScenarioQueries.ListedScenario::row));
  }

  @ResponseStatus(HttpStatus.CREATED)
  @PostMapping
  @Operation(summary = "Creates a scenario")
  Mono<ResponseEntity<ScenarioResponse>> create(
      Caller caller, @RequestBody CreateScenarioRequest body) {
    UUID id = Ids.next();
    String name = FieldChecks.required(body.name(), "name");
    Money balance = FieldChecks.required(body.startingBalance(), "startingBalance");
    return scenarios.create(
        caller,
        id,
        unit ->
            lookups
                .account(unit, caller, Optional.ofNullable(body.accountId()))
                .map(
                    account ->
                        new ScenarioCommand.Create(id, name, balance, account, caller.at())));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a scenario")
  Mono<ResponseEntity<ScenarioResponse>> show(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return scenarios.show(caller, id);
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Renames a scenario or plans from another balance or account")
  Mono<ResponseEntity<ScenarioResponse>> revise(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @RequestBody UpdateScenarioRequest body) {
    return scenarios.change(
        caller,
        id,
        (unit, state) -> {
          Scenario.Live live = last(state, id);
          ScenarioCommand rename =
              new ScenarioCommand.Rename(
                  id, body.name().orCurrent(live.name(), "name"), caller.at());
          return body.rebases()
              ? rebase(unit, caller, id, live, body).map(rebase -> List.of(rename, rebase))
              : Mono.just(List.of(rename));
        });
  }

  private Mono<ScenarioCommand> rebase(
      UnitOfWork unit, Caller caller, UUID id, Scenario.Live live, UpdateScenarioRequest body) {
    Money balance = body.startingBalance().orCurrent(live.startingBalance(), "startingBalance");
    Mono<Optional<ScenarioCommand.Account>> account =
        body.accountId().present()
            ? lookups.account(unit, caller, body.accountId().value())
            : Mono.just(live.inItsCurrency());
    return account.map(found -> new ScenarioCommand.Rebase(id, balance, found, caller.at()));
  }

  /** A scenario as it is, or as it was when it was deleted. */
  private static Scenario.Live last(Scenario state, UUID id) {
    return switch (state) {
      case Scenario.Live live -> live;
      case Scenario.Deleted(Scenario.Live last) -> last;
      case Scenario.Absent() -> throw SCENARIOS.notFound(id);
    };
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @DeleteMapping("/{id}")
  @Operation(summary = "Deletes a scenario; it can be restored")
  Mono<ResponseEntity<Void>> delete(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return scenarios.remove(caller, id, new ScenarioCommand.Delete(id, caller.at()));
  }

  @PostMapping("/{id}/restore")
  @Operation(summary = "Brings a deleted scenario back with its bills")
  Mono<ResponseEntity<ScenarioResponse>> restore(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return scenarios.change(caller, id, new ScenarioCommand.Restore(id, caller.at()));
  }

  private static ScenarioQueries.@Nullable ScenarioPageStart pageStart(List<String> after) {
    return after.isEmpty()
        ? null
        : new ScenarioQueries.ScenarioPageStart(
            Instant.parse(after.getFirst()), UUID.fromString(after.getLast()));
  }

  private static List<String> place(ScenarioQueries.ListedScenario last) {
    return List.of(last.createdAt().toString(), last.row().id().toString());
  }
}
