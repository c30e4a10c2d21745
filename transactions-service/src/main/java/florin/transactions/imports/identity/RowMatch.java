package florin.transactions.imports.identity;

import java.util.Optional;
import java.util.UUID;

/** The result of comparing one row of a file with the transactions of its account. */
public sealed interface RowMatch {

  /** The number of the row in its file. */
  int number();

  /** The transaction that the row is or looks like. */
  default Optional<UUID> matched() {
    return switch (this) {
      case New _ -> Optional.empty();
      case Known known -> Optional.of(known.transaction());
      case RemovedBefore removed -> Optional.of(removed.transaction());
      case LooksLike like -> Optional.of(like.transaction());
    };
  }

  /**
   * No transaction shows this row.
   *
   * @param occurrence the number of the row among those of equal content, from 1
   */
  record New(int number, int occurrence) implements RowMatch {}

  /** The transaction was imported from this row. */
  record Known(int number, UUID transaction) implements RowMatch {}

  /** The transaction was imported from this row and removed; it stays so. */
  record RemovedBefore(int number, UUID transaction) implements RowMatch {}

  /** The transaction may be this row; the user decides. */
  record LooksLike(int number, UUID transaction, Reason reason) implements RowMatch {}

  /** Why a row looks like a transaction. */
  enum Reason {
    /** An imported row of the same day, amount and text has another id of the bank. */
    OTHER_ID,
    /** A row of another source has the same amount and day. */
    SAME_DAY_AND_AMOUNT,
    /** A row of another source has the same amount, a few days apart. */
    SAME_AMOUNT
  }
}
