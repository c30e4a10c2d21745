package florin.accounts.group;

import static florin.accounts.group.GroupCodec.GROUPS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Rejection;
import florin.journal.test.DeciderFixture;
import florin.journal.test.SeededRuns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GroupsTests {

  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
  private static final UUID USER = new UUID(9, 9);
  private static final UUID HOUSE = new UUID(1, 1);
  private static final UUID FUN = new UUID(1, 2);
  private static final UUID CASH = new UUID(2, 1);

  private final DeciderFixture<GroupCommand, GroupEvent, Groups> none = DeciderFixture.of(GROUPS);
  private final DeciderFixture<GroupCommand, GroupEvent, Groups> two =
      none.given(
          new GroupEvent.Created(HOUSE, "House", Optional.of("red"), 1, AT),
          new GroupEvent.Activated(HOUSE, 1, AT),
          new GroupEvent.Created(FUN, "Fun", Optional.empty(), 2, AT),
          new GroupEvent.Activated(FUN, 2, AT));

  private static UUID account(int number) {
    return new UUID(2, number);
  }

  @Nested
  class Creating {

    @Test
    void appendsAndMakesItTheActiveOne() {
      two.when(new GroupCommand.Create(CASH, "Third", Optional.empty(), AT))
          .then(
              new GroupEvent.Created(CASH, "Third", Optional.empty(), 3, AT),
              new GroupEvent.Activated(CASH, 3, AT));
      assertThat(two.state().active()).contains(FUN);
      two.when(new GroupCommand.Create(FUN, "Again", Optional.empty(), AT)).thenNothing();
    }

    @Test
    void endsAtTheLimit() {
      var full = none;
      for (int i = 0; i < Groups.MOST_GROUPS; i++) {
        full = full.given(new GroupEvent.Created(account(i), "g", Optional.empty(), i, AT));
      }
      full.when(new GroupCommand.Create(HOUSE, "One more", Optional.empty(), AT))
          .thenRejected("too-many-groups");
    }
  }

  @Nested
  class Deleting {

    @Test
    void keepsTheGroupForItsReturn() {
      two.when(new GroupCommand.Delete(FUN, AT)).then(new GroupEvent.Deleted(FUN, AT));
      var deleted =
          two.given(new GroupEvent.Grouped(FUN, CASH, 1, AT), new GroupEvent.Deleted(FUN, AT));
      assertThat(deleted.state().live()).containsExactly(HOUSE);
      assertThat(deleted.state().active()).contains(HOUSE);
      deleted.when(new GroupCommand.Delete(FUN, AT)).thenRejected("not-found");
      deleted.when(new GroupCommand.Rename(FUN, "x", AT)).thenRejected("not-found");
      deleted.when(new GroupCommand.Restore(FUN, AT)).then(new GroupEvent.Restored(FUN, AT));
      var restored = deleted.given(new GroupEvent.Restored(FUN, AT));
      assertThat(restored.state().live()).containsExactly(HOUSE, FUN);
      assertThat(restored.state().group(FUN).accounts()).containsExactly(CASH);
      restored.when(new GroupCommand.Restore(FUN, AT)).thenNothing();
    }
  }

  @Nested
  class Ordering {

    @Test
    void demandsExactlyTheGroups() {
      two.when(new GroupCommand.OrderGroups(List.of(FUN, HOUSE), AT))
          .then(new GroupEvent.GroupsOrdered(List.of(FUN, HOUSE), AT));
      two.when(new GroupCommand.OrderGroups(List.of(HOUSE, FUN), AT)).thenNothing();
      for (List<UUID> wrong :
          List.of(List.of(HOUSE), List.of(HOUSE, HOUSE), List.of(HOUSE, FUN, CASH))) {
        two.when(new GroupCommand.OrderGroups(wrong, AT)).thenRejected("order-incomplete");
      }
      assertThat(two.given(new GroupEvent.GroupsOrdered(List.of(FUN, HOUSE), AT)).state().live())
          .containsExactly(FUN, HOUSE);
    }
  }

  @Nested
  class Grouping {

    @Test
    void holdsFiveAtMostAndEachOnce() {
      var full = two;
      for (int i = 1; i <= 5; i++) {
        full.when(new GroupCommand.Add(HOUSE, account(i), Optional.empty(), AT))
            .then(new GroupEvent.Grouped(HOUSE, account(i), i, AT));
        full = full.given(new GroupEvent.Grouped(HOUSE, account(i), i, AT));
      }
      full.when(new GroupCommand.Add(HOUSE, account(1), Optional.empty(), AT)).thenNothing();
      full.when(new GroupCommand.Add(HOUSE, account(6), Optional.empty(), AT))
          .thenRejected("group-full");
    }
  }

  @Nested
  class Selecting {

    @Test
    void takesTenAtMost() {
      List<UUID> eleven = IntStream.range(0, 11).mapToObj(GroupsTests::account).toList();
      two.when(new GroupCommand.Select(Optional.of(eleven), AT)).thenRejected("too-many-selected");
      List<UUID> ten = eleven.subList(0, 10);
      two.when(new GroupCommand.Select(Optional.of(ten), AT))
          .then(new GroupEvent.Selected(Optional.of(ten), AT));
      two.given(new GroupEvent.Selected(Optional.of(ten), AT))
          .when(new GroupCommand.Select(Optional.empty(), AT))
          .then(new GroupEvent.Selected(Optional.empty(), AT));
    }
  }

  /** Whatever is done, the limits hold, and every single step can be taken back. */
  @Test
  void everyStepKeepsTheLimitsAndHasAWayBack() {
    SeededRuns.forEachSeed(
        200,
        random -> {
          Groups state = Groups.NONE;
          for (int step = 0; step < 40; step++) {
            Groups next = after(state, some(random, state));
            assertThat(next.all().values())
                .allSatisfy(group -> assertThat(group.members()).hasSizeLessThanOrEqualTo(5));
            assertThat(next.positions().values()).doesNotHaveDuplicates();
            Groups back = after(next, restoring(state, next));
            assertThat(back.facets()).isEqualTo(state.facets());
            state = next;
          }
        });
  }

  private static List<GroupCommand> restoring(Groups before, Groups now) {
    Map<String, Optional<Object>> wanted = new HashMap<>();
    Map<String, Object> was = before.facets();
    Map<String, Object> is = now.facets();
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    for (String name : names) {
      if (!Optional.ofNullable(was.get(name)).equals(Optional.ofNullable(is.get(name)))) {
        wanted.put(name, Optional.ofNullable(was.get(name)));
      }
    }
    return Groups.restoring(Groups.stream(USER), now, wanted, AT);
  }

  private static Groups after(Groups state, List<GroupCommand> commands) {
    Groups next = state;
    for (GroupCommand command : commands) {
      for (GroupEvent event : Groups.decide(command, next)) {
        next = Groups.evolve(next, event);
      }
    }
    return next;
  }

  private static List<GroupCommand> some(Random random, Groups state) {
    List<UUID> groups = Stream.of(1, 2, 3, 4).map(i -> new UUID(1, i)).toList();
    UUID group = groups.get(random.nextInt(groups.size()));
    UUID account = account(random.nextInt(8));
    List<UUID> order = new ArrayList<>(state.live());
    Collections.shuffle(order, random);
    List<UUID> members =
        new ArrayList<>(state.isLive(group) ? state.group(group).accounts() : List.of());
    Collections.shuffle(members, random);
    GroupCommand command =
        switch (random.nextInt(10)) {
          case 0 -> new GroupCommand.Create(group, "g", Optional.empty(), AT);
          case 1 -> new GroupCommand.Rename(group, "g" + random.nextInt(3), AT);
          case 2 ->
              new GroupCommand.Accent(
                  group, random.nextBoolean() ? Optional.of("red") : Optional.empty(), AT);
          case 3 -> new GroupCommand.Delete(group, AT);
          case 4 -> new GroupCommand.OrderGroups(order, AT);
          case 5 -> new GroupCommand.Remove(group, account, AT);
          case 6 -> new GroupCommand.OrderAccounts(group, members, AT);
          case 7 -> new GroupCommand.Activate(group, Optional.empty(), AT);
          case 8 ->
              new GroupCommand.Select(
                  random.nextBoolean() ? Optional.of(List.of(account)) : Optional.empty(), AT);
          default -> new GroupCommand.Add(group, account, Optional.empty(), AT);
        };
    try {
      Groups.decide(command, state);
      return List.of(command);
    } catch (Rejection refused) {
      return List.of();
    }
  }
}
