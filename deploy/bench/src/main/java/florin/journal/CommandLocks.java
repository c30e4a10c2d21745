package florin.journal;

import java.util.UUID;

/** What every command of a user waits for, as SQL. */
public final class CommandLocks {

  private CommandLocks() {}

  /** Gate, household and journal, in their order. */
  public static String of(UUID user) {
    return Locks.sharedGate() + Locks.household(user) + Locks.journal() + "; ";
  }
}
