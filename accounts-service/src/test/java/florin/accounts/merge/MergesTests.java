package florin.accounts.merge;

import static florin.accounts.merge.MergeCodec.MERGES;
import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Rejection;
import florin.journal.test.DeciderFixture;
import florin.journal.test.SeededRuns;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MergesTests {

  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
  private static final UUID OLD = new UUID(0, 1);
  private static final UUID RELINKED = new UUID(0, 2);
  private static final UUID NEWEST = new UUID(0, 3);

  private final DeciderFixture<MergeCommand, MergeEvent, Merges> none = DeciderFixture.of(MERGES);
  private final DeciderFixture<MergeCommand, MergeEvent, Merges> merged =
      none.given(new MergeEvent.Merged(OLD, RELINKED, AT));

  @Test
  void mapsAnAccountToItsSurvivorOnce() {
    none.when(new MergeCommand.Merge(OLD, RELINKED, AT))
        .then(new MergeEvent.Merged(OLD, RELINKED, AT));
    merged.when(new MergeCommand.Merge(OLD, RELINKED, AT)).thenNothing();
    merged.when(new MergeCommand.Unmerge(OLD, AT)).then(new MergeEvent.Unmerged(OLD, AT));
    none.when(new MergeCommand.Unmerge(OLD, AT)).thenNothing();
  }

  @Test
  void takesAlongWhatWasMergedBefore() {
    merged
        .when(new MergeCommand.Merge(RELINKED, NEWEST, AT))
        .then(new MergeEvent.Merged(RELINKED, NEWEST, AT), new MergeEvent.Merged(OLD, NEWEST, AT));
  }

  @Test
  void refusesCircles() {
    merged.when(new MergeCommand.Merge(OLD, OLD, AT)).thenRejected("merge-with-itself");
    merged.when(new MergeCommand.Merge(RELINKED, OLD, AT)).thenRejected("account-merged");
    merged.when(new MergeCommand.Merge(NEWEST, OLD, AT)).thenRejected("account-merged");
  }

  @Test
  void noSurvivorIsEverMergedAndEveryStepHasAWayBack() {
    SeededRuns.forEachSeed(
        200,
        random -> {
          Merges state = Merges.NONE;
          for (int step = 0; step < 20; step++) {
            Merges next = after(state, some(random));
            assertThat(next.survivors().values()).noneMatch(next.survivors()::containsKey);
            Merges back = next;
            for (MergeCommand command :
                Merges.restoring(Merges.stream(OLD), next, wanted(state, next), AT)) {
              back = after(back, command);
            }
            assertThat(back).isEqualTo(state);
            state = next;
          }
        });
  }

  private static Map<String, Optional<Object>> wanted(Merges before, Merges now) {
    Map<String, Optional<Object>> wanted = new HashMap<>();
    TreeSet<String> names = new TreeSet<>(before.facets().keySet());
    names.addAll(now.facets().keySet());
    for (String name : names) {
      Optional<Object> was = Optional.ofNullable(before.facets().get(name));
      if (!was.equals(Optional.ofNullable(now.facets().get(name)))) {
        wanted.put(name, was);
      }
    }
    return wanted;
  }

  private static MergeCommand some(Random random) {
    UUID one = new UUID(0, random.nextInt(5));
    UUID another = new UUID(0, random.nextInt(5));
    return random.nextInt(4) == 0
        ? new MergeCommand.Unmerge(one, AT)
        : new MergeCommand.Merge(one, another, AT);
  }

  private static Merges after(Merges state, MergeCommand command) {
    Merges next = state;
    try {
      for (MergeEvent event : Merges.decide(command, state)) {
        next = Merges.evolve(next, event);
      }
    } catch (Rejection refused) {
      return state;
    }
    return next;
  }
}
