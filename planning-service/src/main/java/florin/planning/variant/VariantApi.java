package florin.planning.variant;

import static florin.planning.scenario.ScenarioCodec.SCENARIOS;

import florin.journal.CanonicalName;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.problem.ProblemType;
import florin.planning.allocation.Allocation;
import florin.planning.allocation.Allocations;
import florin.planning.allocation.AllocationsCodec;
import florin.planning.allocation.AllocationsCommand;
import florin.planning.mark.OccurrenceMarks;
import florin.planning.scenario.Bill;
import florin.planning.scenario.Scenario;
import florin.planning.scenario.ScenarioCommand;
import florin.planning.scenario.ScenarioLookups;
import florin.planning.scenario.ScenarioQueries;
import florin.planning.scenario.ScenarioResponse;
import florin.planning.validation.PlanNames;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
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
class VariantApi {

  private static final int MOST = 10;
  private static final int LONGEST_NAME = 120;
  private static final String COPY = " (copy%s)";

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final ScenarioLookups scenarios;
  private final VariantQueries queries;
  private final ScenarioQueries rows;

  VariantApi(
      ApiCommands commands,
      DatabaseReads reads,
      ScenarioLookups scenarios,
      VariantQueries queries,
      ScenarioQueries rows) {
    this.commands = commands;
    this.reads = reads;
    this.scenarios = scenarios;
    this.queries = queries;
    this.rows = rows;
  }

  /**
   * @param name of the copy; by default the original's, marked as a copy, with a number if taken
   */
  record CopyScenarioRequest(
      @Nullable
          @Schema(
              description =
                  "The name of the copy, 1 to 120 characters; by default the original's with"
                      + " \"(copy)\" after it")
          String name) {}

  @GetMapping("/compare")
  @Operation(
      summary = "Sets scenarios side by side: totals, and the bills in which they differ",
      description = "Those that are named, at most ten, or else the ten newest.")
  Mono<ScenarioComparisonResponse> compare(
      Caller caller,
      @Parameter(description = "The scenarios, at most ten; without them the ten newest")
          @RequestParam(required = false)
          @Nullable List<UUID> id) {
    List<UUID> ids = id == null ? List.of() : id.stream().distinct().toList();
    if (ids.size() > MOST) {
      throw new Rejection(
          ProblemType.INVALID_PARAMETER.code(),
          "id: %d scenarios (expected: at most %d)".formatted(ids.size(), MOST),
          "id");
    }
    return reads.read(
        caller.user(),
        session ->
            (ids.isEmpty() ? queries.newest(session, caller.user(), MOST) : Mono.just(ids))
                .flatMap(asked -> queries.compare(session, caller.user(), caller.at(), asked)));
  }

  @ResponseStatus(HttpStatus.CREATED)
  @PostMapping("/{id}/copy")
  @Operation(summary = "Copies a scenario with its bills and allocations")
  Mono<ResponseEntity<ScenarioResponse>> copy(
      Caller caller,
      @Parameter(description = "The scenario to copy") @PathVariable UUID id,
      @RequestBody(required = false) @Nullable CopyScenarioRequest body) {
    UUID copy = Ids.next();
    return commands.run(
        caller,
        ScenarioResponse.class,
        unit ->
            original(unit, caller, id)
                .zipWhen(_ -> PlanNames.SCENARIOS.forms(unit.session(), caller.user()))
                .flatMap(
                    found -> {
                      CopySource copySource = found.getT1();
                      String name = copySource.copyName(body, found.getT2());
                      return copied(unit, caller, copySource, id, copy, name);
                    })
                .delayUntil(next -> ScenarioLookups.distinct(unit, SCENARIOS.initial(), next))
                .flatMap(_ -> rows.written(unit, caller.user(), copy))
                .map(row -> CommandResponse.created(row, row.version(), "/api/scenarios/" + copy)));
  }

  private record CopySource(Scenario.Live scenario, Allocations allocations) {

    /**
     * @param taken the canonical forms of all names
     */
    String copyName(@Nullable CopyScenarioRequest body, Set<String> taken) {
      if (body != null && body.name() != null) {
        return body.name();
      }
      String name = marked(COPY.formatted(""));
      for (int number = 2; taken.contains(CanonicalName.of(name)); number++) {
        name = marked(COPY.formatted(" " + number));
      }
      return name;
    }

    private String marked(String copy) {
      int most = LONGEST_NAME - copy.length();
      String name = scenario.name();
      int length = name.codePointCount(0, name.length());
      return (length <= most ? name : name.substring(0, name.offsetByCodePoints(0, most))) + copy;
    }
  }

  private Mono<CopySource> original(UnitOfWork unit, Caller caller, UUID id) {
    return scenarios
        .loadAnyVersion(unit, caller, id)
        .map(
            loadedStream -> {
              caller.demandVersion(loadedStream.userVersion());
              return ScenarioLookups.live(loadedStream);
            })
        .flatMap(
            live ->
                unit.load(AllocationsCodec.ALLOCATIONS, Allocations.stream(caller.user(), id))
                    .map(loadedStream -> new CopySource(live, loadedStream.state())));
  }

  /** One change: taken back, the copy is gone as a whole. */
  private static Mono<LoadedStream<Scenario>> copied(
      UnitOfWork unit,
      Caller caller,
      CopySource copySource,
      UUID original,
      UUID copy,
      String name) {
    Change change = caller.newChange();
    Scenario.Live from = copySource.scenario();
    Map<UUID, UUID> bills = new LinkedHashMap<>();
    LoadedStream<Scenario> next =
        unit.decide(
            SCENARIOS,
            SCENARIOS.absent(caller.user(), copy),
            new ScenarioCommand.Create(
                copy, name, from.startingBalance(), from.inItsCurrency(), caller.at()),
            change);
    for (Bill bill : from.bills().values()) {
      UUID id = Ids.next();
      bills.put(bill.id(), id);
      next =
          unit.decide(
              SCENARIOS,
              next,
              new ScenarioCommand.PlanBill(copy, bill.as(id), caller.at()),
              change);
    }
    unit.decide(
        AllocationsCodec.ALLOCATIONS,
        new LoadedStream<>(
            Allocations.stream(caller.user(), copy), 0, 0, AllocationsCodec.ALLOCATIONS.initial()),
        new AllocationsCommand.Set(
            copy,
            from.startingBalance().currency(),
            copySource.allocations().list().stream().map(a -> copied(a, bills)).toList(),
            caller.at()),
        change);
    return OccurrenceMarks.copy(unit, change, original, copy, bills).thenReturn(next);
  }

  private static Allocation copied(Allocation given, Map<UUID, UUID> bills) {
    return new Allocation(
        Ids.next(),
        given.name(),
        given.share(),
        given.goal(),
        given.bill().flatMap(bill -> java.util.Optional.ofNullable(bills.get(bill))));
  }
}
