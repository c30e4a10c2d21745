package florin.emulator.bank;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a bank tells about one movement. Amount in Plaid's sign: positive leaves the account,
 * negative enters it.
 */
public record Details(
    BigDecimal amount,
    String currency,
    LocalDate date,
    LocalDate authorizedDate,
    String name,
    @Nullable String merchant,
    String statement,
    String category,
    String confidence,
    String channel,
    @Nullable String code,
    @Nullable String checkNumber,
    @Nullable String city) {

  public Details {
    amount = Amounts.plain(amount);
  }

  /** A movement of which the bank tells only the essentials. */
  public static Details plain(BigDecimal amount, LocalDate date, String name) {
    return new Details(
        amount,
        "USD",
        date,
        date,
        name,
        null,
        name,
        "OTHER_OTHER",
        "LOW",
        "other",
        null,
        null,
        null);
  }

  public Details withAmount(BigDecimal to) {
    return new Details(
        to,
        currency,
        date,
        authorizedDate,
        name,
        merchant,
        statement,
        category,
        confidence,
        channel,
        code,
        checkNumber,
        city);
  }

  /** The booking date moves; the day the user acted stays. */
  public Details withDate(LocalDate to) {
    return new Details(
        amount,
        currency,
        to,
        authorizedDate,
        name,
        merchant,
        statement,
        category,
        confidence,
        channel,
        code,
        checkNumber,
        city);
  }

  public Details withAuthorizedDate(LocalDate to) {
    return new Details(
        amount,
        currency,
        date,
        to,
        name,
        merchant,
        statement,
        category,
        confidence,
        channel,
        code,
        checkNumber,
        city);
  }

  public Details withName(String to) {
    return new Details(
        amount,
        currency,
        date,
        authorizedDate,
        to,
        merchant,
        to,
        category,
        confidence,
        channel,
        code,
        checkNumber,
        city);
  }

  public Details withMerchant(@Nullable String to) {
    return new Details(
        amount,
        currency,
        date,
        authorizedDate,
        name,
        to,
        statement,
        category,
        confidence,
        channel,
        code,
        checkNumber,
        city);
  }

  public Details withCategory(String to) {
    return new Details(
        amount,
        currency,
        date,
        authorizedDate,
        name,
        merchant,
        statement,
        to,
        "VERY_HIGH",
        channel,
        code,
        checkNumber,
        city);
  }

  public Details withCurrency(String to) {
    return new Details(
        amount,
        to,
        date,
        authorizedDate,
        name,
        merchant,
        statement,
        category,
        confidence,
        channel,
        code,
        checkNumber,
        city);
  }
}
