package florin.transactions.imports.commit;

import florin.events.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** The import of a file: committed once, then reverted and reinstated by undo. */
public sealed interface FileImport {

  String STREAM = "import";

  record Absent() implements FileImport {}

  /**
   * @param reverted whether it was undone
   */
  record Present(UUID id, Summary summary, boolean reverted) implements FileImport {}

  /** The closing balance of an account as the file states it. */
  record StatedBalance(UUID account, LocalDate date, Money amount) {}

  /**
   * @param records of the file
   * @param added records that became transactions
   * @param linked records that were linked to transactions
   */
  record Summary(
      String fileName,
      String format,
      int records,
      int added,
      int linked,
      List<StatedBalance> balances) {

    public Summary {
      balances = List.copyOf(balances);
    }
  }

  static List<FileImportEvent> decide(FileImportCommand command, FileImport state) {
    return switch (state) {
      case Absent() ->
          command instanceof FileImportCommand.Commit c
              ? List.of(new FileImportEvent.Committed(c.id(), c.summary(), c.at()))
              : List.of();
      case Present p ->
          switch (command) {
            case FileImportCommand.Commit _ -> List.of();
            case FileImportCommand.Revert c ->
                p.reverted()
                    ? List.of()
                    : List.of(new FileImportEvent.Reverted(p.id(), p.summary().balances(), c.at()));
            case FileImportCommand.Reinstate c ->
                p.reverted()
                    ? List.of(
                        new FileImportEvent.Reinstated(p.id(), p.summary().balances(), c.at()))
                    : List.of();
          };
    };
  }

  static FileImport evolve(FileImport state, FileImportEvent event) {
    return switch (event) {
      case FileImportEvent.Committed e -> new Present(e.id(), e.summary(), false);
      case FileImportEvent.Reverted _ -> reverted(state, true);
      case FileImportEvent.Reinstated _ -> reverted(state, false);
    };
  }

  private static FileImport reverted(FileImport state, boolean reverted) {
    return state instanceof Present p ? new Present(p.id(), p.summary(), reverted) : state;
  }
}
