package florin.transactions.list;

import florin.journal.stream.Rejection;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The orders a list can have; the id breaks ties, in the same direction. The whole part of an
 * amount is compared before the amount, which changes no order: the index begins with it.
 */
public enum TransactionSort {
  DATE_DESCENDING("-date", "date", "desc"),
  DATE("date", "date", "asc"),
  AMOUNT_DESCENDING("-amount", "amount", "desc"),
  AMOUNT("amount", "amount", "asc"),
  DESCRIPTION_DESCENDING("-description", "sort_description", "desc"),
  DESCRIPTION("description", "sort_description", "asc");

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
        "sort: '"
            + word
            + "' (expected: date, -date, amount, -amount, description or -description)",
        "sort");
  }

  /** Rows behind the given one: comparisons that the index answers. */
  String after() {
    String behind = descending() ? "<" : ">";
    return (!byAmount() ? "" : " and whole_amount " + behind + "= floor(:key::numeric)::bigint")
        + " and ("
        + column
        + ", id) "
        + behind
        + " (:key, :afterId)";
  }

  private boolean byDate() {
    return column.equals("date");
  }

  private boolean byAmount() {
    return column.equals("amount");
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
            byAmount() ? Stream.of("whole_amount") : Stream.empty(), Stream.of(column, "id"))
        .map(name -> of + name + " " + direction)
        .collect(Collectors.joining(", ", " order by ", ""));
  }

  /**
   * The place of a row.
   *
   * @param description the row's in the form that it is sorted by, which may contain any character
   */
  List<String> values(TransactionResponse row, String description) {
    String key =
        byDate()
            ? row.date().toString()
            : byAmount()
                ? row.amount().amount().toPlainString()
                : Base64.getUrlEncoder()
                    .encodeToString(description.getBytes(StandardCharsets.UTF_8));
    return List.of(key, row.id().toString());
  }

  Object key(String value) {
    try {
      return byDate()
          ? LocalDate.parse(value)
          : byAmount()
              ? new BigDecimal(value)
              : new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (DateTimeException | IllegalArgumentException foreign) {
      throw new Rejection("invalid-cursor", "cursor: of another sort", "cursor");
    }
  }
}
