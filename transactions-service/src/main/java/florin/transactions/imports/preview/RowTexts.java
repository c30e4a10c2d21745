package florin.transactions.imports.preview;

import florin.transactions.imports.read.FileRow.Values;

/** The texts of a row as they can be stored: without NUL, which PostgreSQL refuses. */
public final class RowTexts {

  private static final char REPLACEMENT = '\uFFFD';

  private RowTexts() {}

  /** The text that names the transaction; the note if the file has none. */
  public static String text(Values values) {
    String text = storable(values.text()).strip();
    if (!text.isEmpty()) {
      return text;
    }
    String note = storable(values.note()).strip();
    return note.isEmpty() ? "No text" : note;
  }

  /** The note, unless it is the text already. */
  public static String note(Values values) {
    return values.text().isBlank() ? "" : storable(values.note()).strip();
  }

  public static String externalId(Values values) {
    return storable(values.externalId()).strip();
  }

  public static String storable(String text) {
    return text.replace('\0', REPLACEMENT);
  }
}
