package florin.planning.scenario.bill;

import static florin.planning.scenario.ScenarioCodec.SCENARIOS;

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
import florin.journal.web.PatchField;
import florin.journal.web.field.FieldChecks;
import florin.planning.calendar.Frequency;
import florin.planning.mark.OccurrenceMarks;
import florin.planning.scenario.Bill;
import florin.planning.scenario.Scenario;
import florin.planning.scenario.ScenarioCommand;
import florin.planning.scenario.ScenarioLookups;
import florin.planning.scenario.ScenarioQueries;
import florin.planning.validation.PlanFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
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

/**
 * Bills of a scenario. ETag and If-Match of a bill are the version of the scenario with the last
 * change of that bill; only a new bill is planned in the version that the scenario has.
 */
@RestController
@RequestMapping("/api/scenarios/{id}/bills")
@Tag(name = "Bills", description = "Bills planned in a scenario")
class BillApi {

  private static final String CURSOR =
      "The field next of the page before; it holds for the same query only";
  private static final String LIMIT = "How many items a page has: 1 to 500, by default 50";

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final ScenarioQueries scenarios;
  private final ScenarioLookups streams;
  private final BillQueries queries;
  private final BillLookups bills;
  private final Cursors cursors;

  BillApi(
      ApiCommands commands,
      DatabaseReads reads,
      ScenarioQueries scenarios,
      ScenarioLookups streams,
      BillQueries queries,
      BillLookups bills,
      Cursors cursors) {
    this.commands = commands;
    this.reads = reads;
    this.scenarios = scenarios;
    this.streams = streams;
    this.queries = queries;
    this.bills = bills;
    this.cursors = cursors;
  }

  @Schema(requiredProperties = {"name", "amount"})
  record CreateBillRequest(
      @Nullable @Schema(description = "1 to 120 characters; needed") String name,
      @Nullable
          @Schema(
              description =
                  "The amount to pay each time, 0 or more, in the scenario's currency; needed")
          Money amount,
      @Nullable
          @Schema(
              description =
                  "The first day on which it is due; all others are counted from it. Without one"
                      + " the bill is never due")
          LocalDate dueDate,
      @Schema(
              defaultValue = "monthly",
              description =
                  "How often it is due, counted from dueDate; semi-monthly: on that day of the"
                      + " month and on a second one half a month away",
              allowableValues = {
                "once",
                "weekly",
                "biweekly",
                "semi-monthly",
                "monthly",
                "quarterly",
                "yearly"
              })
          @Nullable String frequency,
      @Nullable @Schema(description = "The account it is paid from, if not the scenario's")
          UUID accountId,
      @Nullable
          @Schema(
              description =
                  "The category of its payments: one of /api/categories that is not archived; a"
                      + " merged one means its survivor")
          UUID categoryId,
      @Schema(description = "Every day up to this one, it included, on which it is due is paid")
          @Nullable LocalDate paidThrough,
      @Nullable
          @Schema(
              description =
                  "A recurring series of expenses whose expected amount and due dates it follows")
          UUID seriesId) {

    Bill bill(UUID id) {
      return new Bill(
          id,
          FieldChecks.required(name, "name"),
          FieldChecks.required(amount, "amount"),
          Optional.ofNullable(dueDate),
          frequency == null ? Frequency.MONTHLY : PlanFields.frequency(frequency),
          Optional.ofNullable(accountId),
          Optional.ofNullable(categoryId),
          Optional.ofNullable(paidThrough),
          Optional.ofNullable(seriesId));
    }
  }

  record UpdateBillRequest(
      @Schema(description = "1 to 120 characters") PatchField<String> name,
      @Schema(description = "The amount to pay each time, 0 or more, in the scenario's currency")
          PatchField<Money> amount,
      @Schema(description = "The first day on which it is due; null clears it")
          PatchField<@Nullable LocalDate> dueDate,
      @Schema(
              description = "How often it is due, counted from dueDate",
              allowableValues = {
                "once",
                "weekly",
                "biweekly",
                "semi-monthly",
                "monthly",
                "quarterly",
                "yearly"
              })
          PatchField<String> frequency,
      @Schema(description = "The account it is paid from; null: the scenario's")
          PatchField<@Nullable UUID> accountId,
      @Schema(
              description =
                  "The category of its payments; null clears it. One that is not sent stays, even"
                      + " if it is archived by now")
          PatchField<@Nullable UUID> categoryId,
      @Schema(description = "Paid up to this day; null: the user keeps no track of it")
          PatchField<@Nullable LocalDate> paidThrough,
      @Schema(
              types = {"string", "null"},
              format = "uuid",
              description =
                  "A recurring series whose amount and due dates it follows; null: its own")
          PatchField<UUID> seriesId) {

    Bill of(Bill current) {
      return new Bill(
          current.id(),
          name.orCurrent(current.name(), "name"),
          amount.orCurrent(current.amount(), "amount"),
          dueDate.orCleared(current.dueDate()),
          PlanFields.frequency(frequency.orCurrent(current.frequency().text(), "frequency")),
          accountId.orCleared(current.account()),
          categoryId.orCleared(current.category()),
          paidThrough.orCleared(current.paidThrough()),
          seriesId.orCleared(current.series()));
    }
  }

