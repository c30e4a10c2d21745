package florin.accounts.balance;

import static florin.accounts.account.AccountCodec.ACCOUNTS;
import static florin.journal.web.field.FieldChecks.required;

import florin.accounts.account.Account;
import florin.accounts.account.AccountCodec;
import florin.accounts.account.AccountCommand;
import florin.accounts.account.AccountQueries;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.balance.BalanceQueries.DayBalanceResponse;
import florin.accounts.balance.BalanceQueries.ManualBalanceResponse;
import florin.accounts.user.UserQueries;
import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.LoadedStream;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.field.FieldChecks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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
@RequestMapping("/api/accounts/{id}/balances")
@Tag(name = "Accounts")
class BalanceApi {

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final AccountQueries accounts;
  private final BalanceQueries queries;
  private final UserQueries users;
  private final Cursors cursors;

  BalanceApi(
      ApiCommands commands,
      DatabaseReads reads,
      AccountQueries accounts,
      BalanceQueries queries,
      UserQueries users,
      Cursors cursors) {
    this.cursors = cursors;
    this.users = users;
    this.commands = commands;
    this.reads = reads;
    this.accounts = accounts;
    this.queries = queries;
  }

  @Schema(requiredProperties = "current")
  record EnterBalanceRequest(
      @Nullable @Schema(description = "An asset is positive, a debt negative.") Money current,
      @Nullable @Schema(description = "Now if left out; never later than now.")
          Instant observedAt) {

    AccountCommand.EnterBalance command(UUID account, Instant at) {
      return new AccountCommand.EnterBalance(
          account,
          Balance.of(FieldChecks.officialMoney(required(current, "current"), "current")),
          observedAt == null ? at : observedAt,
          at);
    }
  }

  /** A series of days; it is whole unless a limit is given. */
  record BalanceSeriesResponse(List<DayBalanceResponse> items, @Nullable String next) {}

  @GetMapping
  @Operation(
      summary = "The balance of every day, oldest first",
      description =
          "from and to are days in your time zone, both included: the last 90 days if left out, ten"
              + " years at most, none after today. known says how: observed by the bank, manual, or"
              + " derived from those and the posted transactions. Days on which the balance is"
              + " unknown, and those from the day on which the account closed, are left out;"
              + " nothing is taken for zero. A merged account has the balances of its survivor.")
  Mono<BalanceSeriesResponse> balances(
      Caller caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return reads.read(
        caller.user(),
        session ->
            accounts
                .exists(session, caller.user(), id)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> FieldChecks.notFound("account")))
                .flatMap(_ -> users.zone(session, caller.user()))
                .flatMap(
                    zone ->
                        queries.series(
                            session,
                            caller.user(),
                            id,
                            DayRange.of(from, to, caller.at(), zone),
                            zone))
                .map(
                    days ->
                        cursors.part(
                            "balances %s %s %s %s".formatted(caller.user(), id, from, to),
                            days,
                            limit,
                            cursor,
                            day -> day.date().toString()))
                .map(page -> new BalanceSeriesResponse(page.items(), page.next())));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Enter a balance by hand",
      description =
          "It never takes the place of a balance the bank has said. On a merged account it is"
              + " entered for its survivor.")
  Mono<ResponseEntity<ManualBalanceResponse>> enterBalance(
      Caller caller, @PathVariable UUID id, @RequestBody EnterBalanceRequest enterBalanceRequest) {
    AccountCommand.EnterBalance asked = enterBalanceRequest.command(id, caller.newChange().at());
    return commands.run(
        caller,
        ManualBalanceResponse.class,
        unit ->
            accounts
                .survivor(unit.session(), caller.user(), id)
                .map(asked::on)
                .flatMap(command -> entered(unit, caller, command)));
  }

  private Mono<CommandResponse<ManualBalanceResponse>> entered(
      UnitOfWork unit, Caller caller, AccountCommand.EnterBalance command) {
    return users
        .zone(unit.session(), caller.user())
        .flatMap(
            zone ->
                unit.load(ACCOUNTS, AccountCodec.stream(caller.user(), command.account()))
                    .map(account -> entered(unit, caller, account, command, zone)));
  }

  private static CommandResponse<ManualBalanceResponse> entered(
      UnitOfWork unit,
      Caller caller,
      LoadedStream<Account> account,
      AccountCommand.EnterBalance command,
      ZoneId zone) {
    if (!account.exists()) {
      throw FieldChecks.notFound("account");
    }
    caller.demandVersion(account.userVersion());
    LoadedStream<Account> next = unit.decide(ACCOUNTS, account, command, caller.newChange());
    BalanceObservation said =
        new BalanceObservation(
            command.balance(), BalanceObservation.Source.MANUAL, command.observedAt());
    return CommandResponse.created(
        ManualBalanceResponse.of(said, zone),
        next.userVersion(),
        "/api/accounts/" + command.account() + "/balances");
  }
}
