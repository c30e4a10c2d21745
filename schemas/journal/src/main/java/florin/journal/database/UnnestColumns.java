package florin.journal.database;

import florin.journal.stream.PendingEvent;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * Rows as the columns that one {@code unnest} takes: a statement per batch, never one per row.
 *
 * <p>A column is the text of an array as PostgreSQL reads it (manual, "Array Input and Output
 * Syntax"), and the statement casts it: {@code unnest(:ids::uuid[], …)}. {@link BinaryArray} is the
 * same in binary format, for appends and view tables. The driver's own arrays are not used: it
 * writes each element as text of its own and gets those of a {@code bytea[]} wrong.
 */
public final class UnnestColumns {

  private static final HexFormat HEX = HexFormat.of();
  private static final int ELEMENT = 40;

  private UnnestColumns() {}

  /**
   * One column of the rows, in their order; a null becomes an SQL null.
   *
   * @param type of the elements: {@code String}, {@code byte[]}, or one whose text needs no quotes,
   *     such as {@code UUID}, a number, a date or a boolean
   */
  public static <R, T> String column(
      List<R> rows, Class<T> type, Function<R, ? extends @Nullable T> value) {
    StringBuilder column = new StringBuilder(2 + rows.size() * ELEMENT).append('{');
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        column.append(',');
      }
      T element = value.apply(rows.get(i));
      if (element == null) {
        column.append("NULL");
      } else if (element instanceof byte[] bytes) {
        HEX.formatHex(column.append("\"\\\\x"), bytes).append('"');
      } else if (type == String.class) {
        quote(column, element.toString());
      } else {
        column.append(element);
      }
    }
    return column.append('}').toString();
  }

  /**
   * Binds the values of the last event of every row as the columns {@code :users} (uuid), {@code
   * :streamVersions} and {@code :versions} (int) and {@code :ats} (timestamptz), all of which the
   * statement names.
   */
  public static <R> GenericExecuteSpec stamped(
      GenericExecuteSpec statement, List<R> rows, Function<R, PendingEvent> last) {
    return statement
        .bind("users", column(rows, UUID.class, row -> last.apply(row).stream().user()))
        .bind("streamVersions", column(rows, Integer.class, row -> last.apply(row).version()))
        .bind("versions", column(rows, Integer.class, row -> last.apply(row).userVersion()))
        .bind("ats", column(rows, Instant.class, row -> last.apply(row).at()));
  }

  private static void quote(StringBuilder column, String text) {
    column.append('"');
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        column.append(text, done, i).append('\\');
        done = i;
      }
    }
    column.append(text, done, text.length()).append('"');
  }
}
