package florin.accounts.mirror;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What facts of one transaction add up to.
 *
 * @param entry as its bank or its user has it now; empty if that stays
 * @param removed whether it counts no more; empty if that stays
 */
record TransactionFact(
    UUID user, UUID transaction, Optional<Entry> entry, Optional<Boolean> removed) {

  /**
   * @param amount negative = money out
   * @param pending a pending one moves no balance yet
   */
  record Entry(UUID account, BigDecimal amount, String currency, LocalDate date, boolean pending) {}

  TransactionFact then(TransactionFact next) {
    return new TransactionFact(
        user, transaction, next.entry().or(this::entry), next.removed().or(this::removed));
  }
}
