package florin.transactions.imports.read;

import java.util.Map;
import java.util.Optional;

/** Settings that a user chose for a file, by name; what is absent is detected. */
public record ReadOptions(Map<String, String> values) {

  public static final ReadOptions NONE = new ReadOptions(Map.of());

  public static final String ENCODING = "encoding";
  public static final String DELIMITER = "delimiter";
  public static final String HEADER_LINE = "headerLine";
  public static final String DATE_ORDER = "dateOrder";
  public static final String DECIMAL_SIGN = "decimalSign";
  public static final String NEGATE = "negate";

  /** The year of the newest date of a file whose dates have none. */
  public static final String YEAR = "year";

  /** The day of the upload. */
  public static final String UPLOADED = "uploaded";

  /** Prefix of the settings that name a column by its title or number, such as column.date. */
  public static final String COLUMN = "column.";

  public ReadOptions {
    values = Map.copyOf(values);
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
