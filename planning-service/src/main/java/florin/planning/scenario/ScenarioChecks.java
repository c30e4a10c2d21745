package florin.planning.scenario;

import florin.events.Money;
import florin.journal.stream.Rejection;
import florin.journal.web.field.FieldChecks;
import florin.planning.problem.PlanningProblem;
import florin.planning.validation.PlanFields;
import java.util.Optional;

/** Checks names and amounts of a plan; returns them in the form in which they are stored. */
final class ScenarioChecks {

  private static final String BALANCE = "startingBalance";

  private ScenarioChecks() {}

  static String name(String given) {
    return PlanFields.name(given, "name");
  }

  /** Of the account's currency, or of an official one if there is no account. */
  static Money startingBalance(Money balance, Optional<ScenarioCommand.Account> account) {
    account.ifPresent(a -> FieldChecks.inCurrency(a.currency(), "the account's", balance, BALANCE));
    if (account.isEmpty() && !balance.currency().official()) {
      throw new Rejection(
          PlanningProblem.CURRENCY_NOT_OFFICIAL,
          "currency: '%s' (expected: an ISO 4217 code such as USD)".formatted(balance.currency()),
          "/startingBalance/currency");
    }
    return FieldChecks.fitsCurrency(balance, BALANCE);
  }

  /** Of the scenario's currency, which never changes: its bills are in it. */
  static Money revisedBalance(
      Money balance, Money current, Optional<ScenarioCommand.Account> account) {
    FieldChecks.inCurrency(current.currency(), "the scenario's", balance, BALANCE);
    account.ifPresent(a -> FieldChecks.inCurrency(a.currency(), "the account's", balance, BALANCE));
    return FieldChecks.fitsCurrency(balance, BALANCE);
  }

  /** In the currency of the scenario. */
  static Bill bill(Bill bill, Money startingBalance) {
    Money amount =
        FieldChecks.inCurrency(
            startingBalance.currency(), "the scenario's", bill.amount(), "amount");
    return new Bill(
        bill.id(),
        name(bill.name()),
        PlanFields.notNegative(amount, "amount"),
        bill.dueDate().map(date -> PlanFields.date(date, "dueDate")),
        bill.frequency(),
        bill.account(),
        bill.category(),
        bill.paidThrough().map(date -> PlanFields.date(date, "paidThrough")),
        bill.series());
  }
}
