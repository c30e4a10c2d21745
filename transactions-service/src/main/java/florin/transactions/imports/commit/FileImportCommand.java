package florin.transactions.imports.commit;

import java.time.Instant;
import java.util.UUID;

/** Commands for the import of a file. */
public sealed interface FileImportCommand {

  record Commit(UUID id, FileImport.Summary summary, Instant at) implements FileImportCommand {}

  /** Only an undo asks for it, as for its opposite. */
  record Revert(Instant at) implements FileImportCommand {}

  record Reinstate(Instant at) implements FileImportCommand {}
}
