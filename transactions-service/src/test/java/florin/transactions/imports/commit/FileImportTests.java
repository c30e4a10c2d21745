package florin.transactions.imports.commit;

import static florin.transactions.imports.commit.FileImportCodec.FILE_IMPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.journal.test.DeciderFixture;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FileImportTests {

  private static final Instant AT = Instant.EPOCH;
  private static final UUID ID = new UUID(1, 1);
  private static final FileImport.StatedBalance BALANCE =
      new FileImport.StatedBalance(
          new UUID(1, 2), LocalDate.of(2026, 1, 31), Money.of("739.64", "USD"));
  private static final FileImport.Summary SUMMARY =
      new FileImport.Summary("bank.ofx", "ofx", 3, 2, 1, List.of(BALANCE));
  private static final FileImportEvent COMMITTED = new FileImportEvent.Committed(ID, SUMMARY, AT);
  private static final FileImportEvent REVERTED =
      new FileImportEvent.Reverted(ID, List.of(BALANCE), AT);
  private static final FileImportEvent REINSTATED =
      new FileImportEvent.Reinstated(ID, List.of(BALANCE), AT);

  private static DeciderFixture<FileImportCommand, FileImportEvent, FileImport> fixture() {
    return DeciderFixture.of(FILE_IMPORTS.decider());
  }

  @Test
  void isCommittedOnceThenRevertedAndReinstated() {
    fixture().when(new FileImportCommand.Commit(ID, SUMMARY, AT)).then(COMMITTED);
    fixture().given(COMMITTED).when(new FileImportCommand.Commit(ID, SUMMARY, AT)).thenNothing();
    fixture().given(COMMITTED).when(new FileImportCommand.Revert(AT)).then(REVERTED);
    fixture().given(COMMITTED, REVERTED).when(new FileImportCommand.Revert(AT)).thenNothing();
    fixture().given(COMMITTED, REVERTED).when(new FileImportCommand.Reinstate(AT)).then(REINSTATED);
    fixture().when(new FileImportCommand.Revert(AT)).thenNothing();
  }

  @Test
  void isUndoneThroughItsFacet() {
    FileImport committed = FileImport.evolve(new FileImport.Absent(), COMMITTED);
    assertThat(FileImportUndo.of(new FileImport.Absent())).isEmpty();
    assertThat(FileImportUndo.of(FileImport.evolve(committed, REVERTED))).isEmpty();
    assertThat(
            FileImportUndo.restoring(
                FILE_IMPORTS.id(ID, ID), committed, Map.of("counts", Optional.empty()), AT))
        .containsExactly(new FileImportCommand.Revert(AT));
    assertThat(FILE_IMPORTS.codec().fromAvro(FILE_IMPORTS.codec().toAvro(COMMITTED)))
        .isEqualTo(COMMITTED);
  }
}
