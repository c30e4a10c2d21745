package florin.accounts.investment.holding;

import florin.events.CurrencyCode;
import florin.events.Quantity;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The holding of one security in an account.
 *
 * @param price of a unit
 * @param value of the whole position, stated by the bank
 * @param costBasis of all of it, fees included
 */
public record Position(
    UUID security,
    Quantity quantity,
    Quantity price,
    Optional<LocalDate> priceAsOf,
    Quantity value,
    Optional<Quantity> costBasis,
    CurrencyCode currency) {

  /** Two lots that a bank lists apart; a cost that only one of them has is not the cost of both. */
  Position and(Position other) {
    return new Position(
        security,
        sum(quantity, other.quantity),
        other.price,
        other.priceAsOf,
        sum(value, other.value),
        costBasis.flatMap(cost -> other.costBasis.map(more -> sum(cost, more))),
        other.currency);
  }

  private static Quantity sum(Quantity one, Quantity other) {
    return new Quantity(one.value().add(other.value()));
  }
}
