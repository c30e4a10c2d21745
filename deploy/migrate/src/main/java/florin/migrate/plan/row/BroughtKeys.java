package florin.migrate.plan.row;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The keys of the rows that other rows may refer to, by table: those that are brought. */
public final class BroughtKeys {

  private final Map<String, Set<String>> keys = new HashMap<>();

  boolean add(String table, String key) {
    return keys.computeIfAbsent(table, _ -> new HashSet<>()).add(key);
  }

  /** Lets other rows refer to a row that is not brought itself. */
  public void allow(String table, String key) {
    add(table, key);
  }

  public boolean contains(String table, String key) {
    return keys.getOrDefault(table, Set.of()).contains(key);
  }
}
