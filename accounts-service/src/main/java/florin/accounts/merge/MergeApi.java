package florin.accounts.merge;

import static florin.accounts.account.AccountCodec.ACCOUNTS;
import static florin.accounts.merge.MergeCodec.MERGES;
import static florin.journal.web.field.FieldChecks.required;

import florin.accounts.account.AccountCodec;
import florin.accounts.account.AccountQueries;
import florin.accounts.account.AccountQueries.Side;
import florin.accounts.problem.AccountsProblem;
import florin.journal.UnitOfWork;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.field.FieldChecks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/accounts/{id}")
@Tag(name = "Accounts")
class MergeApi {

  private final ApiCommands commands;
  private final AccountQueries accounts;

  MergeApi(ApiCommands commands, AccountQueries accounts) {
    this.commands = commands;
    this.accounts = accounts;
  }

  @Schema(requiredProperties = "into")
  record MergeAccountRequest(
      @Nullable @Schema(description = "The account that stays.") UUID into) {}

  /**
   * The connection that shows an account.
   *
   * @param mergedInto null for one that stands alone
   */
  record MergedAccountResponse(UUID accountId, @Nullable UUID mergedInto) {}

  @PostMapping("/merge")
  @Operation(
      summary = "Say that an account is another one",
      description =
          "Its balances and transactions are then seen under the other one; nothing is rewritten,"
              + " and it can be taken apart again. What was merged into it goes along. Transactions"
              + " that both have are counted once. Both must have one currency, and both be assets"
              + " or both debts.")
  Mono<ResponseEntity<MergedAccountResponse>> mergeAccount(
      Caller caller, @PathVariable UUID id, @RequestBody MergeAccountRequest mergeAccountRequest) {
    UUID into = required(mergeAccountRequest.into(), "into");
    Instant at = caller.newChange().at();
    return commands.run(
        caller,
        MergedAccountResponse.class,
        unit ->
            known(unit, caller, id, FieldChecks.notFound("account"))
                .then(Mono.defer(() -> inVersion(unit, caller, id)))
                .then(Mono.defer(() -> known(unit, caller, into, unknown(into))))
                .then(Mono.defer(() -> alike(unit, caller, id, into)))
                .then(Mono.defer(() -> decide(unit, caller, new MergeCommand.Merge(id, into, at))))
                .thenReturn(CommandResponse.ok(new MergedAccountResponse(id, into))));
  }

  @PostMapping("/unmerge")
  @Operation(summary = "Take an account apart from the one it was merged into")
  Mono<ResponseEntity<MergedAccountResponse>> unmergeAccount(Caller caller, @PathVariable UUID id) {
    Instant at = caller.newChange().at();
    return commands.run(
        caller,
        MergedAccountResponse.class,
        unit ->
            known(unit, caller, id, FieldChecks.notFound("account"))
                .then(Mono.defer(() -> inVersion(unit, caller, id)))
                .then(Mono.defer(() -> decide(unit, caller, new MergeCommand.Unmerge(id, at))))
                .thenReturn(CommandResponse.ok(new MergedAccountResponse(id, null))));
  }

  /** The account that is merged, in the version that the caller has seen. */
  private static Mono<Void> inVersion(UnitOfWork unit, Caller caller, UUID account) {
    return caller.ifMatch().isEmpty()
        ? Mono.empty()
        : unit.load(ACCOUNTS, AccountCodec.stream(caller.user(), account))
            .doOnNext(loaded -> caller.demandVersion(loaded.userVersion()))
            .then();
  }

  private static Mono<Void> decide(UnitOfWork unit, Caller caller, MergeCommand command) {
    return unit.load(MERGES, Merges.stream(caller.user()))
        .doOnNext(merges -> unit.decide(MERGES, merges, command, caller.newChange()))
        .then();
  }

  private Mono<Boolean> known(UnitOfWork unit, Caller caller, UUID account, Rejection otherwise) {
    return accounts
        .exists(unit.session(), caller.user(), account)
        .filter(Boolean::booleanValue)
        .switchIfEmpty(Mono.error(() -> otherwise));
  }

  /** Accounts that cannot be one: a sum of theirs would mean nothing. */
  private Mono<Void> alike(UnitOfWork unit, Caller caller, UUID account, UUID into) {
    return accounts
        .sides(unit.session(), caller.user(), account, into)
        .doOnNext(
            sides -> {
              Side one = Objects.requireNonNull(sides.get(account));
              Side other = Objects.requireNonNull(sides.get(into));
              demand(
                  one.currency().equals(other.currency()),
                  "into: an account in %s (expected: one in %s)"
                      .formatted(other.currency(), one.currency()));
              demand(
                  one.debt() == other.debt(),
                  "into: %s (expected: %s)".formatted(side(other), side(one)));
            })
        .then();
  }

  private static String side(Side side) {
    return side.debt() ? "a debt" : "an asset";
  }

  private static void demand(boolean good, String detail) {
    if (!good) {
      throw new Rejection(AccountsProblem.ACCOUNTS_DIFFER, detail, "/into");
    }
  }

  private static Rejection unknown(UUID account) {
    return new Rejection(
        AccountsProblem.ACCOUNT_UNKNOWN,
        "into: %s (expected: one of your accounts)".formatted(account),
        "/into");
  }
}
