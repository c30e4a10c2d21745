package florin.accounts.group;

import static florin.accounts.Checks.required;
import static florin.accounts.group.GroupCodec.GROUPS;

import florin.journal.Reads;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Reply;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/account-snapshot")
@Tag(name = "Account groups")
class SnapshotApi {

  private final ApiCommands commands;
  private final Reads reads;
  private final SnapshotQueries queries;

  SnapshotApi(ApiCommands commands, Reads reads, SnapshotQueries queries) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
  }

  @Schema(name = "SnapshotSelection", requiredProperties = "accountIds")
  record Selection(
      @Nullable @Schema(description = "In their order; what is unknown or beyond ten is left out.")
          List<UUID> accountIds) {}

  @GetMapping
  @Operation(summary = "The accounts you see first, and those you can choose from")
  Mono<ResponseEntity<Snapshot>> snapshot(Caller caller) {
    return reads
        .as(caller.user(), session -> queries.read(session, caller.user(), caller.at(), List.of()))
        .map(item -> Reply.found(item, item.version()));
  }

  @PutMapping
  @Operation(
      summary = "Choose the accounts you see first",
      description = "discardedIds of the answer says what was left out.")
  Mono<ResponseEntity<Snapshot>> chooseSnapshot(Caller caller, @RequestBody Selection selection) {
    List<UUID> wanted =
        required(selection.accountIds(), "/accountIds").stream().distinct().toList();
    return commands.run(
        caller,
        Snapshot.class,
        unit ->
            queries
                .read(unit.session(), caller.user(), caller.at(), List.of())
                .flatMap(now -> choose(unit, caller, wanted, now)));
  }

  @DeleteMapping
  @Operation(summary = "Go back to the default selection")
  Mono<ResponseEntity<Snapshot>> resetSnapshot(Caller caller) {
    return commands.run(
        caller, Snapshot.class, unit -> select(unit, caller, Optional.empty(), List.of()));
  }

  private Mono<Reply<Snapshot>> choose(
      UnitOfWork unit, Caller caller, List<UUID> wanted, Snapshot now) {
    List<UUID> known =
        wanted.stream()
            .filter(id -> now.available().stream().anyMatch(item -> item.id().equals(id)))
            .limit(Groups.MOST_SELECTED)
            .toList();
    List<UUID> left = wanted.stream().filter(Predicate.not(known::contains)).toList();
    return select(unit, caller, Optional.of(known), left);
  }

  private Mono<Reply<Snapshot>> select(
      UnitOfWork unit, Caller caller, Optional<List<UUID>> accounts, List<UUID> left) {
    GroupCommand command = new GroupCommand.Select(accounts, caller.change().at());
    return unit.load(GROUPS, Groups.stream(caller.user()))
        .doOnNext(
            groups -> {
              caller.demand(groups.userVersion());
              unit.decide(GROUPS, groups, command, caller.change());
            })
        .then(Mono.defer(unit::project))
        .then(Mono.defer(() -> queries.read(unit.session(), caller.user(), caller.at(), left)))
        .map(snapshot -> Reply.ok(snapshot, snapshot.version()));
  }
}
