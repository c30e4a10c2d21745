package florin.accounts.mirror;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The sum of the facts of one transaction.
 *
 * @param entry as its bank or its user has it now; empty if that stays
 * @param removed whether it counts no more; empty if that stays
 * @param at when the first of the facts was recorded
 */
record TransactionUpdate(
    UUID user,
    UUID transaction,
    Optional<MirroredEntry> entry,
    Optional<Boolean> removed,
    Instant at) {

  /**
   * @param amount negative = money out
   * @param pending a pending one moves no balance yet
   * @param bank whether a bank booked it, not a user
   * @param text its description, without the user's edits
   */
  record MirroredEntry(
      UUID account,
      BigDecimal amount,
      String currency,
      LocalDate date,
      boolean pending,
      boolean bank,
      String text) {}

  TransactionUpdate mergedWith(TransactionUpdate next) {
    return new TransactionUpdate(
        user, transaction, next.entry().or(this::entry), next.removed().or(this::removed), at);
  }
}
