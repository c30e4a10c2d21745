package florin.transactions.recurring;

import static florin.transactions.recurring.series.SeriesCodec.SERIES;

import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Page;
import florin.journal.web.PatchField;
import florin.journal.web.Resource;
import florin.journal.web.Resources;
import florin.journal.web.field.FieldChecks;
import florin.transactions.list.TransactionQueries;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.recurring.detection.SeriesDetection;
import florin.transactions.recurring.pattern.DueRule;
import florin.transactions.recurring.pattern.PayeeKey;
import florin.transactions.recurring.series.Direction;
import florin.transactions.recurring.series.Series;
import florin.transactions.recurring.series.SeriesCommand;
import florin.transactions.recurring.series.SeriesGroup;
import florin.transactions.recurring.series.SeriesPattern;
import florin.transactions.validation.NameChecks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
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
@RequestMapping("/api/recurring")
@Tag(name = "Recurring", description = "Series of transactions that recur, and when they are due")
class RecurringApi {

  private static final String PATH = "/api/recurring";
  private static final int MOST = 1_000;

  private final ApiCommands commands;
  private final Resources resources;
  private final TransactionQueries transactions;
  private final Resource<SeriesCommand, Series, SeriesResponse> series;

  RecurringApi(ApiCommands commands, Resources resources, TransactionQueries transactions) {
    this.commands = commands;
    this.resources = resources;
    this.transactions = transactions;
    this.series =
        resources.of(
            SERIES,
            PATH,
            SeriesResponse.class,
            SeriesResponse::version,
            (session, caller, id) -> SeriesQueries.one(session, caller.user(), id, caller.at()));
  }

  @Schema(requiredProperties = {"name", "accountId", "amount", "cadence", "nextDue"})
  record CreateSeriesRequest(
      @Nullable @Schema(description = "1 to 100 characters; needed") String name,
      @Nullable @Schema(description = "The account of its transactions; needed") UUID accountId,
      @Nullable
          @Schema(
              description =
                  "The amount each time in the account's currency, negative = money out; needed")
          Money amount,
      @Nullable
          @Schema(
              description = "How often it occurs; needed",
              allowableValues = {
                "weekly",
                "biweekly",
                "semi-monthly",
                "four-weekly",
                "monthly",
                "bimonthly",
                "quarterly",
                "half-yearly",
                "yearly"
              })
          String cadence,
      @Nullable @Schema(description = "A due date; all others are counted from it; needed")
          LocalDate nextDue,
      @Nullable
          @Schema(
              description =
                  "A transaction of the payee: its transactions are linked. Without one, those"
                      + " whose payee begins like the name")
          UUID transactionId) {}

  record UpdateSeriesRequest(
      @Schema(
              types = {"string", "null"},
              description = "1 to 100 characters; null: the payee's name")
          PatchField<String> name,
      @Schema(description = "The amount each time, negative = money out; null: as it is detected")
          PatchField<@Nullable Money> amount,
      @Schema(
              types = {"string", "null"},
              description = "How often it occurs; null: as it is detected")
          PatchField<String> cadence,
      @Schema(
              types = {"string", "null"},
              format = "date",
              description = "A due date that all others are counted from; null: as it is detected")
          PatchField<LocalDate> nextDue) {}

