package florin.migrate.source;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column as the database declares it.
 *
 * @param name in lower case
 * @param stored the name as the database has it
 * @param type the declared type in lower case, such as {@code numeric(18, 2)}
 */
public record SourceColumn(String name, String stored, String type) {

  private static final Pattern NUMERIC =
      Pattern.compile("(?:numeric|decimal)\\s*\\(\\s*\\d+\\s*,\\s*(\\d+)\\s*\\)");

  /** A column with a type of JDBC's metadata; a numeric type gets its scale. */
  static SourceColumn of(String name, String type, int size, int scale) {
    String declared = type.toLowerCase(Locale.ROOT).strip();
    boolean bare = declared.equals("numeric") || declared.equals("decimal");
    return new SourceColumn(
        name.toLowerCase(Locale.ROOT),
        name,
        bare && size > 0 && size < 1_000 ? "numeric(%d,%d)".formatted(size, scale) : declared);
  }

  public boolean isFloat() {
    return type.contains("float") || type.contains("real") || type.contains("double");
  }

  /** Whether values have a time of day. */
  public boolean hasTime() {
    return type.contains("timestamp") || type.contains("datetime");
  }

  /** Whether values have an offset from UTC. */
  public boolean hasZone() {
    return type.contains("timestamptz") || type.contains("with time zone");
  }

  /** The number of decimals that the type allows, empty if it does not limit them. */
  public OptionalInt decimals() {
    Matcher matcher = NUMERIC.matcher(type);
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
