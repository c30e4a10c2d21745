package florin.transactions.imports.detect;

import florin.transactions.imports.csv.CsvReader;
import florin.transactions.imports.ndjson.NdjsonReader;
import florin.transactions.imports.ofx.OfxReader;
import florin.transactions.imports.qif.QifReader;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadFile.FileFormat;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.FileBytes;
import florin.transactions.imports.text.FileText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Detects the format of a bank file and reads it. */
public final class FileReader {

  private static final int START = 20_000;

  /** First bytes of formats that have no rows of text. */
  private static final Map<String, String> OTHERS = others();

  /** Starts of texts that are statements of another format, or pages. */
  private static final Map<Pattern, String> OTHER_TEXTS =
      Map.of(
          Pattern.compile("(?is)\\s*(<\\?xml[^>]*>\\s*)?(<!doctype html|<html|<head|<table)\\b.*"),
          "an HTML page",
          Pattern.compile("(?s)\\s*(<\\?xml[^>]*>\\s*)?(<\\?mso[^>]*>\\s*)?<(ss:)?Workbook\\b.*"),
          "a spreadsheet in XML",
          Pattern.compile("(?s)\\s*(<\\?xml[^>]*>\\s*)?<(\\w{1,10}:)?Document\\b[^>]*iso:20022.*"),
          "an ISO 20022 statement (CAMT)",
          Pattern.compile("(?s)\\s*(\\{1:F01|:20:).*:60[FM]:.*"),
          "an MT940 statement",
          Pattern.compile("(?s)\\{\\\\rtf.*"),
          "an RTF document");

  private FileReader() {}

  private static Map<String, String> others() {
    Map<String, String> others = new LinkedHashMap<>();
    others.put("PK\u0003\u0004", "a zip archive or a spreadsheet (xlsx, ods); export it as CSV");
    others.put("\u001f\u008b", "a gzip archive; unpack it first");
    others.put("BZh", "a bzip2 archive; unpack it first");
    others.put("\u00fd7zXZ", "an xz archive; unpack it first");
    others.put("7z\u00bc\u00af", "a 7z archive; unpack it first");
    others.put("Rar!", "a rar archive; unpack it first");
    others.put("%PDF", "a PDF document; export it as CSV, OFX or QIF");
    others.put("\u00d0\u00cf\u0011\u00e0", "an old spreadsheet (xls); export it as CSV");
    others.put("\u0089PNG", "an image");
    others.put("\u00ff\u00d8\u00ff", "an image");
    others.put("SQLite format 3", "a database");
    return others;
  }

  /** Reads any bytes; unreadable ones give messages, never an exception. */
  public static ReadFile read(byte[] bytes, ReadOptions options) {
    List<FileRow> rows = new ArrayList<>();
    ReadFile read = read(FileBytes.of(bytes), options, rows::add);
    return new ReadFile(
        read.format(), read.profile(), read.settings(), read.accounts(), rows, read.messages());
  }

  /** Reads any bytes and passes each row on; the result has no rows of its own. */
  public static ReadFile read(FileBytes bytes, ReadOptions options, Consumer<FileRow> rows) {
    Optional<String> other = other(bytes);
    if (other.isPresent()) {
      return unknown(other.get());
    }
    FileText text = FileText.of(bytes, options, CsvReader::isTitle);
    String start = text.text().start(START);
    Optional<String> otherText = otherText(start);
    if (otherText.isPresent()) {
      return unknown(otherText.get());
    }
    return OfxReader.recognises(start)
        ? OfxReader.read(text, rows)
        : NdjsonReader.recognises(start)
            ? NdjsonReader.read(text, rows)
            : QifReader.recognises(start)
                ? QifReader.read(text, options, rows)
                : CsvReader.read(text, options, rows);
  }

  private static ReadFile unknown(String other) {
    return new ReadFile(
        FileFormat.UNKNOWN,
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(new FileMessage(0, "The file is " + other + ".")));
  }

  private static Optional<String> otherText(String start) {
    return OTHER_TEXTS.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(start).matches())
        .map(entry -> entry.getValue() + "; export it as CSV, OFX or QIF")
        .findFirst();
  }

  private static Optional<String> other(FileBytes bytes) {
    String start = new String(bytes.start(20), StandardCharsets.ISO_8859_1);
    return OTHERS.entrySet().stream()
        .filter(entry -> start.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