  @GetMapping
  @Operation(summary = "Lists the bills of a scenario, by name, with their total per month")
  Mono<BillsResponse> list(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit) {
    int size = Cursors.limit(limit);
    String query = "bills/" + caller.user() + "/" + id;
    BillQueries.BillPageStart after = cursor == null ? null : after(cursors.values(query, cursor));
    return reads
        .read(
            caller.user(),
            session ->
                scenarios
                    .scenario(session, caller.user(), id)
                    .zipWhen(_ -> queries.bills(session, caller.user(), List.of(id), caller.at()))
                    .map(found -> found.mapT1(row -> row.startingBalance().currency()))
                    .map(found -> BillsResponse.perMonth(found.getT1(), found.getT2()))
                    .zipWhen(
                        _ ->
                            queries.bills(
                                session, caller.user(), id, after, size + 1, caller.at())))
        .switchIfEmpty(Mono.error(() -> SCENARIOS.notFound(id)))
        .map(
            found ->
                BillsResponse.of(
                    cursors.page(query, found.getT2(), size, BillApi::place), found.getT1()));
  }

  @ResponseStatus(HttpStatus.CREATED)
  @PostMapping
  @Operation(summary = "Plans a bill")
  Mono<ResponseEntity<BillResponse>> plan(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @RequestBody CreateBillRequest body) {
    Bill bill = body.bill(Ids.next());
    return commands.run(
        caller,
        BillResponse.class,
        unit ->
            streams
                .load(unit, caller, id)
                .flatMap(loadedStream -> plan(unit, caller, loadedStream, bill))
                .map(row -> CommandResponse.created(row, row.version(), location(row))));
  }

  @GetMapping("/{billId}")
  @Operation(summary = "Shows a bill")
  Mono<ResponseEntity<BillResponse>> show(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The bill") @PathVariable UUID billId) {
    return reads
        .read(
            caller.user(), session -> queries.bill(session, caller.user(), id, billId, caller.at()))
        .switchIfEmpty(Mono.error(() -> ScenarioLookups.notFound("bill", billId)))
        .map(row -> CommandResponse.found(row, row.version()));
  }

  @PatchMapping("/{billId}")
  @Operation(summary = "Revises a bill")
  Mono<ResponseEntity<BillResponse>> revise(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The bill") @PathVariable UUID billId,
      @RequestBody UpdateBillRequest body) {
    return commands.run(
        caller,
        BillResponse.class,
        unit ->
            bills
                .load(unit, caller, id, billId)
                .flatMap(loadedStream -> revise(unit, caller, loadedStream, billId, body))
                .map(row -> CommandResponse.ok(row, row.version())));
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @DeleteMapping("/{billId}")
  @Operation(summary = "Removes a bill")
  Mono<ResponseEntity<Void>> remove(
      Caller caller,
      @Parameter(description = "The scenario") @PathVariable UUID id,
      @Parameter(description = "The bill") @PathVariable UUID billId) {
    return commands.run(
        caller,
        Void.class,
        unit ->
            bills
                .load(unit, caller, id, billId)
                .map(
                    loadedStream ->
                        unit.decide(
                            SCENARIOS,
                            loadedStream,
                            new ScenarioCommand.RemoveBill(id, billId, caller.at()),
                            caller.newChange()))
                .thenReturn(CommandResponse.noContent()));
  }

  private Mono<BillResponse> plan(
      UnitOfWork unit, Caller caller, LoadedStream<Scenario> loadedStream, Bill bill) {
    UUID scenario = loadedStream.stream().id();
    return streams
        .account(unit, caller, bill.account())
        .then(Mono.defer(() -> bills.series(unit, caller, bill.series())))
        .then(Mono.defer(() -> bills.category(unit, caller, bill.category())))
        .map(
            category ->
                unit.decide(
                    SCENARIOS,
                    loadedStream,
                    new ScenarioCommand.PlanBill(scenario, bill.in(category), caller.at()),
                    caller.newChange()))
        .flatMap(_ -> queries.written(unit, caller.user(), scenario, bill.id(), caller.at()));
  }

  private Mono<BillResponse> revise(
      UnitOfWork unit,
      Caller caller,
      LoadedStream<Scenario> loadedStream,
      UUID billId,
      UpdateBillRequest body) {
    UUID scenario = loadedStream.stream().id();
    Bill current = BillLookups.bill(loadedStream, billId);
    Bill bill = body.of(current);
    Change change = caller.newChange();
    return streams
        .account(unit, caller, body.accountId().present() ? bill.account() : Optional.empty())
        .then(
            Mono.defer(
                () ->
                    bills.series(
                        unit,
                        caller,
                        body.seriesId().present() ? bill.series() : Optional.empty())))
        .then(Mono.defer(() -> category(unit, caller, bill, body)))
        .map(
            category ->
                unit.decide(
                    SCENARIOS,
                    loadedStream,
                    new ScenarioCommand.ReviseBill(scenario, bill.in(category), caller.at()),
                    change))
        .then(
            Mono.justOrEmpty(bill.paidThrough())
                .filter(day -> !day.equals(current.paidThrough().orElse(null)))
                .flatMap(day -> OccurrenceMarks.clear(unit, change, scenario, billId, day)))
        .then(
            Mono.defer(() -> queries.written(unit, caller.user(), scenario, billId, caller.at())));
  }

  /** A category that is not named stays, even if it has been archived since. */
  private Mono<Optional<UUID>> category(
      UnitOfWork unit, Caller caller, Bill bill, UpdateBillRequest body) {
    return body.categoryId().present()
        ? bills.category(unit, caller, bill.category())
        : Mono.just(bill.category());
  }

  private static String location(BillResponse row) {
    return "/api/scenarios/" + row.scenarioId() + "/bills/" + row.id();
  }

  private static BillQueries.BillPageStart after(List<String> values) {
    return new BillQueries.BillPageStart(values.getFirst(), UUID.fromString(values.getLast()));
  }

  private static List<String> place(BillResponse last) {
    return List.of(last.name(), last.id().toString());
  }
}
