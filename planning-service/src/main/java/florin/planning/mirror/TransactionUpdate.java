package florin.planning.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** The changes of a transaction that planning mirrors from the transactions topic. */
sealed interface TransactionUpdate {

  UUID user();

  UUID transaction();

  /**
   * The entry as its bank or its user has it now.
   *
   * @param amount negative = money out
   * @param bankCategory the provider's finest
   * @param bank whether a bank booked it, not a user
   * @param at when the first of its events was recorded
   */
  record Entered(
      UUID user,
      UUID transaction,
      UUID account,
      BigDecimal amount,
      String currency,
      LocalDate date,
      Optional<LocalDate> authorizedDate,
      boolean pending,
      String description,
      Optional<String> merchant,
      Optional<String> bankCategory,
      boolean bank,
      Instant at)
      implements TransactionUpdate {

    /** The same with the time of an earlier event. */
    Entered after(Entered earlier) {
      return new Entered(
          user,
          transaction,
          account,
          amount,
          currency,
          date,
          authorizedDate,
          pending,
          description,
          merchant,
          bankCategory,
          bank,
          earlier.at());
    }
  }

  record Removed(UUID user, UUID transaction, boolean removed) implements TransactionUpdate {}

  /**
   * @param chosen whether the user's word holds; the provider's does once it is taken back
   * @param category empty if the user chose none
   */
  record Categorised(UUID user, UUID transaction, boolean chosen, Optional<UUID> category)
      implements TransactionUpdate {}

  /**
   * @param category empty if rules give it none any more
   */
  record CategorisedByRule(UUID user, UUID transaction, Optional<UUID> category)
      implements TransactionUpdate {}
}
