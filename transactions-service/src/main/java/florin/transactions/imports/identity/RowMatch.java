package florin.transactions.imports.identity;

import java.util.UUID;

/** The result of comparing one row of a file with the transactions of its account. */
public sealed interface RowMatch {

  /** The line of the row. */
  int line();

  /**
   * No transaction shows this row.
   *
   * @param occurrence the number of the row among those of equal content, from 1
   */
  record New(int line, int occurrence) implements RowMatch {}

  /** The transaction was imported from this row. */
  record Known(int line, UUID transaction) implements RowMatch {}

  /** The transaction was imported from this row and removed; it stays so. */
  record RemovedBefore(int line, UUID transaction) implements RowMatch {}

  /** The transaction may be this row; the user decides. */
  record LooksLike(int line, UUID transaction, Reason reason) implements RowMatch {}

  /** Why a row looks like a transaction. */
  enum Reason {
    /** An imported row of the same day, amount and text has another id of the bank. */
    OTHER_ID,
    /** A row of the provider or by hand has the same amount and day. */
    SAME_DAY_AND_AMOUNT,
    /** A row of the provider or by hand has the same amount, a few days apart. */
    SAME_AMOUNT
  }
}
