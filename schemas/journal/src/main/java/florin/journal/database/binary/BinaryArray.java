package florin.journal.database.binary;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of some rows as an array in PostgreSQL's binary format, as {@code array_recv} reads
 * it: without quotes, and half as long as the text of identifiers and bytes. It is encoded when it
 * is made, not when the statement is sent.
 *
 * @param type the object id of the array type
 * @param bytes the encoded array
 */
public record BinaryArray(int type, ByteBuf bytes) {

  private static final LocalDate EPOCH_DAY = LocalDate.of(2000, 1, 1);
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int NULL = -1;
  private static final int EXPECTED_ELEMENT_BYTES = 24;

  /** A type of elements: the object ids of it and of its array, and how a value is written. */
  private record Elements(int type, int array, Writer writer) {}

  @FunctionalInterface
  private interface Writer {
    void write(ByteBuf out, Object value);
  }

  private static final Map<Class<?>, Elements> ELEMENTS =
      Map.of(
          String.class, new Elements(25, 1009, (out, v) -> writeText(out, (String) v)),
          byte[].class, new Elements(17, 1001, (out, v) -> out.writeBytes((byte[]) v)),
          UUID.class, new Elements(2950, 2951, (out, v) -> writeUuid(out, (UUID) v)),
          Integer.class, new Elements(23, 1007, (out, v) -> out.writeInt((Integer) v)),
          Long.class, new Elements(20, 1016, (out, v) -> out.writeLong((Long) v)),
          Boolean.class, new Elements(16, 1000, (out, v) -> out.writeBoolean((Boolean) v)),
          LocalDate.class, new Elements(1082, 1182, (out, v) -> writeDate(out, (LocalDate) v)),
          Instant.class, new Elements(1184, 1185, (out, v) -> writeInstant(out, (Instant) v)),
          OffsetDateTime.class,
              new Elements(
                  1184, 1185, (out, v) -> writeInstant(out, ((OffsetDateTime) v).toInstant())),
          BigDecimal.class,
              new Elements(1700, 1231, (out, v) -> BinaryNumeric.write(out, (BigDecimal) v)));

  /**
   * One column of the rows, in their order; a null becomes an SQL null.
   *
   * @param type of the elements: {@code String}, {@code byte[]}, {@code UUID}, {@code Integer},
   *     {@code Long}, {@code Boolean}, {@code BigDecimal}, {@code LocalDate}, {@code Instant} or
   *     {@code OffsetDateTime}
   * @throws IllegalArgumentException if it is another type
   */
  public static <R, T> BinaryArray of(
      List<R> rows, Class<T> type, Function<R, ? extends @Nullable T> value) {
    Elements elements = ELEMENTS.get(type);
    if (elements == null) {
      throw new IllegalArgumentException(
          "type: " + type.getName() + " (expected: one of " + ELEMENTS.keySet() + ")");
    }
    ByteBuf out = Unpooled.buffer(20 + rows.size() * EXPECTED_ELEMENT_BYTES);
    out.writeInt(rows.isEmpty() ? 0 : 1); // dimensions
    out.writeInt(1); // there may be nulls
    out.writeInt(elements.type);
    if (!rows.isEmpty()) {
      out.writeInt(rows.size());
      out.writeInt(1); // the first index
    }
    for (R row : rows) {
      write(out, elements.writer, value.apply(row));
    }
    return new BinaryArray(elements.array, out);
  }

  private static void write(ByteBuf out, Writer writer, @Nullable Object value) {
    if (value == null) {
      out.writeInt(NULL);
      return;
    }
    int start = out.writerIndex();
    out.writeInt(0);
    writer.write(out, value);
    out.setInt(start, out.writerIndex() - start - Integer.BYTES);
  }

  private static void writeText(ByteBuf out, String text) {
    ByteBufUtil.writeUtf8(out, text);
  }

  private static void writeUuid(ByteBuf out, UUID id) {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  private static void writeDate(ByteBuf out, LocalDate date) {
    out.writeInt(Math.toIntExact(ChronoUnit.DAYS.between(EPOCH_DAY, date)));
  }

  /** Rounded to microseconds, a half to the even one, as PostgreSQL rounds a text. */
  private static void writeInstant(ByteBuf out, Instant instant) {
    long micros = instant.getNano() / 1_000;
    int rest = instant.getNano() % 1_000;
    boolean up = rest > 500 || (rest == 500 && micros % 2 == 1);
    out.writeLong(
        Math.multiplyExact(instant.getEpochSecond() - EPOCH.getEpochSecond(), 1_000_000L)
            + micros
            + (up ? 1 : 0));
  }

  @Override
  public String toString() {
    return "BinaryArray(" + type + ", " + bytes.readableBytes() + " bytes)";
  }
}
