package florin.emulator.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The details of one transaction. Amount in Plaid's sign: positive leaves the account, negative
 * enters it.
 */
public record TransactionDetails(
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

  public TransactionDetails {
    amount = DecimalText.plain(amount);
  }

  /** A transaction with the required fields only. */
  public static TransactionDetails plain(BigDecimal amount, LocalDate date, String name) {
    return new TransactionDetails(
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

  public TransactionDetails withAmount(BigDecimal to) {
    return new TransactionDetails(
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
  public TransactionDetails withDate(LocalDate to) {
    return new TransactionDetails(
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

  public TransactionDetails withAuthorizedDate(LocalDate to) {
    return new TransactionDetails(
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

  public TransactionDetails withName(String to) {
    return new TransactionDetails(
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

  public TransactionDetails withMerchant(@Nullable String to) {
    return new TransactionDetails(
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

  public TransactionDetails withCategory(String to) {
    return new TransactionDetails(
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

  public TransactionDetails withCurrency(String to) {
    return new TransactionDetails(
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
