package florin.accounts.group;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The events of a user's groups. */
sealed interface GroupEvent {

  record Created(UUID group, String name, Optional<String> accent, int position, Instant at)
      implements GroupEvent {}

  record Renamed(UUID group, String name, Instant at) implements GroupEvent {}

  record Accented(UUID group, Optional<String> accent, Instant at) implements GroupEvent {}

  record Deleted(UUID group, Instant at) implements GroupEvent {}

  record Restored(UUID group, Instant at) implements GroupEvent {}

  record GroupsOrdered(List<UUID> groups, Instant at) implements GroupEvent {

    public GroupsOrdered {
      groups = List.copyOf(groups);
    }
  }

  record Grouped(UUID group, UUID account, int position, Instant at) implements GroupEvent {}

  record Ungrouped(UUID group, UUID account, Instant at) implements GroupEvent {}

  record AccountsOrdered(UUID group, List<UUID> accounts, Instant at) implements GroupEvent {

    public AccountsOrdered {
      accounts = List.copyOf(accounts);
    }
  }

  record Activated(UUID group, int rank, Instant at) implements GroupEvent {}

  /**
   * @param accounts empty: the default selection
   */
  record Selected(Optional<List<UUID>> accounts, Instant at) implements GroupEvent {}
}
