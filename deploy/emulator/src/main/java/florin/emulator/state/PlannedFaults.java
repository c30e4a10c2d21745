package florin.emulator.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults planned and not yet spent, in the order they were planned. */
public final class PlannedFaults {
  private final Map<String, Fault> open = new LinkedHashMap<>();
  private final Map<String, Integer> passing = new LinkedHashMap<>();
  private final Map<String, Integer> left = new LinkedHashMap<>();

  /** The fault of one response, and the entries that record it. */
  public record FaultDecision(Optional<Fault> fault, List<StateEntry> entries) {}

  PlannedFaults() {}

  /** The fate of an answer as such. */
  public FaultDecision next(String path, String itemId) {
    return next(path, itemId, fault -> !fault.kind().isTheEndpointsOwn());
  }

  /** The fate of an answer to which this kind can happen. */
  public FaultDecision next(String path, String itemId, Fault.FaultType faultType) {
    return next(path, itemId, fault -> fault.kind() == faultType);
  }

  /** Every fault that still lets answers pass counts this one; the first that does not has it. */
  private FaultDecision next(String path, String itemId, Predicate<Fault> kinds) {
    var entries = new ArrayList<StateEntry>();
    Fault due = null;
    for (var fault : open.values()) {
      if (!fault.concerns(path, itemId) || !kinds.test(fault)) {
        continue;
      }
      if (passing.getOrDefault(fault.faultId(), 0) > 0) {
        entries.add(new StateEntry.FaultPassed(fault.faultId()));
      } else if (due == null) {
        due = fault;
        entries.add(new StateEntry.FaultSpent(fault.faultId()));
      }
    }
    return new FaultDecision(Optional.ofNullable(due), entries);
  }

  void planned(Fault fault) {
    open.put(fault.faultId(), fault);
    passing.put(fault.faultId(), fault.after());
    left.put(fault.faultId(), fault.times());
  }

  void passed(String faultId) {
    passing.merge(faultId, -1, Integer::sum);
  }

  void spent(String faultId) {
    if (left.merge(faultId, -1, Integer::sum) <= 0) {
      open.remove(faultId);
      passing.remove(faultId);
      left.remove(faultId);
    }
  }

  void cleared() {
    open.clear();
    passing.clear();
    left.clear();
  }
}
