package florin.accounts.balance;

import static florin.accounts.Checks.required;
import static florin.accounts.account.AccountCodec.ACCOUNTS;

import florin.accounts.Checks;
import florin.accounts.account.Account;
import florin.accounts.account.AccountCodec;
import florin.accounts.account.AccountCommand;
import florin.accounts.account.AccountQueries;
import florin.accounts.account.Balance;
import florin.accounts.account.Observation;
import florin.accounts.balance.BalanceQueries.Item;
import florin.events.Money;
import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.ProblemType;
import florin.journal.web.Reply;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
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
  private final Reads reads;
  private final AccountQueries accounts;
  private final BalanceQueries queries;

  BalanceApi(ApiCommands commands, Reads reads, AccountQueries accounts, BalanceQueries queries) {
    this.commands = commands;
    this.reads = reads;
    this.accounts = accounts;
    this.queries = queries;
  }

  @Schema(name = "ManualBalance", requiredProperties = "current")
  record Entry(
      @Nullable @Schema(description = "An asset is positive, a debt negative.") Money current,
      @Nullable @Schema(description = "Now if left out; never later than now.")
          Instant observedAt) {

    AccountCommand.EnterBalance command(UUID account, Instant at) {
      return new AccountCommand.EnterBalance(
          account,
          Balance.of(Checks.money(required(current, "/current"), "/current")),
          observedAt == null ? at : observedAt,
          at);
    }
  }

  @GetMapping
  @Operation(
      summary = "The balances that were observed, oldest first",
      description =
          "from and to are days in UTC, both included. source says who observed it: provider, or"
              + " the user by hand (manual, opening).")
  Mono<Page<Item>> balances(
      Caller caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (from != null && to != null && to.isBefore(from)) {
      throw new Rejection(
          ProblemType.INVALID_PARAMETER.code(),
          "to: %s (expected: not before from, %s)".formatted(to, from),
          "to");
    }
    int rows = Cursors.limit(limit);
    BalanceQueries.Days days = new BalanceQueries.Days(from, to);
    return reads.as(
        caller.user(),
        session ->
            accounts
                .exists(session, caller.user(), id)
                .flatMap(
                    known ->
                        known
                            ? queries.page(session, caller.user(), id, days, rows, cursor)
                            : Mono.error(Checks.notFound("account"))));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Enter a balance by hand",
      description = "It never takes the place of a balance the bank has said.")
  Mono<ResponseEntity<Item>> enterBalance(
      Caller caller, @PathVariable UUID id, @RequestBody Entry entry) {
    AccountCommand.EnterBalance command = entry.command(id, caller.change().at());
    return commands.run(
        caller,
        Item.class,
        unit ->
            unit.load(ACCOUNTS, AccountCodec.stream(caller.user(), id))
                .map(account -> entered(unit, caller, account, command)));
  }

  private static Reply<Item> entered(
      UnitOfWork unit,
      Caller caller,
      Loaded<Account> account,
      AccountCommand.EnterBalance command) {
    if (!account.exists()) {
      throw Checks.notFound("account");
    }
    caller.demand(account.userVersion());
    Loaded<Account> next = unit.decide(ACCOUNTS, account, command, caller.change());
    Observation said =
        new Observation(command.balance(), Observation.Source.MANUAL, command.observedAt());
    return Reply.created(
        Item.of(said), next.userVersion(), "/api/accounts/" + command.account() + "/balances");
  }
}
