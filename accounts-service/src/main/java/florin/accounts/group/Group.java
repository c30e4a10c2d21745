package florin.accounts.group;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A group of accounts.
 *
 * @param position among the groups; they need not be dense
 * @param rank the higher, the later it was made the active one; 0: never
 * @param members accounts with their positions
 */
record Group(
    String name,
    Optional<String> accent,
    int position,
    int rank,
    boolean deleted,
    Map<UUID, Integer> members) {

  Group {
    members = Map.copyOf(members);
  }

  /** In their order. */
  List<UUID> accounts() {
    return ordered(members);
  }

  static List<UUID> ordered(Map<UUID, Integer> positions) {
    return positions.entrySet().stream()
        .sorted(Map.Entry.<UUID, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  int nextPosition() {
    return members.values().stream().max(Comparator.naturalOrder()).orElse(0) + 1;
  }

  Group named(String now) {
    return new Group(now, accent, position, rank, deleted, members);
  }

  Group accented(Optional<String> now) {
    return new Group(name, now, position, rank, deleted, members);
  }

  Group at(int now) {
    return new Group(name, accent, now, rank, deleted, members);
  }

  Group ranked(int now) {
    return new Group(name, accent, position, now, deleted, members);
  }

  Group deleted(boolean now) {
    return new Group(name, accent, position, rank, now, members);
  }

  Group with(UUID account, int at) {
    Map<UUID, Integer> next = new LinkedHashMap<>(members);
    next.put(account, at);
    return new Group(name, accent, position, rank, deleted, next);
  }

  Group without(UUID account) {
    Map<UUID, Integer> next = new LinkedHashMap<>(members);
    next.remove(account);
    return new Group(name, accent, position, rank, deleted, next);
  }

  Group ordered(List<UUID> accounts) {
    return new Group(name, accent, position, rank, deleted, permuted(members, accounts));
  }

  /** The same positions in another order; what is not in the order keeps its own. */
  static Map<UUID, Integer> permuted(Map<UUID, Integer> positions, List<UUID> order) {
    List<Integer> free =
        order.stream().filter(positions::containsKey).map(positions::get).sorted().toList();
    Map<UUID, Integer> next = new LinkedHashMap<>(positions);
    int place = 0;
    for (UUID id : order) {
      if (positions.containsKey(id)) {
        next.put(id, free.get(place++));
      }
    }
    return next;
  }
}
