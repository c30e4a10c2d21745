package florin.transactions.imports.commit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events of the import of a file. */
public sealed interface FileImportEvent {

  record Committed(UUID id, FileImport.Summary summary, Instant at) implements FileImportEvent {}

  record Reverted(UUID id, List<FileImport.StatedBalance> balances, Instant at)
      implements FileImportEvent {}

  record Reinstated(UUID id, List<FileImport.StatedBalance> balances, Instant at)
      implements FileImportEvent {}
}
