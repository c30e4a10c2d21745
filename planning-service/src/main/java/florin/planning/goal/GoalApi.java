package florin.planning.goal;

import static florin.planning.goal.GoalCodec.GOALS;

import florin.journal.UnitOfWork;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.Page;
import florin.journal.web.Resource;
import florin.journal.web.Resources;
import florin.journal.web.field.FieldChecks;
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

  private final GoalQueries queries;
  private final Resources resources;
  private final Resource<GoalCommand, Goal, GoalResponse> goals;

  GoalApi(GoalQueries queries, Resources resources) {
    this.queries = queries;
    this.resources = resources;
    this.goals =
        resources
            .of(
                GOALS,
                "/api/goals",
                GoalResponse.class,
                GoalResponse::version,
                (session, caller, id) -> queries.goal(session, caller.user(), caller.at(), id))
            .checking(GoalApi::distinct);
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
    return resources
        .page(
            caller,
            "goals " + includeAbandoned,
            limit,
            cursor,
            (session, after, size) ->
                queries.goals(
                    session,
                    caller.user(),
                    caller.at(),
                    new GoalQueries.GoalSelection(null, includeAbandoned, pageStart(after), size)),
            GoalApi::place)
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
    return goals.create(
        caller,
        id,
        unit ->
            held(unit, caller, Optional.ofNullable(body.accountId()))
                .map(
                    held ->
                        new GoalCommand.Set(
                            body.aim(id, held), held.map(Held::currency), caller.at())));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a goal with its progress")
  Mono<ResponseEntity<GoalResponse>> show(
      Caller caller, @Parameter(description = "The goal") @PathVariable UUID id) {
    return goals.show(caller, id);
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
    return goals.change(
        caller,
        id,
        (unit, state) ->
            held(unit, caller, body.accountId().value())
                .map(
                    held ->
                        List.of(
                            revision(
                                body.of(existing(state, id).aim(), held), held, caller.at()))));
  }

  @PostMapping("/{id}/reach")
  @Operation(
      summary = "Declares a goal reached",
      description = "It is served after the open goals of its account from then on.")
  Mono<ResponseEntity<GoalResponse>> reach(
      Caller caller, @Parameter(description = "The goal") @PathVariable UUID id) {
    return goals.change(caller, id, new GoalCommand.Reach(id, caller.at()));
  }

  @PostMapping("/{id}/reopen")
  @Operation(summary = "Reopens a goal that was reached or abandoned")
  Mono<ResponseEntity<GoalResponse>> reopen(
      Caller caller, @Parameter(description = "The goal") @PathVariable UUID id) {
    return goals.change(caller, id, new GoalCommand.Reopen(id, caller.at()));
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @DeleteMapping("/{id}")
  @Operation(summary = "Abandons a goal; it can be reopened")
  Mono<ResponseEntity<Void>> abandon(
      Caller caller, @Parameter(description = "The goal") @PathVariable UUID id) {
    return goals.remove(caller, id, new GoalCommand.Abandon(id, caller.at()));
  }

  private static Mono<Void> distinct(UnitOfWork unit, Goal before, LoadedStream<Goal> next) {
    return PlanNames.GOALS.demandDistinct(
        unit, next.stream(), Goal.name(before), Goal.name(next.state()));
  }

  private static Goal.Existing existing(Goal state, UUID id) {
    return switch (state) {
      case Goal.Existing existing -> existing;
      case Goal.Absent() -> throw GOALS.notFound(id);
    };
  }

  /** An account that is not changed has the currency of the goal. */
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

  private static Rejection unknown(UUID account) {
    return FieldChecks.unknownAccount(account, "accountId", "/accountId");
  }

  private static GoalQueries.@Nullable PageStart pageStart(List<String> after) {
    return after.isEmpty()
        ? null
        : new GoalQueries.PageStart(
            Instant.parse(after.getFirst()), UUID.fromString(after.getLast()));
  }

  private static List<String> place(GoalQueries.ListedGoal last) {
    return List.of(last.createdAt().toString(), last.row().id().toString());
  }
}
