package florin.emulator.bank;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The faults planned and not yet spent, in the order they were planned. */
public final class Faults {
  private final Map<String, Fault> open = new LinkedHashMap<>();
  private final Map<String, Integer> left = new LinkedHashMap<>();

  Faults() {}

  public Optional<Fault> next(String path, String itemId, Fault.Kind kind) {
    return open.values().stream().filter(fault -> fault.concerns(path, itemId, kind)).findFirst();
  }

  void planned(Fault fault) {
    open.put(fault.faultId(), fault);
    left.put(fault.faultId(), fault.times());
  }

  void spent(String faultId) {
    if (left.merge(faultId, -1, Integer::sum) <= 0) {
      open.remove(faultId);
      left.remove(faultId);
    }
  }
}
