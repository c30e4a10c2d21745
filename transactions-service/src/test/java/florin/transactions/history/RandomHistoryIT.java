package florin.transactions.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.Commands;
import florin.journal.inbox.Inbox;
import florin.journal.rebuild.Rebuild;
import florin.journal.rebuild.RebuildState;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import florin.transactions.Household;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Random histories over HTTP and from the bank: re-syncs, settlings, corrections and removals,
 * edits of one and of many, mergers of categories and merchants and back, and undo. The user's word
 * stands on every field, the bank's everywhere else, through a rebuild too; and the events that an
 * explanation names are enough to come to what the list shows.
 */
class RandomHistoryIT extends Household {

  private static final int USERS = TestScale.of(3, 200);
  private static final int STEPS = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Autowired Commands commands;
  @Autowired List<Inbox> inboxes;

  @Test
  void keepsTheUsersWordThroughEverythingAndCanSayWhy(@Autowired Rebuild rebuild) {
    RandomHistory.Service service = new RandomHistory.Service(platform, port, commands, facts());
    List<RandomHistory> lifes = new ArrayList<>();
    SeededRuns.forEachSeed(
        USERS,
        random -> {
          RandomHistory life = new RandomHistory(service, random);
          life.compare();
          for (int i = 0; i < STEPS; i++) {
            life.step();
            life.compare();
          }
          life.explain();
          lifes.add(life);
        });
    rebuild.begin(false).block(PATIENCE);
    RebuildState state =
        await()
            .atMost(PATIENCE)
            .until(
                () -> Objects.requireNonNull(rebuild.state().block(PATIENCE)),
                found -> found.endedAt() != null);
    assertThat(state.phase()).isEqualTo(RebuildState.Phase.DONE);
    lifes.forEach(RandomHistory::compare);
  }

  private Inbox facts() {
    return inboxes.stream()
        .filter(inbox -> inbox.topic().equals(Topic.PROVIDER_SYNC_EVENTS))
        .findFirst()
        .orElseThrow();
  }
}
