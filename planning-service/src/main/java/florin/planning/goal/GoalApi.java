package florin.planning.goal;

import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.field.FieldChecks;
import florin.journal.web.problem.ProblemType;
import florin.planning.goal.GoalQueries.Held;
import florin.planning.goal.GoalRequests.CreateGoalRequest;
import florin.planning.goal.GoalRequests.UpdateGoalRequest;
import florin.planning.validation.PlanNames;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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
@RequestMapping("/api/goals")
@Tag(
    name = "Goals",
    description = "Amounts to be saved or debts to be paid off, with their progress")
class GoalApi {

  private static final String CURSOR =
      "The field next of the page before; it holds for the same query only";
  private static final String LIMIT = "How many items a page has: 1 to 500, by default 50";

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final GoalQueries queries;
  private final Cursors cursors;

  GoalApi(ApiCommands commands, DatabaseReads reads, GoalQueries queries, Cursors cursors) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.cursors = cursors;
  }

  @GetMapping
  @Operation(summary = "Lists goals with their progress, newest first")
  Mono<Page<GoalResponse>> list(
      Caller caller,
      @Parameter(description = "Whether abandoned goals are listed too")
          @RequestParam(defaultValue = "false")
          boolean includeAbandoned,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit) {
    int size = Cursors.limit(limit);
    String query = "goals/" + caller.user() + "/" + includeAbandoned;
    GoalQueries.PageStart pageStart = cursor == null ? null : after(cursors.values(query, cursor));
    var goalSelection = new GoalQueries.GoalSelection(null, includeAbandoned, pageStart, size + 1);
    return reads
        .read(
            caller.user(),
            session -> queries.goals(session, caller.user(), caller.at(), goalSelection))
        .map(listed -> cursors.page(query, listed, size, GoalApi::place))
        .map(page -> page.map(GoalQueries.ListedGoal::row));
  }

  @ResponseStatus(HttpStatus.CREATED)
  @PostMapping
  @Operation(
      summary = "Sets a goal",
      description =
          "A goal is to save an amount or, with kind pay-off, to pay off the debt of an account."
              + " Goals on one account share its balance; see share.")
  Mono<ResponseEntity<GoalResponse>> set(Caller caller, @RequestBody CreateGoalRequest body) {
    UUID id = Ids.next();
    body.checked();
    return commands.run(
        caller,
        GoalResponse.class,
        unit ->
            held(unit, caller, Optional.ofNullable(body.accountId()))
                .map(
                    held ->
                        unit.decide(
                            Goal.DECIDER,
                            new LoadedStream<>(stream(caller, id), 0, 0, Goal.DECIDER.initial()),
                            new GoalCommand.Set(
                                body.aim(id, held), held.map(Held::currency), caller.at()),
                            caller.newChange()))
                .delayUntil(next -> distinct(unit, Goal.DECIDER.initial(), next))
                .flatMap(next -> row(unit, caller, next))
                .map(row -> CommandResponse.created(row, row.version(), "/api/goals/" + row.id())));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a goal with its progress")
  Mono<ResponseEntity<GoalResponse>> show(
      Caller caller, @Parameter(description = "The goal") @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> queries.goal(session, caller.user(), caller.at(), id))
        .switchIfEmpty(Mono.error(() -> notFound(id)))
        .map(row -> CommandResponse.found(row, row.version()));
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Revises a goal",
      description =
          "Fields that are left out stay. The currency and the kind stay for ever. An abandoned"
              + " goal must be reopened first.")
  Mono<ResponseEntity<GoalResponse>> revise(
      Caller caller,
      @Parameter(description = "The goal") @PathVariable UUID id,
      @RequestBody UpdateGoalRequest body) {
    return change(
        caller,
        id,
        unit ->
            existing -> {
              Optional<UUID> named = body.accountId().value();
              return held(unit, caller, named)
                  .map(held -> revision(body.of(existing.aim(), held), held, caller.at()));
            });
  }

  @PostMapping("/{id}/reach")
  @Operation(
      summary = "Declares a goal reached",
      description = "It is served after the open goals of its account from then on.")
  Mono<ResponseEntity<GoalResponse>> reach(
      Caller caller, @Parameter(description = "The goal") @PathVariable UUID id) {
    return change(caller, id, new GoalCommand.Reach(id, caller.at()));
  }

  @PostMapping("/{id}/reopen")
  @Operation(summary = "Reopens a goal that was reached or abandoned")
  Mono<ResponseEntity<GoalResponse>> reopen(
      Caller caller, @Parameter(description = "The goal") @PathVariable UUID id) {
    return change(caller, id, new GoalCommand.Reopen(id, caller.at()));
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @DeleteMapping("/{id}")
  @Operation(summary = "Abandons a goal; it can be reopened")
  Mono<ResponseEntity<Void>> abandon(
      Caller caller, @Parameter(description = "The goal") @PathVariable UUID id) {
    return commands.run(
        caller,
        Void.class,
        unit ->
            load(unit, caller, id)
                .map(
                    loadedStream ->
                        unit.decide(
                            Goal.DECIDER,
                            loadedStream,
                            new GoalCommand.Abandon(id, caller.at()),
                            caller.newChange()))
                .thenReturn(CommandResponse.noContent()));
  }

  private Mono<ResponseEntity<GoalResponse>> change(Caller caller, UUID id, GoalCommand command) {
    return change(caller, id, _ -> _ -> Mono.just(command));
  }

  private Mono<ResponseEntity<GoalResponse>> change(
      Caller caller,
      UUID id,
      Function<UnitOfWork, Function<Goal.Existing, Mono<GoalCommand>>> command) {
    return commands.run(
        caller,
        GoalResponse.class,
        unit ->
            load(unit, caller, id)
                .flatMap(
                    loadedStream ->
                        command
                            .apply(unit)
                            .apply(known(loadedStream))
                            .map(
                                asked ->
                                    unit.decide(
                                        Goal.DECIDER, loadedStream, asked, caller.newChange()))
                            .delayUntil(next -> distinct(unit, loadedStream.state(), next)))
                .flatMap(next -> row(unit, caller, next))
                .map(row -> CommandResponse.ok(row, row.version())));
  }

  private static Mono<LoadedStream<Goal>> load(UnitOfWork unit, Caller caller, UUID id) {
    return unit.load(Goal.DECIDER, stream(caller, id))
        .map(
            loadedStream -> {
              known(loadedStream);
              caller.demandVersion(loadedStream.userVersion());
              return loadedStream;
            });
  }

  private static Mono<Void> distinct(UnitOfWork unit, Goal before, LoadedStream<Goal> next) {
    return PlanNames.GOALS.demandDistinct(
        unit, next.stream(), Goal.name(before), Goal.name(next.state()));
  }

  private static Goal.Existing known(LoadedStream<Goal> loadedStream) {
    return switch (loadedStream.state()) {
      case Goal.Existing existing -> existing;
      case Goal.Absent() -> throw notFound(loadedStream.stream().id());
    };
  }

  /** From the view, in the command's transaction: progress needs balances. */
  private Mono<GoalResponse> row(UnitOfWork unit, Caller caller, LoadedStream<Goal> next) {
    return unit.project()
        .then(
            Mono.defer(
                () ->
                    queries.goal(unit.session(), caller.user(), caller.at(), next.stream().id())));
  }

  /** An account that stays is in the goal's currency. */
  private static GoalCommand revision(GoalDetails goalDetails, Optional<Held> named, Instant at) {
    return new GoalCommand.Revise(
        goalDetails,
        named
            .map(Held::currency)
            .or(() -> goalDetails.account().map(_ -> goalDetails.target().currency())),
        at);
  }

  private Mono<Optional<Held>> held(UnitOfWork unit, Caller caller, Optional<UUID> named) {
    return Mono.justOrEmpty(named)
        .flatMap(
            account ->
                queries
                    .account(unit.session(), caller.user(), account, caller.at())
                    .switchIfEmpty(Mono.error(() -> unknown(account))))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  private static StreamId stream(Caller caller, UUID id) {
    return new StreamId(caller.user(), Goal.DECIDER.streamType(), id);
  }

  private static Rejection notFound(UUID id) {
    return new Rejection(ProblemType.NOT_FOUND.code(), "goal: " + id);
  }

  private static Rejection unknown(UUID account) {
    return FieldChecks.unknownAccount(account, "accountId", "/accountId");
  }

  private static GoalQueries.PageStart after(List<String> values) {
    return new GoalQueries.PageStart(
        Instant.parse(values.getFirst()), UUID.fromString(values.getLast()));
  }

  private static List<String> place(GoalQueries.ListedGoal last) {
    return List.of(last.createdAt().toString(), last.row().id().toString());
  }
}
