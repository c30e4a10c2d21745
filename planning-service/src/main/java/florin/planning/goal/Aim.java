package florin.planning.goal;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Rejection;
import florin.planning.terms.Words;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What a user wants to have saved.
 *
 * @param account the money is gathered on, if it is on one of its own
 * @param monthly what the user means to put aside every month
 */
public record Aim(
    UUID id,
    String name,
    Money target,
    Optional<LocalDate> dueDate,
    Optional<UUID> account,
    Optional<Money> monthly,
    Optional<String> note) {

  /**
   * As it is kept.
   *
   * @param held the currency of the account
   */
  Aim kept(Optional<CurrencyCode> held) {
    if (target.amount().signum() <= 0) {
      throw new Rejection(
          "rejected",
          "amount: %s (expected: more than 0)".formatted(target.amount().toPlainString()),
          "/target/amount");
    }
    if (held.isEmpty() && !target.currency().official()) {
      throw new Rejection(
          "rejected",
          "currency: '%s' (expected: an ISO 4217 code such as USD)".formatted(target.currency()),
          "/target/currency");
    }
    held.ifPresent(currency -> Words.in(currency, "the account's", target, "target"));
    return new Aim(
        id,
        Words.name(name, "name"),
        Words.notNegative(target, "target"),
        dueDate.map(date -> Words.date(date, "dueDate")),
        account,
        monthly.map(
            amount ->
                Words.notNegative(
                    Words.in(target.currency(), "the target's", amount, "monthlyContribution"),
                    "monthlyContribution")),
        note.map(text -> Words.note(text, "note")));
  }
}
