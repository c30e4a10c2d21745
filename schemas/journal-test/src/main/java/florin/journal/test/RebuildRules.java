package florin.journal.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.rebuild.Rebuild;
import florin.journal.rebuild.RebuildState;
import florin.journal.rebuild.RebuildState.Phase;
import florin.journal.rebuild.RebuildState.TableCheck;
import java.time.Duration;
import java.util.Objects;

/** Whatever a service's tests have done to its views: the journal gives the same again. */
public final class RebuildRules {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private RebuildRules() {}

  /** Rows that a test wrote itself, as users without any event, go first: no event made them. */
  public static void check(TestPlatform platform, Rebuild rebuild) {
    platform.execute(
        "delete from mirror.users u where not exists"
            + " (select from journal.event e where e.user_id = u.user_id)");
    rebuild.begin(false).block(PATIENCE);
    RebuildState state =
        await()
            .atMost(PATIENCE)
            .until(
                () -> Objects.requireNonNull(rebuild.state().block(PATIENCE)),
                found -> found.endedAt() != null);
    assertThat(state.phase()).as(state.toString()).isEqualTo(Phase.DONE);
    assertThat(state.tables()).isNotEmpty().allMatch(TableCheck::equal);
  }
}
