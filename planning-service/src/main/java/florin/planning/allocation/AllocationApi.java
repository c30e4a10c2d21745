package florin.planning.allocation;

import florin.events.CurrencyCode;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.problem.ProblemType;
import florin.planning.allocation.AllocationRequests.CreateAllocationRequest;
import florin.planning.allocation.AllocationRequests.SetAllocationsRequest;
import florin.planning.allocation.AllocationRequests.UpdateAllocationRequest;
import florin.planning.problem.PlanningProblem;
import florin.planning.scenario.Scenario;
import florin.planning.scenario.ScenarioLookups;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Allocations of a scenario. ETag and If-Match are the list's own version. */
@RestController
@RequestMapping("/api/scenarios/{id}/allocations")
@Tag(name = "Allocations", description = "How the balance of a scenario is shared out")
class AllocationApi {

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final AllocationsQueries queries;
  private final ScenarioLookups scenarios;
  private final Cursors cursors;

  AllocationApi(
      ApiCommands commands,
      DatabaseReads reads,
      AllocationsQueries queries,
      ScenarioLookups scenarios,
      Cursors cursors) {
    this.cursors = cursors;
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.scenarios = scenarios;
  }

  /** A scenario with its allocations, as a command found or left them. */
  private record LoadedAllocations(
      Scenario.Live scenario, UUID id, LoadedStream<Allocations> allocations) {

    CurrencyCode currency() {
      return scenario.startingBalance().currency();
    }

    Allocations state() {
      return allocations.state();
    }

    AllocationsResponse row() {
      return AllocationsResponse.of(
          id, scenario.startingBalance(), state().list(), allocations.userVersion());
    }

    AllocationResponse row(UUID allocation) {
      return row().items().stream()
          .filter(item -> item.id().equals(allocation))
          .findFirst()
          .orElseThrow();
    }
  }

  @GetMapping
  @Operation(summary = "Shows how a scenario's balance is shared out, and what is left of it")
  Mono<ResponseEntity<AllocationsResponse>> show(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return read(caller, id)
        .map(
            row ->
                row.with(
                    cursors.part(
                        "allocations " + caller.user() + " " + id,
                        row.items(),
                        limit,
                        cursor,
                        item -> item.id().toString())))
        .map(row -> CommandResponse.found(row, row.version()));
  }

  private Mono<AllocationsResponse> read(Caller caller, UUID scenario) {
    return reads
        .read(caller.user(), session -> queries.plans(session, caller.user(), List.of(scenario)))
        .flatMap(plans -> Mono.justOrEmpty(plans.get(scenario)))
        .switchIfEmpty(Mono.error(() -> ScenarioLookups.notFound("scenario", scenario)))
        .map(
            scenarioAllocations ->
                AllocationsResponse.of(
                    scenario,
                    scenarioAllocations.balance(),
                    scenarioAllocations.allocations(),
                    scenarioAllocations.version()));
  }

  @PutMapping
  @Operation(summary = "Sets the whole list; percents are at most 100 in total")
  Mono<ResponseEntity<AllocationsResponse>> set(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @RequestBody SetAllocationsRequest body) {
    return commands.run(
        caller,
        AllocationsResponse.class,
        unit ->
            load(unit, caller, id)
                .flatMap(
                    loadedAllocations ->
                        set(unit, caller, loadedAllocations, body.in(loadedAllocations.state())))
                .map(
                    loadedAllocations ->
                        CommandResponse.ok(
                            loadedAllocations.row(),
                            loadedAllocations.allocations().userVersion())));
  }

  @ResponseStatus(HttpStatus.CREATED)
  @PostMapping
  @Operation(summary = "Adds an allocation at the end of the list")
  Mono<ResponseEntity<AllocationResponse>> add(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @RequestBody CreateAllocationRequest body) {
    Allocation allocation = body.as(Ids.next(), "");
    return commands.run(
        caller,
        AllocationResponse.class,
        unit ->
            load(unit, caller, id)
                .flatMap(
                    loadedAllocations ->
                        known(unit, caller, loadedAllocations, List.of(allocation), ""))
                .map(
                    loadedAllocations ->
                        decide(
                            unit,
                            caller,
                            loadedAllocations,
                            new AllocationsCommand.Add(
                                id, loadedAllocations.currency(), allocation, caller.at())))
                .map(
                    loadedAllocations ->
                        CommandResponse.created(
                            loadedAllocations.row(allocation.id()),
                            loadedAllocations.allocations().userVersion(),
                            "/api/scenarios/" + id + "/allocations/" + allocation.id())));
  }

