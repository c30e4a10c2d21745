package florin.planning.goal;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.stream.Rejection;
import florin.journal.web.field.FieldChecks;
import florin.planning.problem.PlanningProblem;
import florin.planning.validation.PlanFields;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The values of a goal that its user sets.
 *
 * @param target the amount to have, or the amount by which a debt is to be reduced
 * @param account the money is gathered on, if it is on one of its own; the account in debt of a
 *     goal of kind pay-off
 * @param monthly the amount that the user plans to put aside every month
 * @param startDebt the debt that progress is counted from, of a goal of kind pay-off
 */
public record GoalDetails(
    UUID id,
    GoalKind kind,
    String name,
    Money target,
    Optional<LocalDate> dueDate,
    Optional<UUID> account,
    Optional<Money> monthly,
    Optional<String> note,
    Optional<Money> startDebt) {

  /**
   * As it is kept.
   *
   * @param held the currency of the account
   */
  GoalDetails normalised(Optional<CurrencyCode> held) {
    if (target.amount().signum() <= 0) {
      throw new Rejection(
          PlanningProblem.AMOUNT_OUT_OF_RANGE,
          "amount: %s (expected: more than 0)".formatted(target.amount().toPlainString()),
          "/target/amount");
    }
    if (held.isEmpty() && !target.currency().official()) {
      throw new Rejection(
          PlanningProblem.CURRENCY_NOT_OFFICIAL,
          "currency: '%s' (expected: an ISO 4217 code such as USD)".formatted(target.currency()),
          "/target/currency");
    }
    held.ifPresent(currency -> FieldChecks.inCurrency(currency, "the account's", target, "target"));
    return new GoalDetails(
        id,
        kind,
        PlanFields.name(name, "name"),
        PlanFields.notNegative(target, "target"),
        dueDate.map(date -> PlanFields.date(date, "dueDate")),
        account,
        monthly.map(
            amount ->
                PlanFields.notNegative(
                    FieldChecks.inCurrency(
                        target.currency(), "the target's", amount, "monthlyContribution"),
                    "monthlyContribution")),
        note.map(text -> PlanFields.note(text, "note")),
        keptDebt());
  }

  private Optional<Money> keptDebt() {
    return switch (kind) {
      case SAVE -> {
        if (startDebt.isPresent()) {
          throw new Rejection(
              PlanningProblem.START_DEBT_NOT_ALLOWED,
              "startDebt: %s (expected: none, because the goal is of kind save)"
                  .formatted(startDebt.get()),
              "/startDebt");
        }
        yield Optional.empty();
      }
      case PAY_OFF -> Optional.of(payable());
    };
  }

  private Money payable() {
    if (account.isEmpty()) {
      throw new Rejection(
          PlanningProblem.ACCOUNT_REQUIRED,
          "accountId: missing (expected: the account in debt, because the goal is of kind pay-off)",
          "/accountId");
    }
    Money debt =
        startDebt.orElseThrow(
            () ->
                new Rejection(
                    PlanningProblem.START_DEBT_REQUIRED,
                    "startDebt: missing (expected: the debt that progress is counted from)",
                    "/startDebt"));
    PlanFields.notNegative(
        FieldChecks.inCurrency(target.currency(), "the target's", debt, "startDebt"), "startDebt");
    if (target.amount().compareTo(debt.amount()) > 0) {
      throw new Rejection(
          PlanningProblem.AMOUNT_OUT_OF_RANGE,
          "amount: %s (expected: at most %s, the debt at the start)"
              .formatted(target.amount().toPlainString(), debt.amount().toPlainString()),
          "/target/amount");
    }
    return debt;
  }
}
