package florin.transactions.category;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The system's categories with a user's own among them. */
final class Tree {

  private static final List<CategoryRow> SYSTEM =
      SystemCategories.all().stream().map(CategoryRow::of).toList();

  private final Map<UUID, CategoryRow> rows = new LinkedHashMap<>();

  Tree(Collection<CategoryRow> own) {
    SYSTEM.forEach(row -> rows.put(row.id(), row));
    own.stream()
        .sorted(Comparator.comparing(CategoryRow::name).thenComparing(CategoryRow::id))
        .forEach(row -> rows.put(row.id(), row));
  }

  Optional<CategoryRow> find(UUID id) {
    return Optional.ofNullable(rows.get(id));
  }

  long own() {
    return rows.values().stream().filter(row -> !row.system()).count();
  }

  /** Parents before their children. */
  List<CategoryRow> inOrder() {
    Map<UUID, List<CategoryRow>> children = new LinkedHashMap<>();
    List<CategoryRow> top = new ArrayList<>();
    for (CategoryRow row : rows.values()) {
      UUID parent = row.parentId();
      if (parent == null) {
        top.add(row);
      } else {
        children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(row);
      }
    }
    List<CategoryRow> order = new ArrayList<>();
    top.forEach(row -> add(order, row, children));
    Set<CategoryRow> shown = new HashSet<>(order);
    rows.values().stream().filter(row -> !shown.contains(row)).forEach(order::add);
    return order;
  }

  private static void add(
      List<CategoryRow> order, CategoryRow row, Map<UUID, List<CategoryRow>> children) {
    order.add(row);
    children.getOrDefault(row.id(), List.of()).forEach(child -> add(order, child, children));
  }

  /** Whether one is the other, or above it, or what it was merged into. */
  boolean leadsTo(UUID from, UUID target) {
    Set<UUID> seen = new HashSet<>();
    UUID at = from;
    while (at != null && seen.add(at)) {
      if (at.equals(target)) {
        return true;
      }
      CategoryRow row = rows.get(at);
      at = row == null ? null : row.mergedInto() != null ? row.mergedInto() : row.parentId();
    }
    return false;
  }

  /** Whether another one to choose from has this name in the same place. */
  boolean taken(UUID self, String name, @Nullable UUID parent) {
    return rows.values().stream()
        .anyMatch(
            row ->
                !row.id().equals(self)
                    && row.open()
                    && row.name().equalsIgnoreCase(name)
                    && java.util.Objects.equals(row.parentId(), parent));
  }
}
