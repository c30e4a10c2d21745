package florin.planning.allocation;

import florin.journal.stream.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Undo of allocations: the list is one facet, because it is written as a whole. */
final class AllocationsUndo {

  private static final String LIST = "allocations";

  private AllocationsUndo() {}

  static Map<String, Object> facets(Allocations state) {
    return state.list().isEmpty() ? Map.of() : Map.of(LIST, state.list());
  }

  static List<AllocationsCommand> commands(
      StreamId stream, Allocations now, Map<String, Optional<Object>> wanted, Instant at) {
    List<Allocation> list =
        wanted.getOrDefault(LIST, Optional.empty()).map(AllocationsUndo::list).orElse(List.of());
    return now.of()
        .map(
            owner ->
                List.<AllocationsCommand>of(
                    new AllocationsCommand.Set(owner.scenario(), owner.currency(), list, at)))
        .orElse(List.of());
  }

  private static List<Allocation> list(Object facet) {
    return ((List<?>) facet).stream().map(Allocation.class::cast).toList();
  }
}
