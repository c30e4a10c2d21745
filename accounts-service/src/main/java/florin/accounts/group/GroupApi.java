package florin.accounts.group;

import static florin.accounts.Checks.required;
import static florin.accounts.group.GroupCodec.GROUPS;

import florin.accounts.Checks;
import florin.accounts.account.AccountQueries;
import florin.accounts.problem.AccountsProblem;
import florin.journal.Change;
import florin.journal.Ids;
import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Field;
import florin.journal.web.Reply;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/account-groups")
@Tag(name = "Account groups")
class GroupApi {

  private static final int LONGEST_ACCENT = 64;

  private final ApiCommands commands;
  private final Reads reads;
  private final GroupQueries queries;
  private final AccountQueries accounts;

  GroupApi(ApiCommands commands, Reads reads, GroupQueries queries, AccountQueries accounts) {
    this.commands = commands;
    this.reads = reads;
    this.queries = queries;
    this.accounts = accounts;
  }

  @Schema(name = "NewAccountGroup")
  record Creation(
      @Nullable @Schema(description = "\"Group\" if left out or blank, with a number if taken.")
          String name,
      @Nullable @Schema(example = "#0ea5e9", description = "A colour, as the client wants it.")
          String accent) {}

  @Schema(name = "AccountGroupChanges")
  record Changes(
      @Schema(
              implementation = String.class,
              description = "Blank or null: \"Group\", with a number if taken.")
          Field<String> name,
      @Schema(implementation = String.class, description = "Null clears it.")
          Field<String> accent) {

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

  @Schema(name = "GroupedAccount", requiredProperties = "accountId")
  record Member(@Nullable UUID accountId) {}

  @Schema(name = "AccountOrder", requiredProperties = "accountIds")
  record AccountOrder(
      @Nullable @Schema(description = "Exactly the group's accounts.") List<UUID> accountIds) {}

  @Schema(name = "GroupOrder", requiredProperties = "groupIds")
  record GroupOrder(@Nullable @Schema(description = "Exactly your groups.") List<UUID> groupIds) {}

  @Schema(name = "ActiveGroup", requiredProperties = "groupId")
  record Active(@Nullable UUID groupId) {}

  /** All groups of a user; there is never a next page. */
  @Schema(name = "AccountGroups")
  record Everything(List<GroupItem> items, @Nullable String next) {}

  @GetMapping
  @Operation(
      summary = "Your groups of accounts, in their order",
      description = "All of them; who has none is shown one, which becomes real when changed.")
  Mono<Everything> groups(Caller caller) {
    return reads
        .as(caller.user(), session -> queries.all(session, caller.user()))
        .map(items -> new Everything(items, null));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One group")
  Mono<ResponseEntity<GroupItem>> group(Caller caller, @PathVariable UUID id) {
    return reads
        .as(caller.user(), session -> queries.one(session, caller.user(), id))
        .switchIfEmpty(Mono.error(() -> Checks.notFound("group")))
        .map(item -> Reply.found(item, item.version()));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Create a group; it becomes the last one and the active one")
  Mono<ResponseEntity<GroupItem>> createGroup(Caller caller, @RequestBody Creation creation) {
    UUID id = Ids.next();
    GroupCommand command =
        new GroupCommand.Create(
            id,
            nameOf(Optional.ofNullable(creation.name())),
            accentOf(Optional.ofNullable(creation.accent())),
            caller.change().at());
    return commands.run(
        caller,
        GroupItem.class,
        unit ->
            decided(unit, caller, id, List.of(command))
                .map(item -> Reply.created(item, item.version(), "/api/account-groups/" + id)));
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Rename a group or give it an accent")
  Mono<ResponseEntity<GroupItem>> changeGroup(
      Caller caller, @PathVariable UUID id, @RequestBody Changes changes) {
    return changed(caller, id, changes.commands(id, caller.change().at()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a group; its accounts stay")
  Mono<ResponseEntity<Void>> deleteGroup(Caller caller, @PathVariable UUID id) {
    Instant at = caller.change().at();
    return commands.run(
        caller,
        Void.class,
        unit ->
            loaded(unit, caller)
                .doOnNext(
                    groups ->
                        unit.decide(
                            GROUPS, groups, new GroupCommand.Delete(id, at), caller.change()))
                .thenReturn(Reply.noContent()));
  }

  @PostMapping("/{id}/accounts")
  @Operation(summary = "Put an account into a group, as its last one; five at most")
  Mono<ResponseEntity<GroupItem>> groupAccount(
      Caller caller, @PathVariable UUID id, @RequestBody Member member) {
    UUID account = required(member.accountId(), "/accountId");
    Instant at = caller.change().at();
    GroupCommand add = new GroupCommand.Add(id, account, Optional.empty(), at);
    return commands.run(
        caller,
        GroupItem.class,
        unit ->
            accounts
                .exists(unit.session(), caller.user(), account)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> unknown(account)))
                .then(Mono.defer(() -> decided(unit, caller, id, List.of(add))))
                .map(item -> Reply.ok(item, item.version())));
  }

  @DeleteMapping("/{id}/accounts/{account}")
  @Operation(summary = "Take an account out of a group")
  Mono<ResponseEntity<GroupItem>> ungroupAccount(
      Caller caller, @PathVariable UUID id, @PathVariable UUID account) {
    return changed(caller, id, List.of(new GroupCommand.Remove(id, account, caller.change().at())));
  }

  @PutMapping("/{id}/accounts")
  @Operation(summary = "Order the accounts of a group")
  Mono<ResponseEntity<GroupItem>> orderAccounts(
      Caller caller, @PathVariable UUID id, @RequestBody AccountOrder order) {
    List<UUID> wanted = required(order.accountIds(), "/accountIds");
    return changed(
        caller, id, List.of(new GroupCommand.OrderAccounts(id, wanted, caller.change().at())));
  }

  @PutMapping("/order")
  @Operation(summary = "Order the groups")
  Mono<ResponseEntity<Everything>> orderGroups(Caller caller, @RequestBody GroupOrder order) {
    GroupCommand command =
        new GroupCommand.OrderGroups(required(order.groupIds(), "/groupIds"), caller.change().at());
    return everything(caller, null, command);
  }

  @PutMapping("/active")
  @Operation(summary = "Choose the group to look at")
  Mono<ResponseEntity<Everything>> chooseGroup(Caller caller, @RequestBody Active active) {
    UUID id = required(active.groupId(), "/groupId");
    return everything(
        caller, id, new GroupCommand.Activate(id, Optional.empty(), caller.change().at()));
  }

  private Mono<ResponseEntity<Everything>> everything(
      Caller caller, @Nullable UUID named, GroupCommand command) {
    return commands.run(
        caller,
        Everything.class,
        unit ->
            decide(unit, caller, named, List.of(command))
                .then(Mono.defer(() -> queries.all(unit.session(), caller.user())))
                .map(items -> Reply.ok(new Everything(items, null), items.getFirst().version())));
  }

  private Mono<ResponseEntity<GroupItem>> changed(
      Caller caller, UUID id, List<GroupCommand> wanted) {
    return commands.run(
        caller,
        GroupItem.class,
        unit -> decided(unit, caller, id, wanted).map(item -> Reply.ok(item, item.version())));
  }

  private Mono<GroupItem> decided(
      UnitOfWork unit, Caller caller, UUID id, List<GroupCommand> wanted) {
    return decide(unit, caller, id, wanted)
        .then(Mono.defer(() -> queries.one(unit.session(), caller.user(), id)))
        .switchIfEmpty(Mono.error(() -> Checks.notFound("group")));
  }

  /** Decides and brings the views up to it, so that the answer is read from them. */
  private static Mono<Void> decide(
      UnitOfWork unit, Caller caller, @Nullable UUID named, List<GroupCommand> wanted) {
    return loaded(unit, caller)
        .doOnNext(
            groups -> {
              Change change = caller.change();
              Loaded<Groups> next = groups;
              for (GroupCommand command : real(groups.state(), caller, named, wanted)) {
                next = unit.decide(GROUPS, next, named(next.state(), command), change);
              }
            })
        .then(Mono.defer(unit::project));
  }

  private static Mono<Loaded<Groups>> loaded(UnitOfWork unit, Caller caller) {
    return unit.load(GROUPS, Groups.stream(caller.user()))
        .doOnNext(groups -> caller.demand(groups.userVersion()));
  }

  /** The group that is only shown becomes real with the first command that names it. */
  private static List<GroupCommand> real(
      Groups now, Caller caller, @Nullable UUID named, List<GroupCommand> wanted) {
    UUID shown = Groups.defaultGroup(caller.user());
    if (!shown.equals(named) || !now.live().isEmpty()) {
      return wanted;
    }
    List<GroupCommand> commands = new ArrayList<>();
    commands.add(
        new GroupCommand.Create(shown, GroupItem.NAME, Optional.empty(), caller.change().at()));
    commands.addAll(wanted);
    return commands;
  }

  /** Empty if none was given. */
  private static String nameOf(Optional<String> given) {
    return given.filter(name -> !name.isBlank()).map(name -> Checks.name(name, "/name")).orElse("");
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
              throw Checks.invalid(
                  "/accent",
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
