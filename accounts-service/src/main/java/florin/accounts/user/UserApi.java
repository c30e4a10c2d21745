package florin.accounts.user;

import static florin.accounts.user.UserCodec.USERS;
import static florin.journal.web.field.FieldChecks.invalid;

import florin.accounts.user.UserQueries.UserResponse;
import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.erasure.ErasedUsers;
import florin.journal.erasure.Erasure;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.PatchField;
import florin.journal.web.field.FieldChecks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/users/me")
@Tag(name = "Users")
class UserApi {

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final UserQueries queries;

  UserApi(ApiCommands commands, DatabaseReads reads, UserQueries queries) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
  }

  /**
   * @param state {@code erasing}; the next answer is 410
   */
  @Schema(name = "UserErasure")
  record EraseUserResponse(String state) {}

  record UpdateUserRequest(
      @Schema(implementation = String.class, example = "Europe/Zurich") PatchField<String> timeZone,
      @Schema(implementation = String.class, example = "CHF") PatchField<String> baseCurrency,
      @Schema(implementation = Money.class, description = "Null clears it.")
          PatchField<@Nullable Money> buffer,
      @Schema(
              implementation = Boolean.class,
              description = "Whether safe-to-spend counts savings accounts as money to spend.")
          PatchField<Boolean> spendFromSavings) {

    UserSettings on(UserSettings now) {
      return new UserSettings(
          timeZone.present() ? zone(timeZone.required("timeZone")) : now.timeZone(),
          baseCurrency.present()
              ? FieldChecks.officialCurrency(baseCurrency.required("baseCurrency"), "baseCurrency")
              : now.baseCurrency(),
          buffer.present() ? buffer.value().map(UpdateUserRequest::positive) : now.buffer(),
          spendFromSavings.present()
              ? spendFromSavings.required("spendFromSavings")
              : now.spendFromSavings());
    }

    private static String zone(String given) {
      if (!UserSettings.ZONES.contains(given)) {
        throw invalid(
            "timeZone",
            "timeZone: '%s' (expected: an IANA time zone such as Europe/Zurich)".formatted(given));
      }
      return given;
    }

    private static Money positive(Money given) {
      Money buffer = FieldChecks.officialMoney(given, "buffer");
      if (buffer.amount().signum() < 0) {
        throw invalid("buffer/amount", "amount: " + buffer.amount() + " (expected: >= 0)");
      }
      return buffer;
    }
  }

  @GetMapping
  @Operation(summary = "Who you are and what you chose")
  Mono<ResponseEntity<UserResponse>> me(Caller caller) {
    return reads
        .read(caller.user(), session -> queries.profile(session, caller.user()))
        .map(me -> CommandResponse.found(me, me.version()));
  }

  @PatchMapping
  @Operation(summary = "Choose time zone, base currency, buffer, or whether savings are spent")
  Mono<ResponseEntity<UserResponse>> changeMe(
      Caller caller, @RequestBody UpdateUserRequest updateUserRequest) {
    return commands.run(
        caller,
        UserResponse.class,
        unit ->
            unit.load(USERS, new StreamId(caller.user(), USERS.streamType(), caller.user()))
                .map(user -> revised(caller, updateUserRequest, unit, user)));
  }

  @DeleteMapping
  @Operation(
      summary = "Erase everything of yours, for good",
      description =
          "From the answer on every request is answered 410. Connections are removed at the"
              + " provider, then every row of every service is deleted.")
  Mono<ResponseEntity<EraseUserResponse>> erase(Caller caller) {
    return commands.run(
        caller,
        EraseUserResponse.class,
        unit ->
            unit.load(Erasure.DECIDER, Erasure.stream(caller.user()))
                .flatMap(erasure -> leave(unit, caller, erasure)));
  }

  private static Mono<CommandResponse<EraseUserResponse>> leave(
      UnitOfWork unit, Caller caller, LoadedStream<Erasure> erasure) {
    var command = new Erasure.Command.Ask(caller.user(), caller.newChange().at());
    unit.decide(Erasure.DECIDER, erasure, command, caller.newChange());
    return ErasedUsers.add(unit.session(), List.of(caller.user()))
        .thenReturn(CommandResponse.accepted(new EraseUserResponse("erasing"), "/api/users/me"));
  }

  private static CommandResponse<UserResponse> revised(
      Caller caller,
      UpdateUserRequest updateUserRequest,
      UnitOfWork unit,
      LoadedStream<User> user) {
    caller.demandVersion(user.userVersion());
    UserSettings userSettings = updateUserRequest.on(user.state().settings());
    LoadedStream<User> next =
        unit.decide(
            USERS,
            user,
            new UserCommand.Revise(caller.user(), userSettings, caller.newChange().at()),
            caller.newChange());
    return CommandResponse.ok(
        UserResponse.of(caller.user(), next.state().settings(), next.userVersion()),
        next.userVersion());
  }
}
