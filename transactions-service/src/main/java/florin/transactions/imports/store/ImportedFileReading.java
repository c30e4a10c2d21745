package florin.transactions.imports.store;

import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileSetting;
import java.util.List;

/**
 * The result of reading a file, without its rows.
 *
 * @param settings with which it was read
 * @param accounts as the file names them; one without a name if it names none
 */
public record ImportedFileReading(
    List<FileSetting> settings, List<FileAccount> accounts, List<FileMessage> messages) {

  public static final ImportedFileReading NONE =
      new ImportedFileReading(List.of(), List.of(), List.of());
}
