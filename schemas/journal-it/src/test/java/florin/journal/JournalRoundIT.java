package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many writers that dawdle and fail, one reader by position, and what it missed. */
class JournalRoundIT {

  private static final JournalFixture journalFixture = new JournalFixture();
  private static final JournalRound round =
      new JournalRound(journalFixture, journalFixture.sessions("app", JournalRound.WRITERS));

  @AfterAll
  static void close() {
    journalFixture.close();
  }

  @Test
  void aReaderByPositionSeesEveryCommittedEventOnceAndInOrder() {
    SeededRuns.forEachSeed(
        1,
        random ->
            assertThat(
                    round.faults(
                        Journals.JournalVariant.REAL, random, TestScale.of(4_000, 100_000)))
                .isEmpty());
  }

  @Test
  void lockInsertAndCommitInOneMessageKeepTheOrder() {
    SeededRuns.forEachSeed(
        1,
        random ->
            assertThat(
                    round.faults(new Journals.OneMessage(), random, TestScale.of(4_000, 100_000)))
                .isEmpty());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REAL")
  void aWrongJournalIsFoundOut(Journals.JournalVariant wrong) {
    SeededRuns.forEachSeed(
        1,
        random ->
            await()
                .atMost(Duration.ofSeconds(30))
                .until(
                    () -> round.faults(wrong, random, 1_000),
                    faults -> faults.stream().anyMatch(fault -> fault.startsWith("lost"))));
  }

  @Test
  void theCheckItselfMissesNothing() {
    assertThat(JournalRound.faults(List.of(), List.of(), 1)).isNotEmpty();
  }
}
