package florin.transactions.imports.store;

import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Details;
import florin.transactions.imports.read.FileRow.Part;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Rows of files as bytes, shorter than their JSON: a value that equals a raw one is a reference to
 * it. Rows that were stored as JSON are read as well.
 */
final class FileRowBytes {

  private static final byte VERSION = 1;
  private static final int EMPTY = 0;
  private static final int LITERAL = 1;
  private static final int FIRST_REFERENCE = 2;

  private FileRowBytes() {}

  static byte[] of(FileRow row) {
    Writer out = new Writer();
    out.bytes.write(VERSION);
    out.row(row);
    return out.bytes.toByteArray();
  }

  static FileRow read(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == VERSION) {
      return new Reader(bytes, 1).row();
    }
    return ImportJson.read(bytes, FileRow.class);
  }

  /** Writes rows one behind the other. */
  static final class Writer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private List<String> raw = List.of();

    byte[] toBytes() {
      return bytes.toByteArray();
    }

    void number(long number) {
      long left = number;
      while (left < 0 || left > 0x7F) {
        bytes.write((int) (left & 0x7F | 0x80));
        left >>>= 7;
      }
      bytes.write((int) left);
    }

    private void signed(long number) {
      number(number << 1 ^ number >> 63);
    }

    /** A text without references. */
    void literal(String text) {
      block(text.getBytes(StandardCharsets.UTF_8));
    }

    private void block(byte[] block) {
      number(block.length);
      bytes.writeBytes(block);
    }

    private void text(String text) {
      if (text.isEmpty()) {
        number(EMPTY);
        return;
      }
      int place = raw.indexOf(text);
      number(place < 0 ? LITERAL : FIRST_REFERENCE + place);
      if (place < 0) {
        literal(text);
      }
    }

    private void decimal(BigDecimal decimal) {
      signed(decimal.scale());
      block(decimal.unscaledValue().toByteArray());
    }

    private void date(LocalDate date) {
      signed(date.toEpochDay());
    }

    private <T> void optional(Optional<T> value, Consumer<T> write) {
      number(value.isPresent() ? 1 : 0);
      value.ifPresent(write);
    }

    private <T> void list(List<T> values, Consumer<T> write) {
      number(values.size());
      values.forEach(write);
    }

    void row(FileRow row) {
      number(row.line());
      list(row.raw(), this::literal);
      raw = row.raw();
      number(row.status().ordinal());
      text(row.reason());
      optional(row.values(), this::values);
    }

    private void values(Values values) {
      text(values.account());
      date(values.date());
      decimal(values.amount());
      text(values.currency());
      text(values.text());
      text(values.note());
      text(values.category());
      text(values.externalId());
      optional(values.balance(), this::decimal);
      list(values.parts(), this::part);
      boolean details = !values.details().equals(Details.NONE);
      optional(details ? Optional.of(values.details()) : Optional.empty(), this::details);
    }

    private void part(Part part) {
      decimal(part.amount());
      text(part.category());
      text(part.note());
    }

    private void details(Details details) {
      optional(details.valueDate(), this::date);
      text(details.checkNumber());
      optional(details.originalAmount(), this::decimal);
      text(details.originalCurrency());
      text(details.transferAccount());
      list(details.tags(), this::text);
    }
  }

  /** Reads rows one behind the other. */
  static final class Reader {

    private static final Status[] STATUSES = Status.values();

    private final byte[] bytes;
    private int at;
    private List<String> raw = List.of();

    Reader(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    boolean hasMore() {
      return at < bytes.length;
    }

    long number() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        number |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }

    private long signed() {
      long number = number();
      return number >>> 1 ^ -(number & 1);
    }

    String literal() {
      int length = (int) number();
      at += length;
      return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    private String text() {
      int kind = (int) number();
      return kind == EMPTY ? "" : kind == LITERAL ? literal() : raw.get(kind - FIRST_REFERENCE);
    }

    private BigDecimal decimal() {
      int scale = (int) signed();
      int length = (int) number();
      at += length;
      return new BigDecimal(new BigInteger(bytes, at - length, length), scale);
    }

    private LocalDate date() {
      return LocalDate.ofEpochDay(signed());
    }

    private <T> Optional<T> optional(Supplier<T> read) {
      return number() == 1 ? Optional.of(read.get()) : Optional.empty();
    }

    private <T> List<T> list(Function<Reader, T> read) {
      int size = (int) number();
      List<T> values = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        values.add(read.apply(this));
      }
      return values;
    }

    FileRow row() {
      int line = (int) number();
      raw = list(Reader::literal);
      Status status = STATUSES[(int) number()];
      return new FileRow(line, raw, status, text(), optional(this::values));
    }

    private Values values() {
      return new Values(
          text(),
          date(),
          decimal(),
          text(),
          text(),
          text(),
          text(),
          text(),
          optional(this::decimal),
          list(Reader::part),
          optional(this::details).orElse(Details.NONE));
    }

    private Part part() {
      return new Part(decimal(), text(), text());
    }

    private Details details() {
      return new Details(
          optional(this::date),
          text(),
          optional(this::decimal),
          text(),
          text(),
          list(Reader::text));
    }
  }
}
