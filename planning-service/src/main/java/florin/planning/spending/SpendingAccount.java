package florin.planning.spending;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/**
 * An account that money is spent from.
 *
 * @param current at the end of today; empty if it is unknown
 * @param available what the bank lets the holder have
 * @param byBank whether the balance is the bank's word
 * @param pending what left the account but is not booked, negative
 */
record SpendingAccount(
    UUID account,
    String name,
    String currency,
    Optional<BigDecimal> current,
    Optional<BigDecimal> available,
    boolean byBank,
    BigDecimal pending) {

  /**
   * The basis of the amount of an account.
   *
   * @param pending what still has to be taken off for pending transactions, never negative
   */
  record HeldAmount(BigDecimal amount, String from, BigDecimal pending) {}

  /**
   * The amount that belongs to the holder. The bank's available balance has pending transactions in
   * it, but may also have an overdraft or a deposit in it that is not booked (Plaid documentation,
   * "Balance"): what is above the booked balance is not counted, and pending payments are then
   * taken off here.
   *
   * @return empty if the balance is unknown
   */
  Optional<HeldAmount> held() {
    if (!byBank) {
      return current.map(amount -> new HeldAmount(amount, "entered", BigDecimal.ZERO));
    }
    if (available.isPresent()
        && current.map(booked -> available.get().compareTo(booked) <= 0).orElse(true)) {
      return available.map(amount -> new HeldAmount(amount, "available", BigDecimal.ZERO));
    }
    return current.map(booked -> new HeldAmount(booked, "current", pending.negate()));
  }
}
