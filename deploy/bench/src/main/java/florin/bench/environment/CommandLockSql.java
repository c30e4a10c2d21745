package florin.bench.environment;

import florin.journal.database.Locks;
import java.util.UUID;

/** What every command of a user waits for, as SQL. */
public final class CommandLockSql {

  private CommandLockSql() {}

  /** Gate, household and journal, in their order. */
  public static String of(UUID user) {
    return Locks.sharedGate() + Locks.household(user) + Locks.journal() + "; ";
  }
}
