package florin.accounts.group;

import static florin.accounts.group.GroupCodec.GROUPS;
import static florin.journal.web.field.FieldChecks.required;

import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
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
  private final DatabaseReads reads;
  private final SnapshotQueries queries;

  SnapshotApi(ApiCommands commands, DatabaseReads reads, SnapshotQueries queries) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
  }

  @Schema(requiredProperties = "accountIds")
  record SelectSnapshotRequest(
      @Nullable @Schema(description = "In their order; what is unknown or beyond ten is left out.")
          List<UUID> accountIds) {}

  @GetMapping
  @Operation(summary = "The accounts you see first, and those you can choose from")
  Mono<ResponseEntity<SnapshotResponse>> snapshot(Caller caller) {
    return reads
        .read(
            caller.user(), session -> queries.read(session, caller.user(), caller.at(), List.of()))
        .map(item -> CommandResponse.found(item, item.version()));
  }

  @PutMapping
  @Operation(
      summary = "Choose the accounts you see first",
      description = "discardedIds of the answer says what was left out.")
  Mono<ResponseEntity<SnapshotResponse>> chooseSnapshot(
      Caller caller, @RequestBody SelectSnapshotRequest selectSnapshotRequest) {
    List<UUID> wanted =
        required(selectSnapshotRequest.accountIds(), "accountIds").stream().distinct().toList();
    return commands.run(
        caller,
        SnapshotResponse.class,
        unit ->
            queries
                .read(unit.session(), caller.user(), caller.at(), List.of())
                .flatMap(now -> choose(unit, caller, wanted, now)));
  }

  @DeleteMapping
  @Operation(summary = "Go back to the default selection")
  Mono<ResponseEntity<SnapshotResponse>> resetSnapshot(Caller caller) {
    return commands.run(
        caller, SnapshotResponse.class, unit -> select(unit, caller, Optional.empty(), List.of()));
  }

  private Mono<CommandResponse<SnapshotResponse>> choose(
      UnitOfWork unit, Caller caller, List<UUID> wanted, SnapshotResponse now) {
    List<UUID> known =
        wanted.stream()
            .filter(
                id ->
                    now.available().stream()
                        .anyMatch(
                            snapshotAccountResponse -> snapshotAccountResponse.id().equals(id)))
            .limit(Groups.MOST_SELECTED)
            .toList();
    List<UUID> left = wanted.stream().filter(Predicate.not(known::contains)).toList();
    return select(unit, caller, Optional.of(known), left);
  }

  private Mono<CommandResponse<SnapshotResponse>> select(
      UnitOfWork unit, Caller caller, Optional<List<UUID>> accounts, List<UUID> left) {
    GroupCommand command = new GroupCommand.Select(accounts, caller.newChange().at());
    return unit.load(GROUPS, Groups.stream(caller.user()))
        .doOnNext(
            groups -> {
              caller.demandVersion(groups.userVersion());
              unit.decide(GROUPS, groups, command, caller.newChange());
            })
        .then(Mono.defer(unit::project))
        .then(Mono.defer(() -> queries.read(unit.session(), caller.user(), caller.at(), left)))
        .map(snapshotResponse -> CommandResponse.ok(snapshotResponse, snapshotResponse.version()));
  }
}
