package florin.transactions.imports.read;

import java.util.List;

/**
 * A file as it was read; the rows cover every record of the file.
 *
 * @param profile the name of a known layout, such as "Mint"; empty if none
 */
public record ReadFile(
    FileFormat format,
    String profile,
    List<FileSetting> settings,
    List<FileAccount> accounts,
    List<FileRow> rows,
    List<FileMessage> messages) {

  /** The largest number of rows that a file may have. */
  public static final int MOST_ROWS = 1_000_000;

  /** The largest number of messages; one more states how many were left out. */
  public static final int MOST_MESSAGES = 1_000;

  public ReadFile {
    settings = List.copyOf(settings);
    accounts = List.copyOf(accounts);
    rows = List.copyOf(rows);
    messages = List.copyOf(messages);
  }

  /** The formats that can be read. */
  public enum FileFormat {
    CSV,
    OFX,
    QIF,
    /** An export of Florin. */
    NDJSON,
    /** Archives, documents and images, which have no rows. */
    UNKNOWN
  }
}
