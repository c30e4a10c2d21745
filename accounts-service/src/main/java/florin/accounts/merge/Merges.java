package florin.accounts.merge;

import florin.accounts.problem.AccountsProblem;
import florin.accounts.streams.DerivedStreamIds;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A user's merges as decisions see them.
 *
 * @param survivors of each merged account the one it is seen under, which is never merged itself
 */
record Merges(Map<UUID, UUID> survivors) {

  static final Merges NONE = new Merges(Map.of());

  Merges {
    survivors = Map.copyOf(survivors);
  }

  static List<MergeEvent> decide(MergeCommand command, Merges state) {
    return switch (command) {
      case MergeCommand.Merge c -> state.merge(c);
      case MergeCommand.Unmerge c ->
          state.survivors.containsKey(c.account())
              ? List.of(new MergeEvent.Unmerged(c.account(), c.at()))
              : List.of();
    };
  }

  private List<MergeEvent> merge(MergeCommand.Merge command) {
    if (command.account().equals(command.into())) {
      throw new Rejection(
          AccountsProblem.MERGE_WITH_ITSELF,
          "into: the account itself (expected: another one)",
          "/into");
    }
    UUID beyond = survivors.get(command.into());
    if (beyond != null) {
      throw new Rejection(
          AccountsProblem.ACCOUNT_MERGED,
          "into: merged itself (expected: its survivor, %s)".formatted(beyond),
          "/into");
    }
    if (command.into().equals(survivors.get(command.account()))) {
      return List.of();
    }
    List<MergeEvent> events = new ArrayList<>();
    events.add(new MergeEvent.Merged(command.account(), command.into(), command.at()));
    new TreeMap<>(survivors)
        .forEach(
            (merged, survivor) -> {
              if (survivor.equals(command.account())) {
                events.add(new MergeEvent.Merged(merged, command.into(), command.at()));
              }
            });
    return events;
  }

  static Merges evolve(Merges state, MergeEvent event) {
    Map<UUID, UUID> next = new HashMap<>(state.survivors);
    switch (event) {
      case MergeEvent.Merged e -> next.put(e.account(), e.into());
      case MergeEvent.Unmerged e -> next.remove(e.account());
    }
    return new Merges(next);
  }

  /** One facet per merged account. */
  Map<String, Object> facets() {
    Map<String, Object> facets = new HashMap<>();
    survivors.forEach((merged, survivor) -> facets.put(merged.toString(), survivor));
    return facets;
  }

  /** Parts what must be apart first: an account can be merged only into one that stands alone. */
  static List<MergeCommand> restoring(
      StreamId stream, Merges now, Map<String, Optional<Object>> wanted, Instant at) {
    List<MergeCommand> commands = new ArrayList<>();
    wanted.forEach(
        (merged, _) -> commands.add(new MergeCommand.Unmerge(UUID.fromString(merged), at)));
    wanted.forEach(
        (merged, survivor) ->
            survivor.ifPresent(
                into ->
                    commands.add(
                        new MergeCommand.Merge(UUID.fromString(merged), (UUID) into, at))));
    return commands;
  }

  /** Fixed for ever: the stream ids are derived from it. */
  private static final UUID NAMESPACE = UUID.fromString("7d1c2a52-3b0e-4a35-9a2f-1f5f9b0c6d21");

  static StreamId stream(UUID user) {
    return DerivedStreamIds.stream("merges", NAMESPACE, user);
  }
}
