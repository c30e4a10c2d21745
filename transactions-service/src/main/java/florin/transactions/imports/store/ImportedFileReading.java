package florin.transactions.imports.store;

import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.store.StoredRow.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of reading a file, without its rows.
 *
 * @param settings with which it was read
 * @param accounts as the file names them; one without a name if it names none
 * @param counts how many rows of a large file have each status; empty while they are counted for
 *     each request
 */
public record ImportedFileReading(
    List<FileSetting> settings,
    List<FileAccount> accounts,
    List<FileMessage> messages,
    Optional<Map<Status, Integer>> counts) {

  public static final ImportedFileReading NONE =
      new ImportedFileReading(List.of(), List.of(), List.of());

  public ImportedFileReading(
      List<FileSetting> settings, List<FileAccount> accounts, List<FileMessage> messages) {
    this(settings, accounts, messages, Optional.empty());
  }

  ImportedFileReading counting(Map<Status, Integer> rows) {
    return new ImportedFileReading(settings, accounts, messages, Optional.of(rows));
  }
}
