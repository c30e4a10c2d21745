package florin.migrate.source;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row with its values as text, by column name. A column that does not exist is the same as one
 * without a value. A binary floating-point number is the shortest decimal text that denotes the
 * same number.
 */
public record SourceRow(SourceTable table, Map<String, String> values) {

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 9999;

  private static final Set<String> TRUE = Set.of("1", "t", "true", "y", "yes");
  private static final Set<String> FALSE = Set.of("0", "f", "false", "n", "no");

  private static final DateTimeFormatter NAIVE =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .appendPattern("HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter ZONED =
      new DateTimeFormatterBuilder()
          .append(NAIVE)
          .appendPattern("[XXXXX][XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  /** A value that cannot be read as its type. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String column, String value, String expected) {
      super("%s: '%s' (expected: %s)".formatted(column, value, expected));
    }
  }

  /** The text of a column without surrounding space and NUL; a blank text is none. */
  public Optional<String> text(String column) {
    return raw(column)
        .map(value -> value.indexOf('\0') < 0 ? value : value.replace("\0", ""))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** The columns whose values have a NUL, which no database of Florin can store. */
  public List<String> columnsWithNul() {
    return values.entrySet().stream()
        .filter(one -> one.getValue().indexOf('\0') >= 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The same row with another value of a column. */
  public SourceRow with(String column, String value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(column, value);
    return new SourceRow(table, changed);
  }

  /** The text of a column as it is stored. */
  public Optional<String> raw(String column) {
    return Optional.ofNullable(values.get(column));
  }

  /**
   * An exact number.
   *
   * @throws Unreadable if the value is no finite number
   */
  public Optional<BigDecimal> number(String column) throws Unreadable {
    Optional<String> text = text(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text.get()));
    } catch (NumberFormatException none) {
      throw new Unreadable(column, text.get(), "a finite number");
    }
  }

  /** A truth value: 1, t, true, y or yes; everything else is false. */
  public boolean flag(String column) {
    return isOneOf(column, TRUE);
  }

  /** Whether a column has a truth value or none. */
  public boolean isFlag(String column) {
    return text(column).isEmpty() || isOneOf(column, TRUE) || isOneOf(column, FALSE);
  }

  private boolean isOneOf(String column, Set<String> words) {
    return text(column).filter(value -> words.contains(value.toLowerCase(Locale.ROOT))).isPresent();
  }

  /** A truth value, or the value of a missing one. */
  public boolean flag(String column, boolean missing) {
    return text(column).isEmpty() ? missing : flag(column);
  }

  /**
   * The calendar date of a column; of a timestamp the date in UTC, where a naive one is UTC.
   *
   * @throws Unreadable if it is neither a date nor a timestamp with a year of four digits
   */
  public Optional<LocalDate> date(String column) throws Unreadable {
    Optional<LocalDateTime> time = time(column);
    return time.map(LocalDateTime::toLocalDate);
  }

  /** Whether Florin holds a day, apart from those of a bank's transactions. */
  public static boolean isHeld(LocalDate day) {
    return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
  }

  /**
   * The date and time of a column in UTC; a date begins at midnight.
   *
   * @throws Unreadable if it is neither a date nor a timestamp with a year of four digits
   */
  public Optional<LocalDateTime> time(String column) throws Unreadable {
    Optional<String> text = text(column);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      LocalDateTime time = parsed(text.get().replace('T', ' '));
      if (time.getYear() < 1 || time.getYear() > 9999) {
        throw new Unreadable(column, text.get(), "a year of four digits");
      }
      return Optional.of(time);
    } catch (DateTimeException none) {
      throw new Unreadable(column, text.get(), "a date");
    }
  }

  private static LocalDateTime parsed(String text) {
    if (text.length() == 10) {
      return LocalDate.parse(text).atStartOfDay();
    }
    boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
    return zoned
        ? OffsetDateTime.parse(text, ZONED).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
        : LocalDateTime.parse(text, NAIVE);
  }
}
