package florin.migrate.run.step;

import florin.migrate.plan.row.CurrencyText;
import florin.migrate.source.ExactAmounts;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Amounts of the source, and amounts as the API has them. */
public final class Amounts {

  private Amounts() {}

  /** A number of a row with the decimals that Florin holds; the plan reports the rest. */
  public static Optional<BigDecimal> exact(SourceRow row, String column, int decimals) {
    try {
      return row.number(column)
          .map(stored -> ExactAmounts.of(stored, row.table().column(column), decimals).value());
    } catch (SourceRow.Unreadable | ArithmeticException none) {
      return Optional.empty();
    }
  }

  public static Optional<BigDecimal> money(SourceRow row, String column) {
    return exact(row, column, ExactAmounts.AMOUNT_DECIMALS);
  }

  public static Optional<LocalDate> date(SourceRow row, String column) {
    try {
      return row.date(column).filter(SourceRow::isHeld);
    } catch (SourceRow.Unreadable none) {
      return Optional.empty();
    }
  }

  /** An amount that a user may enter, with no more decimals than its currency has. */
  public static Map<String, String> money(BigDecimal amount, String currency) {
    Map<String, String> money = new LinkedHashMap<>();
    money.put("amount", CurrencyText.rounded(amount, currency).toPlainString());
    money.put("currency", currency);
    return money;
  }

  public static Map<String, String> cents(BigDecimal cents, String currency) {
    return money(cents.movePointLeft(2), currency);
  }
}
