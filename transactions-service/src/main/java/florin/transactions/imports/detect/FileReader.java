package florin.transactions.imports.detect;

import florin.transactions.imports.csv.CsvReader;
import florin.transactions.imports.ofx.OfxReader;
import florin.transactions.imports.qif.QifReader;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.FileText;
import java.util.List;
import java.util.function.Consumer;

/** Detects the format of a bank file and reads it. */
public final class FileReader {

  private static final int START = 20_000;

  private FileReader() {}

  /** Reads any bytes; unreadable ones give messages, never an exception. */
  public static ReadFile read(byte[] bytes, ReadOptions options) {
    FileText text = FileText.of(bytes, options);
    String start = text.text().substring(0, Math.min(text.text().length(), START));
    return OfxReader.recognises(start)
        ? OfxReader.read(text)
        : QifReader.recognises(start)
            ? QifReader.read(text, options)
            : CsvReader.read(text, options);
  }

  /** Reads any bytes and passes each row on; the result has no rows of its own. */
  public static ReadFile read(byte[] bytes, ReadOptions options, Consumer<FileRow> rows) {
    ReadFile read = read(bytes, options);
    read.rows().forEach(rows);
    return new ReadFile(
        read.format(), read.settings(), read.accounts(), List.of(), read.messages());
  }
}
