package florin.planning.scenario;

import florin.events.Money;
import florin.journal.Rejection;
import florin.planning.problem.PlanningProblem;
import florin.planning.terms.Words;
import java.util.Optional;

/** What names and amounts of a plan must be; gives them back as they are kept. */
final class Terms {

  private static final String BALANCE = "startingBalance";

  private Terms() {}

  static String name(String given) {
    return Words.name(given, "name");
  }

  /** Of the account's currency, or of an official one if there is no account. */
  static Money startingBalance(Money balance, Optional<ScenarioCommand.Account> account) {
    account.ifPresent(a -> Words.in(a.currency(), "the account's", balance, BALANCE));
    if (account.isEmpty() && !balance.currency().official()) {
      throw new Rejection(
          PlanningProblem.CURRENCY_NOT_OFFICIAL,
          "currency: '%s' (expected: an ISO 4217 code such as USD)".formatted(balance.currency()),
          "/startingBalance/currency");
    }
    return Words.exact(balance, BALANCE);
  }

  /** Of the scenario's currency, which never changes: its bills are in it. */
  static Money revisedBalance(
      Money balance, Money current, Optional<ScenarioCommand.Account> account) {
    Words.in(current.currency(), "the scenario's", balance, BALANCE);
    account.ifPresent(a -> Words.in(a.currency(), "the account's", balance, BALANCE));
    return Words.exact(balance, BALANCE);
  }

  /** In the currency of the scenario. */
  static Bill bill(Bill bill, Money startingBalance) {
    Money amount = Words.in(startingBalance.currency(), "the scenario's", bill.amount(), "amount");
    return new Bill(
        bill.id(),
        name(bill.name()),
        Words.notNegative(amount, "amount"),
        bill.dueDate().map(date -> Words.date(date, "dueDate")),
        bill.frequency(),
        bill.account(),
        bill.category(),
        bill.paidThrough().map(date -> Words.date(date, "paidThrough")));
  }
}
