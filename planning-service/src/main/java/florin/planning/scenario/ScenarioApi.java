package florin.planning.scenario;

import florin.events.Money;
import florin.journal.Change;
import florin.journal.Ids;
import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Field;
import florin.journal.web.Page;
import florin.journal.web.Reply;
import florin.planning.terms.Given;
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
  private final Reads reads;
  private final ScenarioQueries queries;
  private final ScenarioStreams streams;
  private final Cursors cursors;

  ScenarioApi(
      ApiCommands commands,
      Reads reads,
      ScenarioQueries queries,
      ScenarioStreams streams,
      Cursors cursors) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.streams = streams;
    this.cursors = cursors;
  }

  @Schema(requiredProperties = {"name", "startingBalance"})
  record NewScenario(
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

  record ScenarioChange(
      @Schema(description = "1 to 120 characters") Field<String> name,
      @Schema(description = "The balance to plan from, in the scenario's currency")
          Field<Money> startingBalance,
      @Schema(description = "The account; null clears it") Field<UUID> accountId) {

    boolean rebases() {
      return startingBalance.present() || accountId.present();
    }
  }

  @GetMapping
  @Operation(summary = "Lists scenarios, newest first")
  Mono<Page<ScenarioRow>> list(
      Caller caller,
      @Parameter(description = "Whether deleted scenarios are listed too")
          @RequestParam(defaultValue = "false")
          boolean includeDeleted,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit) {
    int size = Cursors.limit(limit);
    String query = "scenarios/" + caller.user() + "/" + includeDeleted;
    ScenarioQueries.After after = cursor == null ? null : after(cursors.values(query, cursor));
    return reads
        .as(
            caller.user(),
            session -> queries.scenarios(session, caller.user(), includeDeleted, after, size + 1))
        .map(listed -> cursors.page(query, listed, size, ScenarioApi::place))
        .map(page -> page.map(ScenarioQueries.Listed::row));
  }

  @ResponseStatus(HttpStatus.CREATED)
  @PostMapping
  @Operation(summary = "Creates a scenario")
  Mono<ResponseEntity<ScenarioRow>> create(Caller caller, @RequestBody NewScenario body) {
    UUID id = Ids.next();
    String name = Given.required(body.name(), "name");
    Money balance = Given.required(body.startingBalance(), "startingBalance");
    return commands.run(
        caller,
        ScenarioRow.class,
        unit ->
            streams
                .account(unit, caller, Optional.ofNullable(body.accountId()))
                .map(
                    account ->
                        unit.decide(
                            Scenario.DECIDER,
                            ScenarioStreams.absent(caller, id),
                            new ScenarioCommand.Create(id, name, balance, account, caller.at()),
                            caller.change()))
                .delayUntil(
                    next -> ScenarioStreams.distinct(unit, Scenario.DECIDER.initial(), next))
                .flatMap(_ -> queries.written(unit, caller.user(), id))
                .map(row -> Reply.created(row, row.version(), "/api/scenarios/" + id)));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a scenario")
  Mono<ResponseEntity<ScenarioRow>> show(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return reads
        .as(caller.user(), session -> queries.scenario(session, caller.user(), id))
        .switchIfEmpty(Mono.error(() -> ScenarioStreams.notFound("scenario", id)))
        .map(row -> Reply.found(row, row.version()));
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Renames a scenario or plans from another balance or account")
  Mono<ResponseEntity<ScenarioRow>> revise(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @RequestBody ScenarioChange body) {
    Change change = caller.change();
    return commands.run(
        caller,
        ScenarioRow.class,
        unit ->
            streams
                .load(unit, caller, id)
                .flatMap(
                    loaded ->
                        rebase(
                                unit,
                                caller,
                                rename(unit, caller, loaded, body, change),
                                body,
                                change)
                            .delayUntil(
                                next -> ScenarioStreams.distinct(unit, loaded.state(), next)))
                .flatMap(_ -> queries.written(unit, caller.user(), id))
                .map(row -> Reply.ok(row, row.version())));
  }

  private static Loaded<Scenario> rename(
      UnitOfWork unit, Caller caller, Loaded<Scenario> loaded, ScenarioChange body, Change change) {
    UUID id = loaded.stream().id();
    String name = Given.orStay(body.name(), ScenarioStreams.last(loaded).name(), "name");
    return unit.decide(
        Scenario.DECIDER, loaded, new ScenarioCommand.Rename(id, name, caller.at()), change);
  }

  private Mono<Loaded<Scenario>> rebase(
      UnitOfWork unit, Caller caller, Loaded<Scenario> loaded, ScenarioChange body, Change change) {
    if (!body.rebases()) {
      return Mono.just(loaded);
    }
    Scenario.Live live = ScenarioStreams.last(loaded);
    Money balance = Given.orStay(body.startingBalance(), live.startingBalance(), "startingBalance");
    Mono<Optional<ScenarioCommand.Account>> account =
        body.accountId().present()
            ? streams.account(unit, caller, body.accountId().value())
            : Mono.just(live.inItsCurrency());
    return account.map(
        found ->
            unit.decide(
                Scenario.DECIDER,
                loaded,
                new ScenarioCommand.Rebase(loaded.stream().id(), balance, found, caller.at()),
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
                    loaded ->
                        unit.decide(
                            Scenario.DECIDER,
                            loaded,
                            new ScenarioCommand.Delete(id, caller.at()),
                            caller.change()))
                .thenReturn(Reply.noContent()));
  }

  @PostMapping("/{id}/restore")
  @Operation(summary = "Brings a deleted scenario back with its bills")
  Mono<ResponseEntity<ScenarioRow>> restore(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return change(caller, id, _ -> new ScenarioCommand.Restore(id, caller.at()));
  }

  private interface Command {
    ScenarioCommand in(Scenario state);
  }

  private Mono<ResponseEntity<ScenarioRow>> change(Caller caller, UUID id, Command command) {
    return commands.run(
        caller,
        ScenarioRow.class,
        unit ->
            streams
                .load(unit, caller, id)
                .flatMap(
                    loaded ->
                        Mono.just(
                                unit.decide(
                                    Scenario.DECIDER,
                                    loaded,
                                    command.in(loaded.state()),
                                    caller.change()))
                            .delayUntil(
                                next -> ScenarioStreams.distinct(unit, loaded.state(), next)))
                .flatMap(_ -> queries.written(unit, caller.user(), id))
                .map(row -> Reply.ok(row, row.version())));
  }

  private static ScenarioQueries.After after(List<String> values) {
    return new ScenarioQueries.After(
        Instant.parse(values.getFirst()), UUID.fromString(values.getLast()));
  }

  private static List<String> place(ScenarioQueries.Listed last) {
    return List.of(last.createdAt().toString(), last.row().id().toString());
  }
}
