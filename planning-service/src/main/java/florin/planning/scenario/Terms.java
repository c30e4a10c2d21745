package florin.planning.scenario;

import florin.events.Money;
import florin.journal.Rejection;
import java.time.LocalDate;
import java.util.Optional;

/** What names and amounts of a plan must be; gives them back as they are kept. */
final class Terms {

  private static final String REFUSED = "rejected";
  private static final int LONGEST_NAME = 120;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 9999;

  private Terms() {}

  static String name(String given) {
    String name = given.strip();
    int length = name.codePointCount(0, name.length());
    if (length < 1 || length > LONGEST_NAME || name.codePoints().anyMatch(Terms::unprintable)) {
      throw new Rejection(
          REFUSED,
          "name: %d characters (expected: 1 to %d, none of them a control character)"
              .formatted(length, LONGEST_NAME),
          "/name");
    }
    return name;
  }

  private static boolean unprintable(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE; // half a pair: no UTF-8 holds it
  }

  /** Of the account's currency, or of an official one if there is no account. */
  static Money startingBalance(Money balance, Optional<ScenarioCommand.Account> account) {
    account.ifPresent(
        a -> {
          if (!balance.currency().equals(a.currency())) {
            throw new Rejection(
                "currency-mismatch",
                "currency: '%s' (expected: %s, the account's)"
                    .formatted(balance.currency(), a.currency()),
                "/startingBalance/currency");
          }
        });
    if (account.isEmpty() && !balance.currency().official()) {
      throw new Rejection(
          REFUSED,
          "currency: '%s' (expected: an ISO 4217 code such as USD)".formatted(balance.currency()),
          "/startingBalance/currency");
    }
    return exact(balance, "/startingBalance/amount");
  }

  /** In the currency of the scenario. */
  static Bill bill(Bill bill, Money startingBalance) {
    if (!bill.amount().currency().equals(startingBalance.currency())) {
      throw new Rejection(
          "currency-mismatch",
          "currency: '%s' (expected: %s, the scenario's)"
              .formatted(bill.amount().currency(), startingBalance.currency()),
          "/amount/currency");
    }
    if (bill.amount().amount().signum() < 0) {
      throw new Rejection(
          REFUSED,
          "amount: %s (expected: 0 or more)".formatted(bill.amount().amount().toPlainString()),
          "/amount/amount");
    }
    return new Bill(
        bill.id(),
        name(bill.name()),
        exact(bill.amount(), "/amount/amount"),
        bill.dueDate().map(Terms::dueDate),
        bill.frequency(),
        bill.account(),
        bill.category());
  }

  private static LocalDate dueDate(LocalDate date) {
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      throw new Rejection(
          REFUSED,
          "dueDate: %s (expected: in the years %d to %d)".formatted(date, FIRST_YEAR, LAST_YEAR),
          "/dueDate");
    }
    return date;
  }

  private static Money exact(Money money, String pointer) {
    if (!money.fitsItsCurrency()) {
      throw new Rejection(
          REFUSED,
          "amount: %s (expected: at most %d decimals)"
              .formatted(money, money.currency().decimals().orElse(0)),
          pointer);
    }
    return money;
  }
}
