package florin.migrate.plan.row;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The keys of the rows that are brought, by table. */
public final class BroughtKeys {

  private final Map<String, Set<String>> keys = new HashMap<>();

  boolean add(String table, String key) {
    return keys.computeIfAbsent(table, _ -> new HashSet<>()).add(key);
  }

  boolean contains(String table, String key) {
    return keys.getOrDefault(table, Set.of()).contains(key);
  }
}
