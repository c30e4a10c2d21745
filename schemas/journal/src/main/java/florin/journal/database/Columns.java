package florin.journal.database;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns that cannot be null; a null is a programming error, and the exception names the
 * column.
 */
public final class Columns {

  private Columns() {}

  public static UUID uuid(Readable row, String column) {
    return present(row.get(column, UUID.class), column);
  }

  public static String text(Readable row, String column) {
    return present(row.get(column, String.class), column);
  }

  public static int integer(Readable row, String column) {
    return present(row.get(column, Integer.class), column);
  }

  public static long number(Readable row, String column) {
    return present(row.get(column, Long.class), column);
  }

  public static boolean bool(Readable row, String column) {
    return present(row.get(column, Boolean.class), column);
  }

  public static BigDecimal decimal(Readable row, String column) {
    return present(row.get(column, BigDecimal.class), column);
  }

  public static LocalDate date(Readable row, String column) {
    return present(row.get(column, LocalDate.class), column);
  }

  public static Instant instant(Readable row, String column) {
    return present(row.get(column, OffsetDateTime.class), column).toInstant();
  }

  public static @Nullable Instant nullableInstant(Readable row, String column) {
    OffsetDateTime value = row.get(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /** A JSON document as text. */
  public static @Nullable String nullableJson(Readable row, String column) {
    Json value = row.get(column, Json.class);
    return value == null ? null : value.asString();
  }

  public static byte[] bytes(Readable row, String column) {
    ByteBuffer buffer = present(row.get(column, ByteBuffer.class), column);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static <T> T present(@Nullable T value, String column) {
    if (value == null) {
      throw new IllegalStateException("column " + column + ": null (expected: a value)");
    }
    return value;
  }
}
