package florin.transactions.imports.read;

import java.util.List;

/** A file as it was read; the rows cover every record of the file. */
public record ReadFile(
    FileFormat format,
    List<FileSetting> settings,
    List<FileAccount> accounts,
    List<FileRow> rows,
    List<FileMessage> messages) {

  /** The largest number of rows that a file may have. */
  public static final int MOST_ROWS = 100_000;

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
    QIF
  }

  /** Reads any bytes; unreadable ones give messages, never an exception. */
  public static ReadFile of(byte[] bytes, ReadOptions options) {
    FileText text = FileText.of(bytes, options);
    String start = text.text().substring(0, Math.min(text.text().length(), 20_000));
    return OfxReader.recognises(start)
        ? OfxReader.read(text)
        : QifReader.recognises(start)
            ? QifReader.read(text, options)
            : CsvReader.read(text, options);
  }
}
