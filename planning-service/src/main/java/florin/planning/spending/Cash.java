package florin.planning.spending;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/**
 * An account that money is spent from.
 *
 * @param current what the bank has booked, or what the user entered last
 * @param available what the bank lets the holder have
 * @param byBank whether the balance is the bank's word
 * @param pending what left the account but is not booked, negative
 * @param since what was booked after the user entered the balance
 */
record Cash(
    UUID account,
    String name,
    String currency,
    Optional<BigDecimal> current,
    Optional<BigDecimal> available,
    boolean byBank,
    BigDecimal pending,
    BigDecimal since) {

  /**
   * How an account's money was found.
   *
   * @param pending what still has to be taken off for pending transactions, never negative
   */
  record Held(BigDecimal amount, String from, BigDecimal pending) {}

  /**
   * What is the holder's own. The bank's available balance has pending transactions in it, but may
   * also have an overdraft or a deposit in it that is not booked (Plaid documentation, "Balance"):
   * what is above the booked balance is not counted, and pending payments are then taken off here.
   *
   * @return empty if nobody has told of a balance
   */
  Optional<Held> held() {
    if (!byBank) {
      return current.map(amount -> new Held(amount.add(since), "entered", BigDecimal.ZERO));
    }
    if (available.isPresent()
        && current.map(booked -> available.get().compareTo(booked) <= 0).orElse(true)) {
      return available.map(amount -> new Held(amount, "available", BigDecimal.ZERO));
    }
    return current.map(booked -> new Held(booked, "current", pending.negate()));
  }
}
