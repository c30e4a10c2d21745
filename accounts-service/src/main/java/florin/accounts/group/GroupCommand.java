package florin.accounts.group;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The commands of a user's groups. */
sealed interface GroupCommand {

  /** Appends a group and makes it the active one. */
  record Create(UUID group, String name, Optional<String> accent, Instant at)
      implements GroupCommand {}

  record Rename(UUID group, String name, Instant at) implements GroupCommand {}

  record Accent(UUID group, Optional<String> accent, Instant at) implements GroupCommand {}

  record Delete(UUID group, Instant at) implements GroupCommand {}

  /** Brings a deleted group back as it was. */
  record Restore(UUID group, Instant at) implements GroupCommand {}

  /**
   * @param groups all that are there
   */
  record OrderGroups(List<UUID> groups, Instant at) implements GroupCommand {

    public OrderGroups {
      groups = List.copyOf(groups);
    }
  }

  /**
   * @param position empty to append it
   */
  record Add(UUID group, UUID account, Optional<Integer> position, Instant at)
      implements GroupCommand {}

  record Remove(UUID group, UUID account, Instant at) implements GroupCommand {}

  /**
   * @param accounts all of the group
   */
  record OrderAccounts(UUID group, List<UUID> accounts, Instant at) implements GroupCommand {

    public OrderAccounts {
      accounts = List.copyOf(accounts);
    }
  }

  /**
   * @param rank empty for one above all others
   */
  record Activate(UUID group, Optional<Integer> rank, Instant at) implements GroupCommand {}

  /**
   * @param accounts empty to go back to the default selection
   */
  record Select(Optional<List<UUID>> accounts, Instant at) implements GroupCommand {}
}
