package florin.accounts.user;

import static florin.accounts.Checks.invalid;
import static florin.accounts.Checks.required;
import static florin.accounts.user.UserCodec.USERS;

import florin.accounts.Checks;
import florin.accounts.user.UserQueries.Profile;
import florin.events.Money;
import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.StreamId;
import florin.journal.UnitOfWork;
import florin.journal.erasure.Erasure;
import florin.journal.erasure.Marks;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Field;
import florin.journal.web.Reply;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
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
  private final Reads reads;
  private final UserQueries queries;

  UserApi(ApiCommands commands, Reads reads, UserQueries queries) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
  }

  /**
   * @param state {@code erasing}; the next answer is 410
   */
  @Schema(name = "UserLeaving")
  record Leaving(String state) {}

  @Schema(name = "UserChanges")
  record Changes(
      @Schema(implementation = String.class, example = "Europe/Zurich") Field<String> timeZone,
      @Schema(implementation = String.class, example = "CHF") Field<String> baseCurrency,
      @Schema(implementation = Money.class, description = "Null clears it.") Field<Money> buffer,
      @Schema(
              implementation = Boolean.class,
              description = "Whether safe-to-spend counts savings accounts as money to spend.")
          Field<Boolean> spendFromSavings) {

    Settings on(Settings now) {
      return new Settings(
          timeZone.present() ? zone(required(timeZone.value(), "/timeZone")) : now.timeZone(),
          baseCurrency.present()
              ? Checks.currency(required(baseCurrency.value(), "/baseCurrency"), "/baseCurrency")
              : now.baseCurrency(),
          buffer.present() ? buffer.value().map(Changes::positive) : now.buffer(),
          spendFromSavings.present()
              ? required(spendFromSavings.value(), "/spendFromSavings")
              : now.spendFromSavings());
    }

    private static String zone(String given) {
      if (!Settings.ZONES.contains(given)) {
        throw invalid(
            "/timeZone",
            "timeZone: '%s' (expected: an IANA time zone such as Europe/Zurich)".formatted(given));
      }
      return given;
    }

    private static Money positive(Money given) {
      Money buffer = Checks.money(given, "/buffer");
      if (buffer.amount().signum() < 0) {
        throw invalid("/buffer/amount", "amount: " + buffer.amount() + " (expected: >= 0)");
      }
      return buffer;
    }
  }

  @GetMapping
  @Operation(summary = "Who you are and what you chose")
  Mono<ResponseEntity<Profile>> me(Caller caller) {
    return reads
        .as(caller.user(), session -> queries.profile(session, caller.user()))
        .map(me -> Reply.found(me, me.version()));
  }

  @PatchMapping
  @Operation(summary = "Choose time zone, base currency, buffer, or whether savings are spent")
  Mono<ResponseEntity<Profile>> changeMe(Caller caller, @RequestBody Changes changes) {
    return commands.run(
        caller,
        Profile.class,
        unit ->
            unit.load(USERS, new StreamId(caller.user(), USERS.streamType(), caller.user()))
                .map(user -> revised(caller, changes, unit, user)));
  }

  @DeleteMapping
  @Operation(
      summary = "Erase everything of yours, for good",
      description =
          "From the answer on every request is answered 410. Connections are removed at the"
              + " provider, then every row of every service is deleted.")
  Mono<ResponseEntity<Leaving>> erase(Caller caller) {
    return commands.run(
        caller,
        Leaving.class,
        unit ->
            unit.load(Erasure.DECIDER, Erasure.stream(caller.user()))
                .flatMap(erasure -> leave(unit, caller, erasure)));
  }

  private static Mono<Reply<Leaving>> leave(
      UnitOfWork unit, Caller caller, Loaded<Erasure> erasure) {
    var command = new Erasure.Command.Ask(caller.user(), caller.change().at());
    unit.decide(Erasure.DECIDER, erasure, command, caller.change());
    return Marks.add(unit.session(), List.of(caller.user()))
        .thenReturn(Reply.accepted(new Leaving("erasing"), "/api/users/me"));
  }

  private static Reply<Profile> revised(
      Caller caller, Changes changes, UnitOfWork unit, Loaded<User> user) {
    caller.demand(user.userVersion());
    Settings settings = changes.on(user.state().settings());
    Loaded<User> next =
        unit.decide(
            USERS,
            user,
            new UserCommand.Revise(caller.user(), settings, caller.change().at()),
            caller.change());
    return Reply.ok(
        Profile.of(caller.user(), next.state().settings(), next.userVersion()), next.userVersion());
  }
}
