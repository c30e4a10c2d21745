package florin.transactions.imports.commit;

import florin.journal.stream.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Undoes the import of a file: its only facet is that it counts. */
final class FileImportUndo {

  private static final String COUNTS = "counts";

  private FileImportUndo() {}

  static Map<String, Object> of(FileImport state) {
    return state instanceof FileImport.Present p && !p.reverted() ? Map.of(COUNTS, true) : Map.of();
  }

  static List<FileImportCommand> restoring(
      StreamId stream, FileImport now, Map<String, Optional<Object>> wanted, Instant at) {
    return List.of(
        wanted.getOrDefault(COUNTS, Optional.empty()).isPresent()
            ? new FileImportCommand.Reinstate(at)
            : new FileImportCommand.Revert(at));
  }
}
