package florin.transactions.imports.preview;

import florin.transactions.imports.identity.RowMatch;
import florin.transactions.imports.store.RowStatus;
import florin.transactions.imports.store.StoredRow.Status;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The matches of the rows of a file by number, in little memory: 17 bytes a row. */
final class FoundMatches {

  private static final byte NEW = 0;
  private static final byte KNOWN = 1;
  private static final byte REMOVED = 2;

  /** The first code of a reason. */
  private static final byte LOOKS_LIKE = 3;

  private byte[] codes = new byte[0];
  private long[] high = new long[0];
  private long[] low = new long[0];

  void add(RowMatch match) {
    switch (match) {
      case RowMatch.New _ -> {
        // a row without a match is new
      }
      case RowMatch.Known known -> add(match.number(), KNOWN, known.transaction());
      case RowMatch.RemovedBefore removed -> add(match.number(), REMOVED, removed.transaction());
      case RowMatch.LooksLike like ->
          add(match.number(), (byte) (LOOKS_LIKE + like.reason().ordinal()), like.transaction());
    }
  }

  private void add(int number, byte code, UUID transaction) {
    if (number >= codes.length) {
      int length = Math.max(number + 1, codes.length + codes.length / 2);
      codes = Arrays.copyOf(codes, length);
      high = Arrays.copyOf(high, length);
      low = Arrays.copyOf(low, length);
    }
    codes[number] = code;
    high[number] = transaction.getMostSignificantBits();
    low[number] = transaction.getLeastSignificantBits();
  }

  RowStatus status(int number) {
    byte code = number < codes.length ? codes[number] : NEW;
    if (code == NEW) {
      return new RowStatus(number, Status.NEW, "", Optional.empty());
    }
    Optional<UUID> transaction = Optional.of(new UUID(high[number], low[number]));
    return code >= LOOKS_LIKE
        ? new RowStatus(
            number,
            Status.LOOKS_LIKE,
            reason(RowMatch.Reason.values()[code - LOOKS_LIKE]),
            transaction)
        : new RowStatus(
            number, code == KNOWN ? Status.KNOWN : Status.REMOVED_BEFORE, "", transaction);
  }

  private static String reason(RowMatch.Reason reason) {
    return switch (reason) {
      case OTHER_ID -> "the same day, amount and text, with another id of the bank";
      case SAME_DAY_AND_AMOUNT -> "the same day and amount";
      case SAME_AMOUNT -> "the same amount, a few days apart";
    };
  }
}
