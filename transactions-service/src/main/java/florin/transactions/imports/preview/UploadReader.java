package florin.transactions.imports.preview;

import florin.transactions.imports.detect.FileReader;
import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.store.ImportedFileReading;
import florin.transactions.imports.store.RowBlocks;
import florin.transactions.imports.store.StoredRow.Status;
import florin.transactions.imports.text.FileBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the bytes of an upload into blocks of rows. */
public final class UploadReader {

  private static final int LONGEST_TEXT = 5_000;
  private static final int MOST_ACCOUNTS = 1_000;
  private static final int SHAPE_BYTES = 16;
  private static final int HEADER_BYTES = 2_000_000;

  private UploadReader() {}

  /**
   * A file that was read.
   *
   * @param shape identifies files of the same kind
   */
  public record ReadUpload(
      ImportedFileReading reading, String format, String shape, RowBlocks rows) {}

  public static ReadUpload read(FileBytes bytes, Map<String, String> options) {
    RowBlocks rows = new RowBlocks();
    Map<String, FileAccount> accounts = new LinkedHashMap<>();
    int[] width = new int[1];
    ReadFile file =
        FileReader.read(
            bytes,
            new ReadOptions(options),
            row -> {
              width[0] = Math.max(width[0], row.raw().size());
              row.values().ifPresent(values -> accept(accounts, unstated(values), false));
              add(rows, row);
            });
    file.accounts().forEach(account -> accept(accounts, account, true));
    return new ReadUpload(
        new ImportedFileReading(
            file.settings(), List.copyOf(accounts.values()), messages(file, accounts.size())),
        file.format().name().toLowerCase(Locale.ROOT),
        shape(bytes, file, width[0], accounts.keySet().stream().sorted().toList()),
        rows);
  }

  /** Rows of further accounts need an account that is set for all names. */
  private static void accept(
      Map<String, FileAccount> accounts, FileAccount account, boolean replaces) {
    if (accounts.containsKey(account.name()) ? replaces : accounts.size() < MOST_ACCOUNTS) {
      accounts.put(account.name(), account);
    }
  }

  private static List<FileMessage> messages(ReadFile file, int accounts) {
    List<FileMessage> messages = new ArrayList<>(file.messages());
    if (accounts >= MOST_ACCOUNTS) {
      messages.add(
          new FileMessage(
              0, "Only the first " + MOST_ACCOUNTS + " accounts of the file are listed."));
    }
    return messages;
  }

  private static FileAccount unstated(FileRow.Values values) {
    return new FileAccount(
        values.account(), "", values.currency(), Optional.empty(), Optional.empty());
  }

  private static void add(RowBlocks rows, FileRow found) {
    FileRow row = storable(found);
    Optional<String> flaw = row.values().flatMap(UploadReader::flaw);
    if (row.status() == FileRow.Status.READABLE && flaw.isPresent()) {
      rows.add(
          FileRow.not(FileRow.Status.UNREADABLE, row.line(), row.raw(), flaw.get()),
          Status.UNREADABLE,
          flaw.get());
      return;
    }
    switch (row.status()) {
      case READABLE -> rows.add(row, Status.NEW, "");
      case UNREADABLE -> rows.add(row, Status.UNREADABLE, row.reason());
      case UNDECIDED -> rows.add(row, Status.UNDECIDED, row.reason());
      case NOT_A_TRANSACTION -> rows.add(row, Status.NOT_A_TRANSACTION, row.reason());
    }
  }

  /** PostgreSQL stores no NUL. */
  private static FileRow storable(FileRow row) {
    return row.reason().indexOf('\0') < 0
        ? row
        : new FileRow(
            row.line(),
            row.raw(),
            row.status(),
            row.reason().replace('\0', '\uFFFD'),
            row.values());
  }

  private static Optional<String> flaw(FileRow.Values values) {
    int longest = Math.max(values.text().length(), values.externalId().length());
    return longest > LONGEST_TEXT
        ? Optional.of("text: %d characters (expected: at most %d)".formatted(longest, LONGEST_TEXT))
        : Optional.empty();
  }

  private static String shape(FileBytes bytes, ReadFile file, int width, List<String> accounts) {
    List<String> parts = new ArrayList<>();
    parts.add(file.format().name());
    switch (file.format()) {
      case CSV -> {
        parts.add(setting(file, ReadOptions.DELIMITER));
        int header = header(file);
        if (header > 0) {
          parts.add(line(bytes, header));
        } else {
          parts.add(String.valueOf(width));
        }
      }
      case OFX, QIF, NDJSON, UNKNOWN -> parts.addAll(accounts);
    }
    return hash(String.join("\n", parts));
  }

  private static int header(ReadFile file) {
    String line = setting(file, ReadOptions.HEADER_LINE);
    return line.matches("\\d{1,6}") ? Integer.parseInt(line) : 0;
  }

  private static String setting(ReadFile file, String name) {
    return file.settings().stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .map(FileSetting::value)
        .orElse("");
  }

  /** A line of a file as its bytes have it, whatever the encoding. */
  private static String line(FileBytes file, int number) {
    byte[] bytes = file.start(HEADER_BYTES);
    int start = 0;
    for (int line = 1; line < number && start < bytes.length; start++) {
      line += bytes[start] == '\n' ? 1 : 0;
    }
    int end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1).strip();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, SHAPE_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