  @GetMapping
  @Operation(summary = "Lists recurring series, by name; page with `next`")
  Mono<Page<SeriesResponse>> list(
      Caller caller,
      @Parameter(
              description = "Only series in this state",
              schema = @Schema(allowableValues = {"suggested", "confirmed", "ended", "dismissed"}))
          @RequestParam(required = false)
          @Nullable String state,
      @Parameter(
              description = "Only income or only expenses",
              schema = @Schema(allowableValues = {"income", "expense"}))
          @RequestParam(required = false)
          @Nullable String direction,
      @Parameter(description = "Only series due within this many days from today, such as 14d")
          @RequestParam(required = false)
          @Nullable String dueWithin,
      @Parameter(description = "How many items a page has: 1 to 500, by default 50")
          @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(
              description = "The field next of the page before; it holds for the same query only")
          @RequestParam(required = false)
          @Nullable String cursor) {
    SeriesSelection selection = SeriesSelection.of(state, direction, dueWithin);
    return resources.page(
        caller,
        "recurring " + selection,
        limit,
        cursor,
        (session, after, size) ->
            SeriesQueries.today(session, caller.user(), caller.at())
                .zipWhen(_ -> SeriesQueries.all(session, caller.user()))
                .map(found -> selection.page(found.getT2(), found.getT1(), after, size)),
        row -> List.of(row.name(), row.id().toString()));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a series with its occurrences and price changes")
  Mono<ResponseEntity<SeriesResponse>> one(
      Caller caller, @Parameter(description = "The series") @PathVariable UUID id) {
    return series.show(caller, id);
  }

  @ResponseStatus(HttpStatus.CREATED)
  @PostMapping
  @Operation(
      summary = "Creates a series by hand; transactions that fit it are linked",
      description = "Transfers and excluded transactions may be meant as well.")
  Mono<ResponseEntity<SeriesResponse>> create(
      Caller caller, @RequestBody CreateSeriesRequest body) {
    UUID id = Ids.next();
    String name = NameChecks.name(body.name());
    UUID account = SeriesRequests.required(body.accountId(), "accountId", "the id of an account");
    Money amount =
        SeriesRequests.required(
            body.amount(), "amount", "{\"amount\":\"-12.34\",\"currency\":\"USD\"}");
    DueRule rule =
        DueRule.from(
            SeriesRequests.cadence(
                SeriesRequests.required(body.cadence(), "cadence", "a cadence such as monthly")),
            SeriesRequests.due(
                SeriesRequests.required(body.nextDue(), "nextDue", "a date such as 2026-01-31")));
    return commands.run(
        caller,
        SeriesResponse.class,
        unit ->
            demandRoom(unit, caller)
                .then(Mono.defer(() -> account(unit, caller, account)))
                .zipWhen(_ -> payee(unit, caller, body.transactionId(), name))
                .flatMap(
                    found -> {
                      SeriesGroup group =
                          new SeriesGroup(found.getT1().id(), found.getT2(), Direction.of(amount));
                      SeriesPattern pattern =
                          SeriesPattern.created(
                              rule, SeriesRequests.size(amount, found.getT1().currency()));
                      return create(
                          unit,
                          caller,
                          new SeriesCommand.Create(id, group, name, pattern, caller.at()));
                    })
                .map(made -> CommandResponse.created(made, made.version(), PATH + "/" + id)));
  }

  private static Mono<Void> demandRoom(UnitOfWork unit, Caller caller) {
    return SeriesQueries.all(unit.session(), caller.user())
        .doOnNext(
            rows -> {
              if (rows.size() >= MOST) {
                throw new Rejection(
                    TransactionsProblem.TOO_MANY_SERIES,
                    "series: " + MOST + " already (expected: fewer)");
              }
            })
        .then();
  }

  private Mono<TransactionQueries.Booking> account(UnitOfWork unit, Caller caller, UUID id) {
    return transactions
        .account(unit.session(), caller.user(), id)
        .switchIfEmpty(Mono.error(() -> FieldChecks.unknownAccount(id, "accountId", "/accountId")));
  }

  private static Mono<String> payee(
      UnitOfWork unit, Caller caller, @Nullable UUID transaction, String name) {
    return transaction == null
        ? Mono.just(PayeeKey.of(name))
        : SeriesQueries.payee(unit.session(), caller.user(), transaction)
            .switchIfEmpty(
                Mono.error(
                    () ->
                        new Rejection(
                            TransactionsProblem.OCCURRENCE_UNKNOWN,
                            "transactionId: '" + transaction + "' (expected: a transaction)",
                            "/transactionId")));
  }

  private static Mono<SeriesResponse> create(
      UnitOfWork unit, Caller caller, SeriesCommand.Create command) {
    LoadedStream<Series> made =
        caller.decide(unit, SERIES, SERIES.absent(caller.user(), command.id()), command);
    return unit.project()
        .then(
            Mono.defer(
                () ->
                    SeriesDetection.created(
                        unit, detection(caller), command.group().payeeKey(), made)))
        .then(Mono.defer(unit::project))
        .then(
            Mono.defer(
                () -> SeriesQueries.one(unit.session(), caller.user(), command.id(), caller.at())));
  }

  /** What the detection finds is not the user's change, so it is not undone with it. */
  private static Change detection(Caller caller) {
    return Change.by(Actor.SYSTEM, caller.user(), caller.at());
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Revises a series; null in a field returns to what is detected")
  Mono<ResponseEntity<SeriesResponse>> revise(
      Caller caller,
      @Parameter(description = "The series") @PathVariable UUID id,
      @RequestBody UpdateSeriesRequest body) {
    return series.change(
        caller,
        id,
        (unit, state) ->
            SeriesQueries.today(unit.session(), caller.user(), caller.at())
                .map(
                    today ->
                        List.of(
                            new SeriesCommand.Revise(
                                SeriesRequests.overrides(
                                    present(state, id),
                                    body.name(),
                                    body.amount(),
                                    body.cadence(),
                                    body.nextDue(),
                                    present(state, id).rule().nextFrom(today)),
                                caller.at()))));
  }

  private static Series.Present present(Series state, UUID id) {
    if (state instanceof Series.Present series && !series.removed()) {
      return series;
    }
    throw SERIES.notFound(id);
  }

  @PostMapping("/{id}/confirm")
  @Operation(summary = "Confirms that it is a series, also one that was dismissed or has ended")
  Mono<ResponseEntity<SeriesResponse>> confirm(
      Caller caller, @Parameter(description = "The series") @PathVariable UUID id) {
    return judge(
        caller,
        id,
        List.of(new SeriesCommand.Confirm(caller.at()), new SeriesCommand.Revive(caller.at())));
  }

  @PostMapping("/{id}/dismiss")
  @Operation(summary = "Says that it is no series; it is not suggested again")
  Mono<ResponseEntity<SeriesResponse>> dismiss(
      Caller caller, @Parameter(description = "The series") @PathVariable UUID id) {
    return judge(caller, id, List.of(new SeriesCommand.Dismiss(caller.at())));
  }

  @PostMapping("/{id}/end")
  @Operation(summary = "Ends a series; a later transaction that fits it revives it")
  Mono<ResponseEntity<SeriesResponse>> end(
      Caller caller, @Parameter(description = "The series") @PathVariable UUID id) {
    return judge(caller, id, List.of(new SeriesCommand.End(caller.at())));
  }

  private Mono<ResponseEntity<SeriesResponse>> judge(
      Caller caller, UUID id, List<SeriesCommand> wanted) {
    return series.change(
        caller,
        id,
        (_, state) -> {
          present(state, id);
          return Mono.just(wanted);
        });
  }

  @DeleteMapping("/{id}/occurrences/{transactionId}")
  @Operation(summary = "Unlinks a transaction from a series; it is not linked again")
  Mono<ResponseEntity<SeriesResponse>> unlink(
      Caller caller,
      @Parameter(description = "The series") @PathVariable UUID id,
      @Parameter(description = "The transaction") @PathVariable UUID transactionId) {
    return series.change(
        caller,
        id,
        (_, state) -> {
          Series.Present found = present(state, id);
          if (!found.occurrences().containsKey(transactionId)
              && !found.unlinked().containsKey(transactionId)) {
            throw new Rejection(
                TransactionsProblem.OCCURRENCE_UNKNOWN,
                "transactionId: '" + transactionId + "' (expected: an occurrence of the series)");
          }
          return Mono.just(List.of(new SeriesCommand.Unlink(Set.of(transactionId), caller.at())));
        });
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @DeleteMapping("/{id}")
  @Operation(summary = "Removes a series; its transactions stay, and it is not suggested again")
  Mono<ResponseEntity<Void>> remove(
      Caller caller, @Parameter(description = "The series") @PathVariable UUID id) {
    return series.remove(caller, id, new SeriesCommand.Remove(caller.at()));
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @PostMapping("/detect")
  @Operation(summary = "Runs the detection over all transactions of the user")
  Mono<ResponseEntity<Void>> detect(Caller caller) {
    return commands.run(
        caller,
        Void.class,
        unit ->
            SeriesDetection.all(unit, detection(caller)).thenReturn(CommandResponse.noContent()));
  }
}
