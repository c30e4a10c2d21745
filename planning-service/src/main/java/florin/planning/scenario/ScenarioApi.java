package florin.planning.scenario;

import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.PatchField;
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

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final ScenarioQueries queries;
  private final ScenarioLookups streams;
  private final Cursors cursors;

  ScenarioApi(
      ApiCommands commands,
      DatabaseReads reads,
      ScenarioQueries queries,
      ScenarioLookups streams,
      Cursors cursors) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.streams = streams;
    this.cursors = cursors;
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
    int size = Cursors.limit(limit);
    String query = "scenarios/" + caller.user() + "/" + includeDeleted;
    ScenarioQueries.ScenarioPageStart scenarioPageStart =
        cursor == null ? null : after(cursors.values(query, cursor));
    return reads
        .read(
            caller.user(),
            session ->
                queries.scenarios(
                    session, caller.user(), includeDeleted, scenarioPageStart, size + 1))
        .map(listed -> cursors.page(query, listed, size, ScenarioApi::place))
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
    return commands.run(
        caller,
        ScenarioResponse.class,
        unit ->
            streams
                .account(unit, caller, Optional.ofNullable(body.accountId()))
                .map(
                    account ->
                        unit.decide(
                            Scenario.DECIDER,
                            ScenarioLookups.absent(caller, id),
                            new ScenarioCommand.Create(id, name, balance, account, caller.at()),
                            caller.newChange()))
                .delayUntil(
                    next -> ScenarioLookups.distinct(unit, Scenario.DECIDER.initial(), next))
                .flatMap(_ -> queries.written(unit, caller.user(), id))
                .map(row -> CommandResponse.created(row, row.version(), "/api/scenarios/" + id)));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a scenario")
  Mono<ResponseEntity<ScenarioResponse>> show(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> queries.scenario(session, caller.user(), id))
        .switchIfEmpty(Mono.error(() -> ScenarioLookups.notFound("scenario", id)))
        .map(row -> CommandResponse.found(row, row.version()));
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Renames a scenario or plans from another balance or account")
  Mono<ResponseEntity<ScenarioResponse>> revise(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @RequestBody UpdateScenarioRequest body) {
    Change change = caller.newChange();
    return commands.run(
        caller,
        ScenarioResponse.class,
        unit ->
            streams
                .load(unit, caller, id)
                .flatMap(
                    loadedStream ->
                        rebase(
                                unit,
                                caller,
                                rename(unit, caller, loadedStream, body, change),
                                body,
                                change)
                            .delayUntil(
                                next -> ScenarioLookups.distinct(unit, loadedStream.state(), next)))
                .flatMap(_ -> queries.written(unit, caller.user(), id))
                .map(row -> CommandResponse.ok(row, row.version())));
  }

  private static LoadedStream<Scenario> rename(
      UnitOfWork unit,
      Caller caller,
      LoadedStream<Scenario> loadedStream,
      UpdateScenarioRequest body,
      Change change) {
    UUID id = loadedStream.stream().id();
    String name = body.name().orCurrent(ScenarioLookups.lastState(loadedStream).name(), "name");
    return unit.decide(
        Scenario.DECIDER, loadedStream, new ScenarioCommand.Rename(id, name, caller.at()), change);
  }

  private Mono<LoadedStream<Scenario>> rebase(
      UnitOfWork unit,
      Caller caller,
      LoadedStream<Scenario> loadedStream,
      UpdateScenarioRequest body,
      Change change) {
    if (!body.rebases()) {
      return Mono.just(loadedStream);
    }
    Scenario.Live live = ScenarioLookups.lastState(loadedStream);
    Money balance = body.startingBalance().orCurrent(live.startingBalance(), "startingBalance");
    Mono<Optional<ScenarioCommand.Account>> account =
        body.accountId().present()
            ? streams.account(unit, caller, body.accountId().value())
            : Mono.just(live.inItsCurrency());
    return account.map(
        found ->
            unit.decide(
                Scenario.DECIDER,
                loadedStream,
                new ScenarioCommand.Rebase(loadedStream.stream().id(), balance, found, caller.at()),
                change));
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @DeleteMapping("/{id}")
  @Operation(summary = "Deletes a scenario; it can be restored")
  Mono<ResponseEntity<Void>> delete(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return commands.run(
        caller,
        Void.class,
        unit ->
            streams
                .load(unit, caller, id)
                .map(
                    loadedStream ->
                        unit.decide(
                            Scenario.DECIDER,
                            loadedStream,
                            new ScenarioCommand.Delete(id, caller.at()),
                            caller.newChange()))
                .thenReturn(CommandResponse.noContent()));
  }

  @PostMapping("/{id}/restore")
  @Operation(summary = "Brings a deleted scenario back with its bills")
  Mono<ResponseEntity<ScenarioResponse>> restore(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return change(caller, id, _ -> new ScenarioCommand.Restore(id, caller.at()));
  }

  private interface CommandFactory {
    ScenarioCommand in(Scenario state);
  }

  private Mono<ResponseEntity<ScenarioResponse>> change(
      Caller caller, UUID id, CommandFactory commandFactory) {
    return commands.run(
        caller,
        ScenarioResponse.class,
        unit ->
            streams
                .load(unit, caller, id)
                .flatMap(
                    loadedStream ->
                        Mono.just(
                                unit.decide(
                                    Scenario.DECIDER,
                                    loadedStream,
                                    commandFactory.in(loadedStream.state()),
                                    caller.newChange()))
                            .delayUntil(
                                next -> ScenarioLookups.distinct(unit, loadedStream.state(), next)))
                .flatMap(_ -> queries.written(unit, caller.user(), id))
                .map(row -> CommandResponse.ok(row, row.version())));
  }

  private static ScenarioQueries.ScenarioPageStart after(List<String> values) {
    return new ScenarioQueries.ScenarioPageStart(
        Instant.parse(values.getFirst()), UUID.fromString(values.getLast()));
  }

  private static List<String> place(ScenarioQueries.ListedScenario last) {
    return List.of(last.createdAt().toString(), last.row().id().toString());
  }
}
