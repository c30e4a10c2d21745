package florin.accounts.group;

import florin.accounts.problem.AccountsProblem;
import florin.accounts.streams.DerivedStreamIds;
import florin.journal.CanonicalName;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.web.field.FieldChecks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A user's groups as decisions see them.
 *
 * @param all those that were deleted too
 * @param selection of the snapshot; empty for the default one
 */
record Groups(Map<UUID, Group> all, Optional<List<UUID>> selection) {

  static final int MOST_GROUPS = 50;
  static final int MOST_ACCOUNTS = 5;
  static final int MOST_SELECTED = 10;

  static final Groups NONE = new Groups(Map.of(), Optional.empty());

  /** Fixed for ever: the stream ids and those of the default groups are derived from it. */
  private static final UUID NAMESPACE = UUID.fromString("c46f6f0e-91d4-4e57-8a6b-2f1f0a0d7f13");

  Groups {
    all = Map.copyOf(all);
    selection = selection.map(List::copyOf);
  }

  static StreamId stream(UUID user) {
    return DerivedStreamIds.stream("groups", NAMESPACE, user);
  }

  /** The id of the group that who has none is shown. */
  static UUID defaultGroup(UUID user) {
    return stream(user).id();
  }

  boolean isLive(UUID group) {
    Group found = all.get(group);
    return found != null && !found.deleted();
  }

  /** Those that are there, in their order. */
  List<UUID> live() {
    return Group.ordered(positions());
  }

