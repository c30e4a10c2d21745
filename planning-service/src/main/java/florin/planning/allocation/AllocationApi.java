package florin.planning.allocation;

import florin.events.CurrencyCode;
import florin.journal.Ids;
import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.ProblemType;
import florin.journal.web.Reply;
import florin.planning.allocation.AllocationRequests.AllocationChange;
import florin.planning.allocation.AllocationRequests.NewAllocation;
import florin.planning.allocation.AllocationRequests.NewList;
import florin.planning.problem.PlanningProblem;
import florin.planning.scenario.Scenario;
import florin.planning.scenario.ScenarioStreams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Allocations of a scenario. ETag and If-Match are the list's own version. */
@RestController
@RequestMapping("/api/scenarios/{id}/allocations")
@Tag(name = "Allocations", description = "How the balance of a scenario is shared out")
class AllocationApi {

  private final ApiCommands commands;
  private final Reads reads;
  private final AllocationsQueries queries;
  private final ScenarioStreams scenarios;

  AllocationApi(
      ApiCommands commands, Reads reads, AllocationsQueries queries, ScenarioStreams scenarios) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.scenarios = scenarios;
  }

  /** A scenario with its allocations, as a command found or left them. */
  private record Plan(Scenario.Live scenario, UUID id, Loaded<Allocations> allocations) {

    CurrencyCode currency() {
      return scenario.startingBalance().currency();
    }

    Allocations state() {
      return allocations.state();
    }

    AllocationsRow row() {
      return AllocationsRow.of(
          id, scenario.startingBalance(), state().list(), allocations.userVersion());
    }

    AllocationRow row(UUID allocation) {
      return row().items().stream()
          .filter(item -> item.id().equals(allocation))
          .findFirst()
          .orElseThrow();
    }
  }

  @GetMapping
  @Operation(summary = "Shows how a scenario's balance is shared out, and what is left of it")
  Mono<ResponseEntity<AllocationsRow>> show(
      Caller caller, @Parameter(description = "The scenario") @PathVariable UUID id) {
    return read(caller, id).map(row -> Reply.found(row, row.version()));
  }

  private Mono<AllocationsRow> read(Caller caller, UUID scenario) {
    return reads
        .as(caller.user(), session -> queries.plans(session, caller.user(), List.of(scenario)))
        .flatMap(plans -> Mono.justOrEmpty(plans.get(scenario)))
        .switchIfEmpty(Mono.error(() -> ScenarioStreams.notFound("scenario", scenario)))
        .map(
            plan ->
                AllocationsRow.of(scenario, plan.balance(), plan.allocations(), plan.version()));
  }

  @PutMapping
  @Operation(summary = "Sets the whole list; percents are at most 100 in total")
  Mono<ResponseEntity<AllocationsRow>> set(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @RequestBody NewList body) {
    return commands.run(
        caller,
        AllocationsRow.class,
        unit ->
            load(unit, caller, id)
                .flatMap(plan -> set(unit, caller, plan, body.in(plan.state())))
                .map(plan -> Reply.ok(plan.row(), plan.allocations().userVersion())));
  }

  @ResponseStatus(HttpStatus.CREATED)
  @PostMapping
  @Operation(summary = "Adds an allocation at the end of the list")
  Mono<ResponseEntity<AllocationRow>> add(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @RequestBody NewAllocation body) {
    Allocation allocation = body.as(Ids.next(), "");
    return commands.run(
        caller,
        AllocationRow.class,
        unit ->
            load(unit, caller, id)
                .flatMap(plan -> known(unit, caller, plan, List.of(allocation), ""))
                .map(
                    plan ->
                        decide(
                            unit,
                            caller,
                            plan,
                            new AllocationsCommand.Add(
                                id, plan.currency(), allocation, caller.at())))
                .map(
                    plan ->
                        Reply.created(
                            plan.row(allocation.id()),
                            plan.allocations().userVersion(),
                            "/api/scenarios/" + id + "/allocations/" + allocation.id())));
  }

  @GetMapping("/{allocationId}")
  @Operation(summary = "Shows an allocation")
  Mono<ResponseEntity<AllocationRow>> show(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The allocation") @PathVariable UUID allocationId) {
    return read(caller, id)
        .map(
            list ->
                list.items().stream()
                    .filter(item -> item.id().equals(allocationId))
                    .findFirst()
                    .map(item -> Reply.found(item, list.version()))
                    .orElseThrow(() -> ScenarioStreams.notFound("allocation", allocationId)));
  }

  @PatchMapping("/{allocationId}")
  @Operation(summary = "Revises an allocation")
  Mono<ResponseEntity<AllocationRow>> revise(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The allocation") @PathVariable UUID allocationId,
      @RequestBody AllocationChange body) {
    return commands.run(
        caller,
        AllocationRow.class,
        unit ->
            load(unit, caller, id)
                .flatMap(plan -> revise(unit, caller, plan, allocationId, body))
                .map(plan -> Reply.ok(plan.row(allocationId), plan.allocations().userVersion())));
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @DeleteMapping("/{allocationId}")
  @Operation(summary = "Takes an allocation out of the list")
  Mono<ResponseEntity<Void>> remove(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The allocation") @PathVariable UUID allocationId) {
    return commands.run(
        caller,
        Void.class,
        unit ->
            load(unit, caller, id)
                .map(
                    plan ->
                        decide(
                            unit,
                            caller,
                            plan,
                            new AllocationsCommand.Remove(
                                id, plan.currency(), allocationId, caller.at())))
                .thenReturn(Reply.noContent()));
  }

  /** In the version of the list that the caller has seen. */
  private Mono<Plan> load(UnitOfWork unit, Caller caller, UUID scenario) {
    return scenarios
        .find(unit, caller, scenario)
        .map(ScenarioStreams::live)
        .flatMap(
            live ->
                unit.load(AllocationsCodec.ALLOCATIONS, Allocations.stream(caller.user(), scenario))
                    .map(allocations -> new Plan(live, scenario, allocations)))
        .map(
            plan -> {
              caller.demand(plan.allocations().userVersion());
              return plan;
            });
  }

  private Mono<Plan> set(UnitOfWork unit, Caller caller, Plan plan, List<Allocation> list) {
    return known(unit, caller, plan, list, "allocations/")
        .map(
            found ->
                decide(
                    unit,
                    caller,
                    found,
                    new AllocationsCommand.Set(found.id(), found.currency(), list, caller.at())));
  }

  private Mono<Plan> revise(
      UnitOfWork unit, Caller caller, Plan plan, UUID allocation, AllocationChange body) {
    Allocation next = body.of(plan.state().known(allocation));
    return known(unit, caller, plan, List.of(next), "")
        .map(
            found ->
                decide(
                    unit,
                    caller,
                    found,
                    new AllocationsCommand.Revise(
                        found.id(), found.currency(), next, caller.at())));
  }

  private static Plan decide(
      UnitOfWork unit, Caller caller, Plan plan, AllocationsCommand command) {
    Loaded<Allocations> next =
        unit.decide(AllocationsCodec.ALLOCATIONS, plan.allocations(), command, caller.change());
    return new Plan(plan.scenario(), plan.id(), next);
  }

  /** Demands that new goals and bills are there; those that are named already may stay. */
  private Mono<Plan> known(
      UnitOfWork unit, Caller caller, Plan plan, List<Allocation> list, String at) {
    Set<UUID> before = targets(plan.state().list(), a -> a.goal().stream().toList());
    Set<UUID> goals = targets(list, a -> a.goal().stream().toList());
    goals.removeAll(before);
    return queries
        .goals(unit.session(), caller.user(), goals)
        .map(
            found -> {
              for (int i = 0; i < list.size(); i++) {
                String item = at.isEmpty() ? "/" : "/" + at + i + "/";
                check(plan, list.get(i), goals, found, item);
              }
              return plan;
            });
  }

  private static void check(
      Plan plan, Allocation given, Set<UUID> asked, Map<UUID, CurrencyCode> goals, String at) {
    given
        .goal()
        .filter(asked::contains)
        .filter(goal -> !plan.currency().equals(goals.get(goal)))
        .ifPresent(
            goal ->
                refuse(
                    PlanningProblem.GOAL_UNKNOWN,
                    goals.get(goal),
                    "goalId: " + goal,
                    at + "goalId"));
    boolean named = plan.state().list().stream().anyMatch(a -> a.bill().equals(given.bill()));
    given
        .bill()
        .filter(bill -> !named && !plan.scenario().bills().containsKey(bill))
        .ifPresent(
            bill -> refuse(PlanningProblem.BILL_UNKNOWN, null, "billId: " + bill, at + "billId"));
  }

  private static void refuse(
      PlanningProblem unknown,
      @org.jspecify.annotations.Nullable CurrencyCode currency,
      String what,
      String pointer) {
    throw currency == null
        ? new Rejection(unknown, what + " (expected: one that is there)", pointer)
        : new Rejection(
            ProblemType.CURRENCY_MISMATCH,
            what + " in " + currency + " (expected: the scenario's)",
            pointer);
  }

  private static Set<UUID> targets(
      List<Allocation> list, Function<Allocation, List<UUID>> targets) {
    return list.stream()
        .flatMap(allocation -> targets.apply(allocation).stream())
        .collect(Collectors.toSet());
  }
}
