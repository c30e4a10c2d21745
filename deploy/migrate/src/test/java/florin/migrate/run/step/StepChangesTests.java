package florin.migrate.run.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepChangesTests {

  private static final String KEY = "user rule\n1";

  @TempDir private Path folder;

  private final List<String> written = new ArrayList<>();

  private StepChanges run(boolean readOnly, boolean there) {
    StepChanges changes =
        new StepChanges(readOnly, BroughtRows.in(folder.resolve("out/brought.txt")));
    changes.bring(KEY, there, "rule 1", () -> written.add(KEY));
    return changes;
  }

  @Test
  void bringsARowThatIsNotThere() {
    assertThat(run(false, false).written()).isEqualTo(1);
    assertThat(written).hasSize(1);
  }

  @Test
  void leavesARowDeletedThatARunHasBrought() {
    run(false, false);
    StepChanges second = run(false, false);
    assertThat(second.written()).isZero();
    assertThat(second.leftOut()).containsExactly("rule 1: was deleted since it was brought");
    assertThat(run(true, false).mismatches()).isEmpty();
  }

  @Test
  void leavesARowDeletedThatARunHasFound() {
    run(false, true); // brought by a run that ended before it could be remembered
    assertThat(run(false, false).written()).isZero();
    assertThat(written).isEmpty();
  }

  @Test
  void comparesWithoutRemembering() {
    assertThat(run(true, false).mismatches()).containsExactly("rule 1: is not there");
    run(true, true);
    assertThat(run(false, false).written()).isEqualTo(1);
  }

  @Test
  void countsTheDifferencesThatItDoesNotList() {
    StepChanges changes = new StepChanges(true, BroughtRows.inMemory());
    for (int i = 0; i < 1_003; i++) {
      changes.mismatch("row " + i);
      changes.leftOut("row " + i);
    }
    assertThat(changes.mismatches()).hasSize(1_001).endsWith("row 999", "3 more, not listed");
    assertThat(changes.leftOut()).endsWith("3 more, not listed");
  }
}