  Map<UUID, Integer> positions() {
    return all.entrySet().stream()
        .filter(entry -> !entry.getValue().deleted())
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().position()));
  }

  /** The one made active last, else the first. */
  Optional<UUID> active() {
    return live().stream()
        .filter(id -> group(id).rank() > 0)
        .max(Comparator.comparing((UUID id) -> group(id).rank()))
        .or(() -> live().stream().findFirst());
  }

  Group group(UUID id) {
    Group found = all.get(id);
    if (found == null || found.deleted()) {
      throw FieldChecks.notFound("group");
    }
    return found;
  }

  private int highest(java.util.function.ToIntFunction<Group> number) {
    return all.values().stream().mapToInt(number).max().orElse(0);
  }

  static List<GroupEvent> decide(GroupCommand command, Groups state) {
    return switch (command) {
      case GroupCommand.Create c -> state.create(c);
      case GroupCommand.Rename c -> state.rename(c);
      case GroupCommand.Accent c ->
          unless(
              state.group(c.group()).accent().equals(c.accent()),
              new GroupEvent.Accented(c.group(), c.accent(), c.at()));
      case GroupCommand.Delete c ->
          unless(state.group(c.group()).deleted(), new GroupEvent.Deleted(c.group(), c.at()));
      case GroupCommand.Restore c -> state.restore(c);
      case GroupCommand.OrderGroups c -> {
        exactly(c.groups(), state.live(), "/groupIds");
        yield unless(
            c.groups().equals(state.live()), new GroupEvent.GroupsOrdered(c.groups(), c.at()));
      }
      case GroupCommand.Add c -> state.add(c);
      case GroupCommand.Remove c ->
          unless(
              !state.group(c.group()).members().containsKey(c.account()),
              new GroupEvent.Ungrouped(c.group(), c.account(), c.at()));
      case GroupCommand.OrderAccounts c -> {
        List<UUID> now = state.group(c.group()).accounts();
        exactly(c.accounts(), now, "/accountIds");
        yield unless(
            c.accounts().equals(now),
            new GroupEvent.AccountsOrdered(c.group(), c.accounts(), c.at()));
      }
      case GroupCommand.Activate c -> state.activate(c);
      case GroupCommand.Select c -> state.select(c);
    };
  }

  private List<GroupEvent> create(GroupCommand.Create command) {
    if (isLive(command.group())) {
      return List.of();
    }
    demandBelowLimit();
    demandFree(command.group(), command.name());
    return List.of(
        new GroupEvent.Created(
            command.group(),
            command.name(),
            command.accent(),
            highest(Group::position) + 1,
            command.at()),
        new GroupEvent.Activated(command.group(), highest(Group::rank) + 1, command.at()));
  }

  private List<GroupEvent> rename(GroupCommand.Rename command) {
    if (group(command.group()).name().equals(command.name())) {
      return List.of();
    }
    demandFree(command.group(), command.name());
    return List.of(new GroupEvent.Renamed(command.group(), command.name(), command.at()));
  }

  private List<GroupEvent> restore(GroupCommand.Restore command) {
    Group known = all.get(command.group());
    if (known == null) {
      throw FieldChecks.notFound("group");
    }
    if (!known.deleted()) {
      return List.of();
    }
    demandBelowLimit();
    demandFree(command.group(), known.name());
    return List.of(new GroupEvent.Restored(command.group(), command.at()));
  }

  /** Demands that no other group that is there has the name. */
  private void demandFree(UUID group, String name) {
    called(group, name)
        .ifPresent(
            other -> {
              throw CanonicalName.taken("group", name, group(other).name(), other, "of yours");
            });
  }

  private Optional<UUID> called(UUID except, String name) {
    String form = CanonicalName.of(name);
    return live().stream()
        .filter(id -> !id.equals(except) && CanonicalName.of(group(id).name()).equals(form))
        .findFirst();
  }

  /** A name for a group that was given none: the default one, with a number if it is taken. */
  String defaultName(UUID group) {
    String name = GroupResponse.NAME;
    for (int number = 2; called(group, name).isPresent(); number++) {
      name = GroupResponse.NAME + " " + number;
    }
    return name;
  }

  private void demandBelowLimit() {
    if (live().size() >= MOST_GROUPS) {
      throw new Rejection(
          AccountsProblem.TOO_MANY_GROUPS,
          "groups: %d (expected: at most %d)".formatted(MOST_GROUPS + 1, MOST_GROUPS));
    }
  }

  private List<GroupEvent> add(GroupCommand.Add command) {
    Group group = group(command.group());
    if (group.members().containsKey(command.account())) {
      return List.of();
    }
    if (group.members().size() >= MOST_ACCOUNTS) {
      throw new Rejection(
          AccountsProblem.GROUP_FULL,
          "accountId: the group has %d accounts (expected: at most %d)"
              .formatted(MOST_ACCOUNTS, MOST_ACCOUNTS),
          "/accountId");
    }
    int position = command.position().orElse(group.nextPosition());
    return List.of(
        new GroupEvent.Grouped(command.group(), command.account(), position, command.at()));
  }

  private List<GroupEvent> activate(GroupCommand.Activate command) {
    Group group = group(command.group());
    boolean alreadySo =
        command
            .rank()
            .map(rank -> group.rank() == rank)
            .orElse(group.rank() > 0 && active().equals(Optional.of(command.group())));
    int rank = command.rank().orElse(highest(Group::rank) + 1);
    return unless(alreadySo, new GroupEvent.Activated(command.group(), rank, command.at()));
  }

  private List<GroupEvent> select(GroupCommand.Select command) {
    Optional<List<UUID>> wanted = command.accounts().map(ids -> ids.stream().distinct().toList());
    if (wanted.map(List::size).orElse(0) > MOST_SELECTED) {
      throw new Rejection(
          AccountsProblem.TOO_MANY_SELECTED,
          "accountIds: %d accounts (expected: at most %d)"
              .formatted(wanted.map(List::size).orElse(0), MOST_SELECTED),
          "/accountIds");
    }
    return unless(selection.equals(wanted), new GroupEvent.Selected(wanted, command.at()));
  }

  private static void exactly(List<UUID> given, List<UUID> now, String pointer) {
    if (given.size() != now.size() || !new HashSet<>(given).equals(new HashSet<>(now))) {
      throw new Rejection(
          AccountsProblem.ORDER_INCOMPLETE,
          "%s (expected: exactly %s)".formatted(pointer.substring(1), now),
          pointer);
    }
  }

  private static List<GroupEvent> unless(boolean alreadySo, GroupEvent event) {
    return alreadySo ? List.of() : List.of(event);
  }

  static Groups evolve(Groups state, GroupEvent event) {
    return switch (event) {
      case GroupEvent.Created e ->
          state.put(e.group(), new Group(e.name(), e.accent(), e.position(), 0, false, Map.of()));
      case GroupEvent.Renamed e -> state.change(e.group(), group -> group.named(e.name()));
      case GroupEvent.Accented e -> state.change(e.group(), group -> group.accented(e.accent()));
      case GroupEvent.Deleted e -> state.change(e.group(), group -> group.deleted(true));
      case GroupEvent.Restored e -> state.change(e.group(), group -> group.deleted(false));
      case GroupEvent.GroupsOrdered e -> state.ordered(e.groups());
      case GroupEvent.Grouped e ->
          state.change(e.group(), group -> group.with(e.account(), e.position()));
      case GroupEvent.Ungrouped e -> state.change(e.group(), group -> group.without(e.account()));
      case GroupEvent.AccountsOrdered e ->
          state.change(e.group(), group -> group.ordered(e.accounts()));
      case GroupEvent.Activated e -> state.change(e.group(), group -> group.ranked(e.rank()));
      case GroupEvent.Selected e -> new Groups(state.all, e.accounts());
    };
  }

  private Groups ordered(List<UUID> groups) {
    Map<UUID, Group> next = new HashMap<>(all);
    Group.permuted(positions(), groups)
        .forEach((id, position) -> next.computeIfPresent(id, (_, group) -> group.at(position)));
    return new Groups(next, selection);
  }

  private Groups put(UUID id, Group group) {
    Map<UUID, Group> next = new HashMap<>(all);
    next.put(id, group);
    return new Groups(next, selection);
  }

  private Groups change(UUID id, UnaryOperator<Group> change) {
    Group found = all.get(id);
    return found == null ? this : put(id, change.apply(found));
  }

  /** Those of the groups that are there; a deleted one keeps what it was for its return. */
  Map<String, Object> facets() {
    Map<String, Object> facets = new LinkedHashMap<>();
    for (UUID id : live()) {
      Group group = group(id);
      facets.put(id.toString(), true);
      facets.put(id + " name", group.name());
      group.accent().ifPresent(accent -> facets.put(id + " accent", accent));
      facets.put(id + " position", group.position());
      facets.put(id + " rank", group.rank());
      group.members().forEach((account, at) -> facets.put(id + " account " + account, at));
    }
    selection.ifPresent(accounts -> facets.put("selection", accounts));
    return facets;
  }

  /** The commands that give facets these values. */
  static List<GroupCommand> restoring(
      StreamId stream, Groups now, Map<String, Optional<Object>> wanted, Instant at) {
    List<GroupCommand> commands = new ArrayList<>();
    Map<UUID, Integer> positions = new HashMap<>(now.positions());
    wanted.forEach(
        (facet, value) -> {
          String[] words = facet.split(" ");
          if (facet.equals("selection")) {
            commands.add(new GroupCommand.Select(value.map(Groups::ids), at));
          } else if (words.length == 1) {
            UUID group = UUID.fromString(facet);
            commands.add(
                value.isPresent()
                    ? new GroupCommand.Restore(group, at)
                    : new GroupCommand.Delete(group, at));
          } else if (!wanted.containsKey(words[0])) {
            UUID group = UUID.fromString(words[0]);
            if (words[1].equals("position")) {
              value.ifPresent(position -> positions.put(group, (Integer) position));
            } else {
              restoring(now, group, words, value, at).ifPresent(commands::add);
            }
          }
        });
    List<UUID> order = Group.ordered(positions);
    if (!order.equals(now.live())) {
      commands.addFirst(new GroupCommand.OrderGroups(order, at));
    }
    restoringOrders(now, wanted, at).forEach(commands::add);
    return commands;
  }

  private static Optional<GroupCommand> restoring(
      Groups now, UUID group, String[] words, Optional<Object> value, Instant at) {
    return switch (words[1]) {
      case "name" -> value.map(name -> new GroupCommand.Rename(group, (String) name, at));
      case "accent" ->
          Optional.of(new GroupCommand.Accent(group, value.map(String.class::cast), at));
      case "rank" ->
          value.map(rank -> new GroupCommand.Activate(group, Optional.of((Integer) rank), at));
      case "account" -> member(now, group, UUID.fromString(words[2]), value, at);
      default -> Optional.empty();
    };
  }

  private static Optional<GroupCommand> member(
      Groups now, UUID group, UUID account, Optional<Object> value, Instant at) {
    if (value.isEmpty()) {
      return Optional.of(new GroupCommand.Remove(group, account, at));
    }
    boolean there = now.isLive(group) && now.group(group).members().containsKey(account);
    return there
        ? Optional.empty() // it moves with the order
        : Optional.of(new GroupCommand.Add(group, account, value.map(Integer.class::cast), at));
  }

  /** Members that are there already and only stood elsewhere. */
  private static List<GroupCommand> restoringOrders(
      Groups now, Map<String, Optional<Object>> wanted, Instant at) {
    List<GroupCommand> commands = new ArrayList<>();
    for (UUID id : now.live()) {
      Map<UUID, Integer> positions = new HashMap<>(now.group(id).members());
      positions.replaceAll(
          (account, position) ->
              Optional.ofNullable(wanted.get(id + " account " + account))
                  .map(value -> (Integer) value.orElse(position))
                  .orElse(position));
      if (!positions.equals(now.group(id).members())) {
        commands.add(new GroupCommand.OrderAccounts(id, Group.ordered(positions), at));
      }
    }
    return commands;
  }

  @SuppressWarnings("unchecked")
  private static List<UUID> ids(Object value) {
    return (List<UUID>) value;
  }
}
