package florin.accounts.group;

import static florin.accounts.group.GroupCodec.GROUPS;
import static florin.journal.web.field.FieldChecks.required;

import florin.accounts.account.AccountQueries;
import florin.accounts.problem.AccountsProblem;
import florin.accounts.validation.NameChecks;
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
import florin.journal.web.PatchField;
import florin.journal.web.field.FieldChecks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/account-groups")
@Tag(name = "Account groups")
class GroupApi {

  private static final int LONGEST_ACCENT = 64;

  private final ApiCommands commands;
  private final DatabaseReads reads;
  private final GroupQueries queries;
  private final AccountQueries accounts;
  private final Cursors cursors;

  GroupApi(
      ApiCommands commands,
      DatabaseReads reads,
      GroupQueries queries,
      AccountQueries accounts,
      Cursors cursors) {
    this.cursors = cursors;
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.accounts = accounts;
  }

  record CreateGroupRequest(
      @Nullable @Schema(description = "\"Group\" if left out or blank, with a number if taken.")
          String name,
      @Nullable @Schema(example = "#0ea5e9", description = "A colour, as the client wants it.")
          String accent) {}

  record UpdateGroupRequest(
      @Schema(
              implementation = String.class,
              description = "Blank or null: \"Group\", with a number if taken.")
          PatchField<@Nullable String> name,
      @Schema(implementation = String.class, description = "Null clears it.")
          PatchField<@Nullable String> accent) {

    List<GroupCommand> commands(UUID group, Instant at) {
      List<GroupCommand> commands = new ArrayList<>();
      if (name.present()) {
        commands.add(new GroupCommand.Rename(group, nameOf(name.value()), at));
      }
      if (accent.present()) {
        commands.add(new GroupCommand.Accent(group, accentOf(accent.value()), at));
      }
      return commands;
    }
  }

  @Schema(requiredProperties = "accountId")
  record GroupAccountRequest(@Nullable UUID accountId) {}

  @Schema(requiredProperties = "accountIds")
  record OrderAccountsRequest(
      @Nullable @Schema(description = "Exactly the group's accounts.") List<UUID> accountIds) {}

  @Schema(requiredProperties = "groupIds")
  record OrderGroupsRequest(
      @Nullable @Schema(description = "Exactly your groups.") List<UUID> groupIds) {}

  @Schema(requiredProperties = "groupId")
  record ActivateGroupRequest(@Nullable UUID groupId) {}

  /** All groups of a user, or a part of them. */
  @Schema(name = "AccountGroupList")
  record GroupsResponse(List<GroupResponse> items, @Nullable String next) {}

