package florin.planning.scenario.bill;

import static florin.planning.scenario.ScenarioCodec.SCENARIOS;

import florin.journal.UnitOfWork;
import florin.journal.stream.Change;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.planning.mark.OccurrenceMarks;
import florin.planning.problem.PlanningProblem;
import florin.planning.scenario.Bill;
import florin.planning.scenario.Scenario;
import florin.planning.scenario.ScenarioCommand;
import florin.planning.scenario.ScenarioLookups;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Marks due dates of a bill as paid by hand. */
@RestController
@RequestMapping("/api/scenarios/{id}/bills/{billId}/paid")
@Tag(name = "Bills")
class BillPaymentApi {

  private final ApiCommands commands;
  private final BillQueries queries;
  private final BillLookups bills;

  BillPaymentApi(ApiCommands commands, BillQueries queries, BillLookups bills) {
    this.commands = commands;
    this.queries = queries;
    this.bills = bills;
  }

  /**
   * A body that may be left out.
   *
   * @param through the last due date that is paid
   */
  record PayBillRequest(
      @Nullable
          @Schema(
              description =
                  "Every day up to this one, it included, on which the bill is due is paid; without"
                      + " it the next due date is paid")
          LocalDate through) {}

  @PostMapping
  @Operation(
      summary = "Marks a bill as paid: its next due date, or all up to a day",
      description =
          "paidThrough moves to that day, and marks of single due dates up to it are cleared; a day"
              + " that is paid already changes nothing. Undo it by its change, or set paidThrough."
              + " A repeated request marks the next due date, unless it names the day or has the"
              + " same Idempotency-Key.")
  Mono<ResponseEntity<BillResponse>> pay(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The bill") @PathVariable UUID billId,
      @RequestBody(required = false) @Nullable PayBillRequest body) {
    Optional<LocalDate> through = Optional.ofNullable(body).map(PayBillRequest::through);
    return commands.run(
        caller,
        BillResponse.class,
        unit ->
            bills
                .load(unit, caller, id, billId)
                .flatMap(loadedStream -> pay(unit, caller, loadedStream, billId, through))
                .map(row -> CommandResponse.ok(row, row.version())));
  }

  private Mono<BillResponse> pay(
      UnitOfWork unit,
      Caller caller,
      LoadedStream<Scenario> loadedStream,
      UUID billId,
      Optional<LocalDate> through) {
    UUID scenario = loadedStream.stream().id();
    Bill bill = BillLookups.bill(loadedStream, billId);
    var _ = ScenarioLookups.live(loadedStream); // refuses a deleted scenario
    Change change = caller.newChange();
    return Mono.justOrEmpty(through)
        .switchIfEmpty(nextDue(unit, caller, scenario, billId))
        .flatMap(
            day -> {
              unit.decide(
                  SCENARIOS,
                  loadedStream,
                  new ScenarioCommand.ReviseBill(scenario, bill.paidThrough(day), caller.at()),
                  change);
              return OccurrenceMarks.clear(unit, change, scenario, billId, day);
            })
        .then(
            Mono.defer(() -> queries.written(unit, caller.user(), scenario, billId, caller.at())));
  }

  private Mono<LocalDate> nextDue(UnitOfWork unit, Caller caller, UUID scenario, UUID billId) {
    return queries
        .bill(unit.session(), caller.user(), scenario, billId, caller.at())
        .flatMap(row -> Mono.justOrEmpty(row.nextDue()))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new Rejection(
                        PlanningProblem.BILL_NOT_DUE,
                        "bill: " + billId + " (expected: one with a next due date, or through)",
                        "/through")));
  }
}
