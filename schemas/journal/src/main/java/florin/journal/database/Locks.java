package florin.journal.database;

import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The advisory locks and their one order: gate, household(s), journal. Households use the one-key
 * form (64 bits), the others the two-key form, whose space is disjoint (PostgreSQL manual,
 * "Advisory Lock Functions"). Each is a statement of its own, so that the statement after it sees
 * what its former holder committed.
 */
public final class Locks {

  private static final int SPACE = 0x666c;
  private static final int GATE = 1;
  private static final int JOURNAL = 2;
  private static final int MAINTENANCE = 3;

  private Locks() {}

  /** Everyone who writes holds the gate shared; the swap of a rebuild takes it alone. */
  public static String sharedGate() {
    return "select pg_advisory_xact_lock_shared(" + SPACE + ", " + GATE + "); ";
  }

  public static String household(UUID user) {
    return "select pg_advisory_xact_lock(" + key(user) + "); ";
  }

  /**
   * Several households at once. A transaction that waits for one of them holds none of the others,
   * so a batch blocks no command while it waits, and batches cannot deadlock. Fails with {@code
   * object_in_use} if they are not free together within some attempts.
   */
  static String households(Collection<UUID> users) {
    String keys =
        users.stream()
            .map(Locks::key)
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return keys.isEmpty() ? "" : "select journal.lock_households('{" + keys + "}'); ";
  }

  /**
   * The first statement of an intake transaction of several users: the gate, then every household.
   */
  public static String beginIntake(Collection<UUID> users) {
    return "begin; " + sharedGate() + households(users);
  }

  /** The last wait of a command: nothing slow may come after it. */
  public static String journal() {
    return "select pg_advisory_xact_lock(" + SPACE + ", " + JOURNAL + ")";
  }

  /**
   * The first statement of an exclusive transaction: the gate, exclusively, and the journal. Its
   * lock timeout is short, because commands that arrive while it waits queue behind it.
   */
  public static String beginAlone() {
    return "begin; set local lock_timeout to '250ms'; select pg_advisory_xact_lock("
        + SPACE
        + ", "
        + GATE
        + "); "
        + journal()
        + "; ";
  }

  /**
   * Asks for what rebuild, replay and erasure exclude each other by, until the session gives it
   * back or ends; one row, {@code locked}.
   */
  public static String tryMaintenance() {
    return "select pg_try_advisory_lock(" + SPACE + ", " + MAINTENANCE + ") as locked";
  }

  public static String endMaintenance() {
    return "select pg_advisory_unlock(" + SPACE + ", " + MAINTENANCE + ")";
  }

  /** The lock key of a user: 64 bits of its id; users that share one merely wait for each other. */
  public static long key(UUID user) {
    return user.getMostSignificantBits() ^ Long.rotateLeft(user.getLeastSignificantBits(), 32);
  }
}