  @GetMapping("/{allocationId}")
  @Operation(summary = "Shows an allocation")
  Mono<ResponseEntity<AllocationResponse>> show(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The allocation") @PathVariable UUID allocationId) {
    return read(caller, id)
        .map(
            list ->
                list.items().stream()
                    .filter(item -> item.id().equals(allocationId))
                    .findFirst()
                    .map(item -> CommandResponse.found(item, list.version()))
                    .orElseThrow(() -> ScenarioLookups.notFound("allocation", allocationId)));
  }

  @PatchMapping("/{allocationId}")
  @Operation(summary = "Revises an allocation")
  Mono<ResponseEntity<AllocationResponse>> revise(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The allocation") @PathVariable UUID allocationId,
      @RequestBody UpdateAllocationRequest body) {
    return commands.run(
        caller,
        AllocationResponse.class,
        unit ->
            load(unit, caller, id)
                .flatMap(
                    loadedAllocations ->
                        revise(unit, caller, loadedAllocations, allocationId, body))
                .map(
                    loadedAllocations ->
                        CommandResponse.ok(
                            loadedAllocations.row(allocationId),
                            loadedAllocations.allocations().userVersion())));
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
                    loadedAllocations ->
                        decide(
                            unit,
                            caller,
                            loadedAllocations,
                            new AllocationsCommand.Remove(
                                id, loadedAllocations.currency(), allocationId, caller.at())))
                .thenReturn(CommandResponse.noContent()));
  }

  /** In the version of the list that the caller has seen. */
  private Mono<LoadedAllocations> load(UnitOfWork unit, Caller caller, UUID scenario) {
    return scenarios
        .loadAnyVersion(unit, caller, scenario)
        .map(ScenarioLookups::live)
        .flatMap(
            live ->
                unit.load(AllocationsCodec.ALLOCATIONS, Allocations.stream(caller.user(), scenario))
                    .map(allocations -> new LoadedAllocations(live, scenario, allocations)))
        .map(
            loadedAllocations -> {
              caller.demandVersion(loadedAllocations.allocations().userVersion());
              return loadedAllocations;
            });
  }

  private Mono<LoadedAllocations> set(
      UnitOfWork unit, Caller caller, LoadedAllocations loadedAllocations, List<Allocation> list) {
    return known(unit, caller, loadedAllocations, list, "allocations/")
        .map(
            found ->
                decide(
                    unit,
                    caller,
                    found,
                    new AllocationsCommand.Set(found.id(), found.currency(), list, caller.at())));
  }

  private Mono<LoadedAllocations> revise(
      UnitOfWork unit,
      Caller caller,
      LoadedAllocations loadedAllocations,
      UUID allocation,
      UpdateAllocationRequest body) {
    Allocation next = body.of(loadedAllocations.state().known(allocation));
    return known(unit, caller, loadedAllocations, List.of(next), "")
        .map(
            found ->
                decide(
                    unit,
                    caller,
                    found,
                    new AllocationsCommand.Revise(
                        found.id(), found.currency(), next, caller.at())));
  }

  private static LoadedAllocations decide(
      UnitOfWork unit,
      Caller caller,
      LoadedAllocations loadedAllocations,
      AllocationsCommand command) {
    LoadedStream<Allocations> next =
        unit.decide(
            AllocationsCodec.ALLOCATIONS,
            loadedAllocations.allocations(),
            command,
            caller.newChange());
    return new LoadedAllocations(loadedAllocations.scenario(), loadedAllocations.id(), next);
  }

  /** Demands that new goals and bills are there; those that are named already may stay. */
  private Mono<LoadedAllocations> known(
      UnitOfWork unit,
      Caller caller,
      LoadedAllocations loadedAllocations,
      List<Allocation> list,
      String at) {
    Set<UUID> before = targets(loadedAllocations.state().list(), a -> a.goal().stream().toList());
    Set<UUID> goals = targets(list, a -> a.goal().stream().toList());
    goals.removeAll(before);
    return queries
        .goals(unit.session(), caller.user(), goals)
        .map(
            found -> {
              for (int i = 0; i < list.size(); i++) {
                String item = at.isEmpty() ? "/" : "/" + at + i + "/";
                check(loadedAllocations, list.get(i), goals, found, item);
              }
              return loadedAllocations;
            });
  }

  private static void check(
      LoadedAllocations loadedAllocations,
      Allocation given,
      Set<UUID> asked,
      Map<UUID, CurrencyCode> goals,
      String at) {
    given
        .goal()
        .filter(asked::contains)
        .filter(goal -> !loadedAllocations.currency().equals(goals.get(goal)))
        .ifPresent(
            goal ->
                refuse(
                    PlanningProblem.GOAL_UNKNOWN,
                    goals.get(goal),
                    "goalId: " + goal,
                    at + "goalId"));
    boolean named =
        loadedAllocations.state().list().stream().anyMatch(a -> a.bill().equals(given.bill()));
    given
        .bill()
        .filter(bill -> !named && !loadedAllocations.scenario().bills().containsKey(bill))
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
