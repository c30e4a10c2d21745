package florin.transactions.list;

import florin.journal.stream.Rejection;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The orders a list can have; the id breaks ties, in the same direction. What an amount comes to
 * without its fraction goes before it, which changes no order: the index begins there.
 */
public enum TransactionSort {
  DATE_DESCENDING("-date", "date", "desc"),
  DATE("date", "date", "asc"),
  AMOUNT_DESCENDING("-amount", "amount", "desc"),
  AMOUNT("amount", "amount", "asc");

  private final String word;
  private final String column;
  private final String direction;

  TransactionSort(String word, String column, String direction) {
    this.word = word;
    this.column = column;
    this.direction = direction;
  }

  public static TransactionSort of(@Nullable String word) {
    if (word == null) {
      return DATE_DESCENDING;
    }
    for (TransactionSort transactionSort : values()) {
      if (transactionSort.word.equals(word)) {
        return transactionSort;
      }
    }
    throw new Rejection(
        "invalid-parameter",
        "sort: '" + word + "' (expected: date, -date, amount or -amount)",
        "sort");
  }

  /** Rows behind the given one: comparisons that the index answers. */
  String after() {
    String behind = descending() ? "<" : ">";
    return (byDate() ? "" : " and whole_amount " + behind + "= floor(:key::numeric)::bigint")
        + " and ("
        + column
        + ", id) "
        + behind
        + " (:key, :afterId)";
  }

  private boolean byDate() {
    return column.equals("date");
  }

  private boolean descending() {
    return direction.equals("desc");
  }

  String order() {
    return order("");
  }

  /**
   * @param of the table's name and a point, or nothing
   */
  String order(String of) {
    return Stream.concat(
            byDate() ? Stream.empty() : Stream.of("whole_amount"), Stream.of(column, "id"))
        .map(name -> of + name + " " + direction)
        .collect(Collectors.joining(", ", " order by ", ""));
  }

  List<String> values(TransactionResponse row) {
    return List.of(
        byDate() ? row.date().toString() : row.amount().amount().toPlainString(),
        row.id().toString());
  }

  Object key(String value) {
    try {
      return byDate() ? LocalDate.parse(value) : new BigDecimal(value);
    } catch (DateTimeException | NumberFormatException foreign) {
      throw new Rejection("invalid-cursor", "cursor: of another sort", "cursor");
    }
  }
}
