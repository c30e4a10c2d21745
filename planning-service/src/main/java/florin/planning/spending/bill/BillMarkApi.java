package florin.planning.spending.bill;

import static florin.planning.mark.OccurrenceMarkCodec.MARKS;

import florin.journal.UnitOfWork;
import florin.journal.database.Session;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.planning.mark.OccurrenceMark;
import florin.planning.mark.OccurrenceMark.Present;
import florin.planning.mark.OccurrenceMarkCommand;
import florin.planning.mark.OccurrenceStatus;
import florin.planning.problem.PlanningProblem;
import florin.planning.scenario.Scenario;
import florin.planning.scenario.ScenarioLookups;
import florin.planning.settings.SettingsQueries;
import florin.planning.validation.PlanFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Marks due dates of bills. ETag and If-Match are the version of the mark. */
@RestController
@RequestMapping("/api/scenarios/{id}/bills/{billId}/occurrences/{date}")
@Tag(name = "Bills")
class BillMarkApi {

  /** A payment of a later due date may come before it by at most these days. */
  private static final int EARLY_DAYS = 7;

  private final ApiCommands commands;
  private final ScenarioLookups scenarios;
  private final SettingsQueries settings;

  BillMarkApi(ApiCommands commands, ScenarioLookups scenarios, SettingsQueries settings) {
    this.commands = commands;
    this.scenarios = scenarios;
    this.settings = settings;
  }

  /** A due date of a bill of a scenario. */
  private record DueDate(UUID scenario, UUID bill, LocalDate date) {

    private UUID id() {
      return OccurrenceMark.id(bill, date);
    }
  }

  @PostMapping("/paid")
  @Operation(
      summary = "Marks a due date of a bill as paid",
      description =
          "The bill is not owed on this day, whether a payment of it is found or not. The change"
              + " can be undone.")
  Mono<ResponseEntity<BillMarkResponse>> paid(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The bill") @PathVariable UUID billId,
      @Parameter(description = "A day on which the bill is due") @PathVariable LocalDate date) {
    return mark(caller, new DueDate(id, billId, date), OccurrenceStatus.PAID);
  }

  @PostMapping("/unpaid")
  @Operation(
      summary = "Marks a due date of a bill as unpaid",
      description =
          "The bill is owed on this day, also before paidThrough. The transaction that settled it"
              + " does not pay this bill any more; a later payment settles it. The change can be"
              + " undone, and a later change of paidThrough clears the marks up to it.")
  Mono<ResponseEntity<BillMarkResponse>> unpaid(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The bill") @PathVariable UUID billId,
      @Parameter(description = "A day on which the bill is due") @PathVariable LocalDate date) {
    return mark(caller, new DueDate(id, billId, date), OccurrenceStatus.UNPAID);
  }

  private Mono<ResponseEntity<BillMarkResponse>> mark(
      Caller caller, DueDate due, OccurrenceStatus status) {
    PlanFields.date(due.date(), "date");
    return commands.run(
        caller,
        BillMarkResponse.class,
        unit ->
            scenarios
                .loadAnyVersion(unit, caller, due.scenario())
                .doOnNext(stream -> demandBill(ScenarioLookups.live(stream), due.bill()))
                .then(Mono.defer(() -> settings.settings(unit.session(), caller.user())))
                .flatMap(
                    chosen ->
                        status == OccurrenceStatus.PAID
                            ? demandDue(unit.session(), caller, due, chosen.today(caller.at()))
                                .thenReturn(Set.<UUID>of())
                            : matching(unit.session(), caller, due, chosen.today(caller.at())))
                .zipWith(unit.load(MARKS, MARKS.id(caller.user(), due.id())))
                .flatMap(found -> mark(unit, caller, due, status, found.getT1(), found.getT2())));
  }

  private static Mono<CommandResponse<BillMarkResponse>> mark(
      UnitOfWork unit,
      Caller caller,
      DueDate due,
      OccurrenceStatus status,
      Set<UUID> matching,
      LoadedStream<OccurrenceMark> stream) {
    Set<UUID> notPaidBy = new HashSet<>(matching);
    if (status == OccurrenceStatus.UNPAID && stream.state() instanceof Present before) {
      notPaidBy.addAll(before.notPaidBy());
    }
    LoadedStream<OccurrenceMark> next =
        caller.decide(
            unit,
            MARKS,
            stream,
            new OccurrenceMarkCommand.Mark(
                new Present(due.scenario(), due.bill(), due.date(), Optional.of(status), notPaidBy),
                caller.at()));
    BillMarkResponse response =
        new BillMarkResponse(
            due.scenario(),
            due.bill(),
            due.date(),
            status.code(),
            notPaidBy.stream().sorted(Ids.ORDER).toList(),
            next.userVersion());
    return Mono.just(CommandResponse.ok(response, response.version()));
  }

  private static void demandBill(Scenario.Live scenario, UUID bill) {
    if (!scenario.bills().containsKey(bill)) {
      throw ScenarioLookups.notFound("bill", bill);
    }
  }

  /**
   * The bill, which is due on the day.
   *
   * @throws Rejection {@code bill-not-due}
   */
  private static Mono<List<PlannedBill>> demandDue(
      Session session, Caller caller, DueDate due, LocalDate today) {
    LocalDate until = today.plusDays(EARLY_DAYS);
    return OwedBills.bills(
            session,
            caller.user(),
            List.of(due.scenario()),
            due.date().isAfter(until) ? due.date() : until)
        .doOnNext(
            bills -> {
              if (bills.stream().noneMatch(bill -> isDue(bill, due))) {
                throw new Rejection(
                    PlanningProblem.BILL_NOT_DUE,
                    "date: " + due.date() + " (expected: a day on which the bill is due)",
                    "date");
              }
            });
  }

  private static boolean isDue(PlannedBill bill, DueDate due) {
    return bill.id().equals(due.bill()) && bill.isDue(due.date());
  }

  /** The transactions that would settle the bill on the day. */
  private static Mono<Set<UUID>> matching(
      Session session, Caller caller, DueDate due, LocalDate today) {
    return demandDue(session, caller, due, today)
        .flatMap(
            bills -> {
              PlannedBill bill =
                  bills.stream().filter(one -> isDue(one, due)).findFirst().orElseThrow();
              List<BillOccurrence> owed = new ArrayList<>();
              owed.add(new BillOccurrence(bill, due.date(), Optional.empty()));
              BillOccurrence.occurrences(bills, today, today.plusDays(EARLY_DAYS)).stream()
                  .filter(one -> !owed.contains(one))
                  .forEach(owed::add);
              return OwedBills.payments(session, caller.user(), today, owed)
                  .map(payments -> matching(bill, due.date(), owed, payments));
            });
  }

  private static Set<UUID> matching(
      PlannedBill bill, LocalDate due, List<BillOccurrence> owed, List<BillPayment> payments) {
    Set<UUID> matching = new HashSet<>();
    Settlement.of(owed, payments).stream()
        .filter(one -> one.bill().equals(bill) && one.date().equals(due))
        .flatMap(one -> one.payment().stream())
        .forEach(payment -> matching.add(payment.transaction()));
    payments.stream()
        .filter(payment -> Settlement.matches(bill, payment))
        .filter(payment -> bill.dueNearest(payment.date()).filter(due::equals).isPresent())
        .forEach(payment -> matching.add(payment.transaction()));
    return Set.copyOf(matching);
  }
}