  @GetMapping
  @Operation(
      summary = "Your groups of accounts, in their order",
      description = "All of them; who has none is shown one, which becomes real when changed.")
  Mono<GroupsResponse> groups(
      Caller caller,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return reads
        .read(caller.user(), session -> queries.all(session, caller.user()))
        .map(
            groups ->
                cursors.part(
                    "account groups " + caller.user(),
                    groups,
                    limit,
                    cursor,
                    group -> String.valueOf(group.id())))
        .map(page -> new GroupsResponse(page.items(), page.next()));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One group")
  Mono<ResponseEntity<GroupResponse>> group(Caller caller, @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> queries.one(session, caller.user(), id))
        .switchIfEmpty(Mono.error(() -> FieldChecks.notFound("group")))
        .map(item -> CommandResponse.found(item, item.version()));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Create a group; it becomes the last one and the active one")
  Mono<ResponseEntity<GroupResponse>> createGroup(
      Caller caller, @RequestBody CreateGroupRequest createGroupRequest) {
    UUID id = Ids.next();
    GroupCommand command =
        new GroupCommand.Create(
            id,
            nameOf(Optional.ofNullable(createGroupRequest.name())),
            accentOf(Optional.ofNullable(createGroupRequest.accent())),
            caller.newChange().at());
    return commands.run(
        caller,
        GroupResponse.class,
        unit ->
            decided(unit, caller, id, List.of(command))
                .map(
                    item ->
                        CommandResponse.created(
                            item, item.version(), "/api/account-groups/" + id)));
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Rename a group or give it an accent")
  Mono<ResponseEntity<GroupResponse>> changeGroup(
      Caller caller, @PathVariable UUID id, @RequestBody UpdateGroupRequest updateGroupRequest) {
    return changed(caller, id, updateGroupRequest.commands(id, caller.newChange().at()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a group; its accounts stay")
  Mono<ResponseEntity<Void>> deleteGroup(Caller caller, @PathVariable UUID id) {
    Instant at = caller.newChange().at();
    return commands.run(
        caller,
        Void.class,
        unit ->
            loaded(unit, caller)
                .doOnNext(
                    groups ->
                        unit.decide(
                            GROUPS, groups, new GroupCommand.Delete(id, at), caller.newChange()))
                .thenReturn(CommandResponse.noContent()));
  }

  @PostMapping("/{id}/accounts")
  @Operation(summary = "Put an account into a group, as its last one; five at most")
  Mono<ResponseEntity<GroupResponse>> groupAccount(
      Caller caller, @PathVariable UUID id, @RequestBody GroupAccountRequest groupAccountRequest) {
    UUID account = required(groupAccountRequest.accountId(), "accountId");
    Instant at = caller.newChange().at();
    GroupCommand add = new GroupCommand.Add(id, account, Optional.empty(), at);
    return commands.run(
        caller,
        GroupResponse.class,
        unit ->
            accounts
                .exists(unit.session(), caller.user(), account)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> unknown(account)))
                .then(Mono.defer(() -> decided(unit, caller, id, List.of(add))))
                .map(item -> CommandResponse.ok(item, item.version())));
  }

  @DeleteMapping("/{id}/accounts/{account}")
  @Operation(summary = "Take an account out of a group")
  Mono<ResponseEntity<GroupResponse>> ungroupAccount(
      Caller caller, @PathVariable UUID id, @PathVariable UUID account) {
    return changed(
        caller, id, List.of(new GroupCommand.Remove(id, account, caller.newChange().at())));
  }

  @PutMapping("/{id}/accounts")
  @Operation(summary = "Order the accounts of a group")
  Mono<ResponseEntity<GroupResponse>> orderAccounts(
      Caller caller, @PathVariable UUID id, @RequestBody OrderAccountsRequest order) {
    List<UUID> wanted = required(order.accountIds(), "accountIds");
    return changed(
        caller, id, List.of(new GroupCommand.OrderAccounts(id, wanted, caller.newChange().at())));
  }

  @PutMapping("/order")
  @Operation(summary = "Order the groups")
  Mono<ResponseEntity<GroupsResponse>> orderGroups(
      Caller caller, @RequestBody OrderGroupsRequest order) {
    GroupCommand command =
        new GroupCommand.OrderGroups(
            required(order.groupIds(), "groupIds"), caller.newChange().at());
    return everything(caller, null, command);
  }

  @PutMapping("/active")
  @Operation(summary = "Choose the group to look at")
  Mono<ResponseEntity<GroupsResponse>> chooseGroup(
      Caller caller, @RequestBody ActivateGroupRequest activateGroupRequest) {
    UUID id = required(activateGroupRequest.groupId(), "groupId");
    return everything(
        caller, id, new GroupCommand.Activate(id, Optional.empty(), caller.newChange().at()));
  }

  private Mono<ResponseEntity<GroupsResponse>> everything(
      Caller caller, @Nullable UUID named, GroupCommand command) {
    return commands.run(
        caller,
        GroupsResponse.class,
        unit ->
            decide(unit, caller, named, List.of(command))
                .then(Mono.defer(() -> queries.all(unit.session(), caller.user())))
                .map(
                    items ->
                        CommandResponse.ok(
                            new GroupsResponse(items, null), items.getFirst().version())));
  }

  private Mono<ResponseEntity<GroupResponse>> changed(
      Caller caller, UUID id, List<GroupCommand> wanted) {
    return commands.run(
        caller,
        GroupResponse.class,
        unit ->
            decided(unit, caller, id, wanted)
                .map(item -> CommandResponse.ok(item, item.version())));
  }

  private Mono<GroupResponse> decided(
      UnitOfWork unit, Caller caller, UUID id, List<GroupCommand> wanted) {
    return decide(unit, caller, id, wanted)
        .then(Mono.defer(() -> queries.one(unit.session(), caller.user(), id)))
        .switchIfEmpty(Mono.error(() -> FieldChecks.notFound("group")));
  }

  /** Decides and brings the views up to it, so that the answer is read from them. */
  private static Mono<Void> decide(
      UnitOfWork unit, Caller caller, @Nullable UUID named, List<GroupCommand> wanted) {
    return loaded(unit, caller)
        .doOnNext(
            groups -> {
              Change change = caller.newChange();
              LoadedStream<Groups> next = groups;
              for (GroupCommand command :
                  materialiseDefault(groups.state(), caller, named, wanted)) {
                next = unit.decide(GROUPS, next, named(next.state(), command), change);
              }
            })
        .then(Mono.defer(unit::project));
  }

  private static Mono<LoadedStream<Groups>> loaded(UnitOfWork unit, Caller caller) {
    return unit.load(GROUPS, Groups.stream(caller.user()))
        .doOnNext(groups -> caller.demandVersion(groups.userVersion()));
  }

  /** The group that is only shown becomes real with the first command that names it. */
  private static List<GroupCommand> materialiseDefault(
      Groups now, Caller caller, @Nullable UUID named, List<GroupCommand> wanted) {
    UUID shown = Groups.defaultGroup(caller.user());
    if (!shown.equals(named) || !now.live().isEmpty()) {
      return wanted;
    }
    List<GroupCommand> commands = new ArrayList<>();
    commands.add(
        new GroupCommand.Create(
            shown, GroupResponse.NAME, Optional.empty(), caller.newChange().at()));
    commands.addAll(wanted);
    return commands;
  }

  /** Empty if none was given. */
  private static String nameOf(Optional<String> given) {
    return given.filter(name -> !name.isBlank()).map(NameChecks::name).orElse("");
  }

  private static GroupCommand named(Groups now, GroupCommand command) {
    return switch (command) {
      case GroupCommand.Create c when c.name().isEmpty() ->
          new GroupCommand.Create(c.group(), now.defaultName(c.group()), c.accent(), c.at());
      case GroupCommand.Rename c when c.name().isEmpty() ->
          new GroupCommand.Rename(c.group(), now.defaultName(c.group()), c.at());
      case GroupCommand _ -> command;
    };
  }

  private static Optional<String> accentOf(Optional<String> given) {
    given
        .filter(accent -> accent.length() > LONGEST_ACCENT)
        .ifPresent(
            accent -> {
              throw FieldChecks.invalid(
                  "accent",
                  "accent: %d characters (expected: at most %d)"
                      .formatted(accent.length(), LONGEST_ACCENT));
            });
    return given.filter(accent -> !accent.isBlank());
  }

  private static Rejection unknown(UUID account) {
    return new Rejection(
        AccountsProblem.ACCOUNT_UNKNOWN,
        "accountId: %s (expected: one of your accounts)".formatted(account),
        "/accountId");
  }
}
