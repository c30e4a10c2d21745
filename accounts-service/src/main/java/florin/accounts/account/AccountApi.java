package florin.accounts.account;

import static florin.accounts.account.AccountCodec.ACCOUNTS;
import static florin.journal.web.field.FieldChecks.invalid;
import static florin.journal.web.field.FieldChecks.required;

import florin.accounts.account.value.AccountClassification;
import florin.accounts.account.value.AccountType;
import florin.accounts.validation.NameChecks;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.PatchField;
import florin.journal.web.field.FieldChecks;
import florin.journal.web.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
@RequestMapping("/api/accounts")
@Tag(name = "Accounts")
class AccountApi {

  private static final List<String> STATUSES = List.of("active", "closed");
  private static final String TYPES = "depository, credit, loan, investment, other";

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final AccountQueries queries;

  AccountApi(ApiCommands commands, DatabaseReads reads, AccountQueries queries) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
  }

  @Schema(requiredProperties = {"name", "type", "currency"})
  record CreateAccountRequest(
      @Nullable @Schema(example = "Cash") String name,
      @Nullable @Schema(example = "depository") String type,
      @Nullable @Schema(example = "savings") String subtype,
      @Nullable @Schema(example = "USD") String currency,
      @Nullable @Schema(description = "An asset is positive, a debt negative.")
          Money openingBalance) {

    AccountCommand.Open command(UUID account, Instant at) {
      AccountType known = knownType(required(type, "type"));
      CurrencyCode own = FieldChecks.officialCurrency(required(currency, "currency"), "currency");
      return new AccountCommand.Open(
          account,
          NameChecks.name(required(name, "name")),
          known,
          Optional.ofNullable(subtype).map(word -> subtype(known, word)),
          own,
          Optional.ofNullable(openingBalance).map(given -> balance(given, own)),
          at);
    }

    private static AccountType knownType(String word) {
      return AccountType.of(word)
          .orElseThrow(
              () -> invalid("type", "type: '%s' (expected one of: %s)".formatted(word, TYPES)));
    }

    private static String subtype(AccountType type, String word) {
      if (!type.has(word)) {
        throw invalid(
            "subtype",
            "subtype: '%s' (expected one of: %s)"
                .formatted(
                    word,
                    Stream.concat(type.subtypes().stream().sorted(), Stream.of("other"))
                        .distinct()
                        .collect(Collectors.joining(", "))));
      }
      return word;
    }

    private static Money balance(Money given, CurrencyCode own) {
      Money balance = FieldChecks.officialMoney(given, "openingBalance");
      if (!balance.currency().equals(own)) {
        throw invalid(
            "openingBalance/currency",
            "currency: '%s' (expected: %s, the account's)".formatted(balance.currency(), own));
      }
      return balance;
    }
  }

  record UpdateAccountRequest(
      @Schema(implementation = String.class, description = "Null goes back to the bank's name.")
          PatchField<@Nullable String> name,
      @Schema(implementation = Boolean.class) PatchField<Boolean> hidden,
      @Schema(
              implementation = String.class,
              allowableValues = {"active", "closed"})
          PatchField<String> status,
      @Schema(
              implementation = String.class,
              description = "With subtype or without one; null goes back to the bank's.")
          PatchField<@Nullable String> type,
      @Schema(implementation = String.class, description = "Only together with type.")
          PatchField<@Nullable String> subtype) {

    List<AccountCommand> commands(UUID account, Instant at) {
      List<AccountCommand> commands = new ArrayList<>();
      if (name.present()) {
        Optional<String> given = name.value().map(NameChecks::name);
        commands.add(new AccountCommand.Rename(account, given, at));
      }
      if (hidden.present()) {
        commands.add(
            hidden.required("hidden")
                ? new AccountCommand.Hide(account, at)
                : new AccountCommand.Show(account, at));
      }
      if (status.present()) {
        commands.add(status(status.required("status"), account, at));
      }
      if (type.present() || subtype.present()) {
        commands.add(new AccountCommand.Classify(account, kind(), at));
      }
      return commands;
    }

    private Optional<AccountClassification> kind() {
      if (type.value().isEmpty() && subtype.value().isPresent()) {
        throw invalid("subtype", "subtype: without a type (expected: with the type it is of)");
      }
      if (!type.present()) {
        throw invalid("subtype", "subtype: null without a type (expected: with its type)");
      }
      return type.value()
          .map(CreateAccountRequest::knownType)
          .map(
              known ->
                  new AccountClassification(
                      known, subtype.value().map(w -> CreateAccountRequest.subtype(known, w))));
    }

    private static AccountCommand status(String word, UUID account, Instant at) {
      return switch (word) {
        case "active" -> new AccountCommand.Reopen(account, at);
        case "closed" -> new AccountCommand.Close(account, at);
        default ->
            throw invalid(
                "status", "status: '%s' (expected one of: active, closed)".formatted(word));
      };
    }
  }

  @GetMapping
  @Operation(
      summary = "Your accounts with their balances at the end of today",
      description =
          "In the order in which they were first seen; hidden ones only if asked for. The balance"
              + " is that of the last day of /api/accounts/{id}/balances; a closed account has"
              + " none.")
  Mono<Page<AccountResponse>> accounts(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean includeHidden,
      @RequestParam(required = false)
          @Nullable
          @Parameter(
              description = "Only accounts of this type.",
              schema =
                  @Schema(
                      allowableValues = {"depository", "credit", "loan", "investment", "other"}))
          String type,
      @RequestParam(required = false)
          @Nullable
          @Parameter(
              description = "Only accounts of this status; without it, of both.",
              schema = @Schema(allowableValues = {"active", "closed"}))
          String status,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (type != null && AccountType.of(type).isEmpty()) {
      throw new Rejection(
          ProblemType.INVALID_PARAMETER.code(),
          "type: '%s' (expected one of: %s)".formatted(type, TYPES),
          "type");
    }
    if (status != null && !STATUSES.contains(status)) {
      throw new Rejection(
          ProblemType.INVALID_PARAMETER,
          "status: '%s' (expected one of: %s)".formatted(status, String.join(", ", STATUSES)),
          "status");
    }
    int rows = Cursors.limit(limit);
    AccountQueries.Filter filter = new AccountQueries.Filter(includeHidden, type, status);
    return reads.read(
        caller.user(),
        session -> queries.page(session, caller.user(), filter, rows, cursor, caller.at()));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One account")
  Mono<ResponseEntity<AccountResponse>> account(Caller caller, @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> queries.find(session, caller.user(), id, caller.at()))
        .switchIfEmpty(Mono.error(() -> FieldChecks.notFound("account")))
        .map(item -> CommandResponse.found(item, item.version()));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Open an account by hand")
  Mono<ResponseEntity<AccountResponse>> openAccount(
      Caller caller, @RequestBody CreateAccountRequest createAccountRequest) {
    UUID id = Ids.next();
    AccountCommand.Open command = createAccountRequest.command(id, caller.newChange().at());
    return commands.run(
        caller,
        AccountResponse.class,
        unit ->
            unit.load(ACCOUNTS, AccountCodec.stream(caller.user(), id))
                .map(account -> decided(unit, caller, account, List.of(command)))
                .delayUntil(_ -> AccountNames.demandDistinct(unit, caller.user(), List.of(id)))
                .map(AccountApi::created));
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Rename, classify, hide, show, close or reopen an account")
  Mono<ResponseEntity<AccountResponse>> changeAccount(
      Caller caller,
      @PathVariable UUID id,
      @RequestBody UpdateAccountRequest updateAccountRequest) {
    return commands.run(
        caller,
        AccountResponse.class,
        unit ->
            changed(unit, caller, id, updateAccountRequest.commands(id, caller.newChange().at()))
                .flatMap(account -> replied(unit, caller, account))
                .delayUntil(_ -> named(unit, caller, id, updateAccountRequest)));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Close an account; it keeps its history")
  Mono<ResponseEntity<Void>> closeAccount(Caller caller, @PathVariable UUID id) {
    return commands.run(
        caller,
        Void.class,
        unit ->
            changed(
                    unit,
                    caller,
                    id,
                    List.of(new AccountCommand.Close(id, caller.newChange().at())))
                .thenReturn(CommandResponse.noContent()));
  }

  @DeleteMapping("/{id}/merge-candidates/{candidate}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Say that an account is not the one it may be; it is not proposed again")
  Mono<ResponseEntity<Void>> dismissCandidate(
      Caller caller, @PathVariable UUID id, @PathVariable UUID candidate) {
    Instant at = caller.newChange().at();
    return commands.run(
        caller,
        Void.class,
        unit ->
            changed(unit, caller, id, List.of(new AccountCommand.Dismiss(id, candidate, at)))
                .thenReturn(CommandResponse.noContent()));
  }

  /** Hiding or classifying an account gives no name. */
  private static Mono<Void> named(
      UnitOfWork unit, Caller caller, UUID id, UpdateAccountRequest updateAccountRequest) {
    return updateAccountRequest.name().present() || updateAccountRequest.status().present()
        ? AccountNames.demandDistinct(unit, caller.user(), List.of(id))
        : Mono.empty();
  }

  private static Mono<LoadedStream<Account>> changed(
      UnitOfWork unit, Caller caller, UUID id, List<AccountCommand> wanted) {
    return unit.load(ACCOUNTS, AccountCodec.stream(caller.user(), id))
        .map(
            account -> {
              if (!account.exists()) {
                throw FieldChecks.notFound("account");
              }
              caller.demandVersion(account.userVersion());
              return decided(unit, caller, account, wanted);
            });
  }

  private static LoadedStream<Account> decided(
      UnitOfWork unit, Caller caller, LoadedStream<Account> account, List<AccountCommand> wanted) {
    Change change = caller.newChange();
    LoadedStream<Account> next = account;
    for (AccountCommand command : wanted) {
      next = unit.decide(ACCOUNTS, next, command, change);
    }
    return next;
  }

  private static CommandResponse<AccountResponse> created(LoadedStream<Account> account) {
    UUID id = account.stream().id();
    return CommandResponse.created(
        AccountResponse.opened(id, (Account.Existing) account.state(), account.userVersion()),
        account.userVersion(),
        "/api/accounts/" + id);
  }

  private Mono<CommandResponse<AccountResponse>> replied(
      UnitOfWork unit, Caller caller, LoadedStream<Account> account) {
    return unit.project()
        .then(
            Mono.defer(
                () ->
                    queries.find(
                        unit.session(), caller.user(), account.stream().id(), caller.at())))
        .map(item -> CommandResponse.ok(item, account.userVersion()));
  }
}
