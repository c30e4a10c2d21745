package florin.journal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.database.binary.BinaryArray;
import florin.journal.test.RuntimeParts;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What goes into a column comes out of the unnest. */
class UnnestColumnsIT {

  private static final ConnectionPool pool =
      RuntimeParts.pools(TestPlatform.of("transactions").settings()).owner();

  @AfterAll
  static void close() {
    pool.dispose();
  }

  private static <T> List<T> through(String type, Class<T> of, List<T> rows) {
    return through(type, of, rows, row -> row.get(0, of));
  }

  /** As text and in binary form, which the database reads as the same values. */
  private static <T> List<T> through(
      String type, Class<T> of, List<T> rows, Function<Readable, T> read) {
    List<T> found = through(type, rows, UnnestColumns.column(rows, of, Function.identity()), read);
    assertThat(through(type, rows, BinaryArray.of(rows, of, Function.identity()), read))
        .usingRecursiveComparison()
        .isEqualTo(found);
    return found;
  }

  private static <T> List<T> through(
      String type, List<T> rows, Object column, Function<Readable, T> read) {
    List<T> found = new ArrayList<>();
    new Sessions(pool)
        .transaction(
            "begin read only",
            session ->
                session
                    .sql("select * from unnest(:column::" + type + "[]) with ordinality order by 2")
                    .bind("column", column)
                    .map(
                        row -> {
                          found.add(read.apply(row));
                          return true;
                        })
                    .all()
                    .then())
        .block(Duration.ofSeconds(30));
    assertThat(found).hasSize(rows.size());
    return found;
  }

  @Test
  void textComesBackWhateverIsInIt() {
    List<String> texts =
        Arrays.asList(
            "",
            " ",
            "NULL",
            "null",
            null,
            "{}",
            "{a,b}",
            ",",
            "\"",
            "\\",
            "\\\"",
            "\\x41",
            "a\nb\tc",
            " lead and trail ",
            "Ünïcode € 😀",
            "'; drop table x; --",
            "$1",
            ":column");
    assertThat(through("text", String.class, texts)).isEqualTo(texts);
  }

  @Test
  void randomTextComesBack() {
    String alphabet = "ab \"\\{},NUL\n'é😀";
    SeededRuns.forEachSeed(
        20,
        random -> {
          List<String> texts = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            texts.add(text(alphabet, random));
          }
          assertThat(through("text", String.class, texts)).isEqualTo(texts);
        });
  }

  private static String text(String alphabet, Random random) {
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  @Test
  void bytesComeBack() {
    Random random = new Random(3);
    List<byte[]> rows = new ArrayList<>();
    for (int length : new int[] {0, 1, 2, 255, 4096}) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      rows.add(bytes);
    }
    List<byte[]> found = through("bytea", byte[].class, rows, row -> Columns.bytes(row, "unnest"));
    for (int i = 0; i < rows.size(); i++) {
      assertThat(found.get(i)).isEqualTo(rows.get(i));
    }
  }

  @Test
  void everyOtherTypeComesBack() {
    List<UUID> ids = Arrays.asList(UUID.randomUUID(), null);
    assertThat(through("uuid", UUID.class, ids)).isEqualTo(ids);
    List<Integer> ints = Arrays.asList(0, -1, Integer.MAX_VALUE, null);
    assertThat(through("int", Integer.class, ints)).isEqualTo(ints);
    List<Long> longs = Arrays.asList(Long.MIN_VALUE, Long.MAX_VALUE, null);
    assertThat(through("bigint", Long.class, longs)).isEqualTo(longs);
    List<Boolean> flags = Arrays.asList(true, false, null);
    assertThat(through("boolean", Boolean.class, flags)).isEqualTo(flags);
    List<BigDecimal> amounts =
        Arrays.asList(
            new BigDecimal("-12.3400000000"),
            new BigDecimal("1E+5"),
            new BigDecimal("0.0000000001"));
    assertThat(through("numeric", BigDecimal.class, amounts))
        .usingElementComparator(BigDecimal::compareTo)
        .isEqualTo(amounts);
    List<LocalDate> dates =
        Arrays.asList(LocalDate.of(2026, 2, 28), LocalDate.of(1970, 1, 1), null);
    assertThat(through("date", LocalDate.class, dates)).isEqualTo(dates);
    List<OffsetDateTime> instants =
        Arrays.asList(
            OffsetDateTime.parse("2026-03-01T08:00:00Z"),
            OffsetDateTime.parse("2026-03-01T08:00:00.123Z"),
            null);
    assertThat(through("timestamptz", OffsetDateTime.class, instants)).isEqualTo(instants);
  }

  @Test
  void randomAmountsComeBack() {
    SeededRuns.forEachSeed(
        5,
        random -> {
          List<BigDecimal> amounts = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            amounts.add(
                new BigDecimal(
                    new BigInteger(random.nextInt(130), random)
                        .multiply(BigInteger.valueOf(random.nextInt(3) - 1L)),
                    random.nextInt(30) - 6));
          }
          assertThat(through("numeric", BigDecimal.class, amounts))
              .usingElementComparator(BigDecimal::compareTo)
              .isEqualTo(amounts);
        });
  }

  @Test
  void momentsAreRoundedToMicroseconds() {
    List<Instant> moments =
        Stream.of(0, 1, 499, 500, 501, 999, 1_000, 123_456_499, 999_999_501)
            .flatMap(
                nanos ->
                    Stream.of(
                            "1969-12-31T23:59:59Z", "1999-12-31T23:59:59Z", "2026-03-01T08:00:00Z")
                        .map(moment -> Instant.parse(moment).plusNanos(nanos)))
            .toList();
    assertThat(through("timestamptz", Instant.class, moments)).hasSameSizeAs(moments);
  }

  @Test
  void anotherTypeIsRefused() {
    assertThatThrownBy(() -> BinaryArray.of(List.of(1.5), Double.class, Function.identity()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("type: java.lang.Double (expected: one of ");
  }

  @Test
  void noRowsAreNoRows() {
    assertThat(through("int", Integer.class, List.of())).isEmpty();
  }
}
