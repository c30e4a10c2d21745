package florin.bench.environment;

import florin.journal.database.Locks;
import java.util.UUID;

/** The locks of every command of a user, as SQL. */
public final class CommandLockSql {

  private CommandLockSql() {}

  /** Gate, household and journal, in their order. */
  public static String of(UUID user) {
    return Locks.sharedGate() + Locks.household(user) + Locks.journal() + "; ";
  }
}
