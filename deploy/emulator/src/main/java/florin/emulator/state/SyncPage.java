package florin.emulator.state;

import florin.emulator.data.NetChanges;
import florin.emulator.data.TransactionChange;
import java.util.List;

/** One page of /transactions/sync: {@code count} limits added, modified and removed together. */
public record SyncPage(List<TransactionChange> updates, String nextCursor, boolean hasMore) {
  /** Plaid keeps a cursor for at least a year; this emulator for no day longer. */
  private static final int CURSOR_DAYS = 365;

  /**
   * The division into pages.
   *
   * @param today of the emulator's clock, as an epoch day
   * @param frozen whether the rest of an update is served as it was begun when the log grows
   * @param orphans whether a transaction that came and went between two syncs is removed
   */
  public record Rules(long seed, long today, boolean frozen, boolean orphans) {}

  /** The client's cursor was not handed out for this Item and stream. */
  public static final class ForeignCursor extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignCursor() {
      super("cursor not associated with access_token", null, false, false);
    }
  }

  /** The change log grew between two pages of one update. */
  public static final class Mutated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mutated() {
      super("change log grew during pagination", null, false, false);
    }
  }

  /**
   * @param cursor empty for the beginning; {@code now} for the end
   * @param stream an account id, or empty for the whole Item
   * @throws ForeignCursor if the cursor is not one of this Item and stream, or too old
   * @throws Mutated if the cursor points into an update that is no longer the newest
   */
  public static SyncPage read(Item item, Rules rules, String cursor, String stream, int count) {
    var at = locate(item, rules, cursor, stream);
    if (!at.isResting() && at.upto() != item.head() && !rules.frozen()) {
      throw new Mutated();
    }
    var head = at.isResting() ? item.head() : at.upto();
    var updates = NetChanges.between(item.changes(), at.base(), head, stream, rules.orphans());
    var end = Math.min(at.offset() + count, updates.size());
    var hasMore = end < updates.size();
    var next =
        hasMore
            ? new SyncCursor(item.itemId(), stream, at.base(), head, end, rules.today())
            : SyncCursor.resting(item.itemId(), stream, head, rules.today());
    return new SyncPage(updates.subList(at.offset(), end), next.encode(rules.seed()), hasMore);
  }

  /** Whether the cursor was handed out in the middle of an update. */
  public static boolean continues(String cursor, long seed) {
    return SyncCursor.decode(cursor, seed).filter(at -> !at.isResting()).isPresent();
  }

  private static SyncCursor locate(Item item, Rules rules, String cursor, String stream) {
    if (cursor.isEmpty()) {
      return SyncCursor.resting(item.itemId(), stream, 0, rules.today());
    }
    if (cursor.equals("now")) {
      return SyncCursor.resting(item.itemId(), stream, item.head(), rules.today());
    }
    return SyncCursor.decode(cursor, rules.seed())
        .filter(at -> rules.today() - at.day() <= CURSOR_DAYS)
        .filter(at -> at.itemId().equals(item.itemId()) && at.stream().equals(stream))
        .filter(at -> at.upto() <= item.head())
        .orElseThrow(ForeignCursor::new);
  }
}
