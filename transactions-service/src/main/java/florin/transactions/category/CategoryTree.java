package florin.transactions.category;

import florin.journal.CanonicalName;
import florin.journal.stream.Rejection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The system's categories with a user's own among them. */
final class CategoryTree {

  private static final List<CategoryResponse> SYSTEM =
      SystemCategories.all().stream().map(CategoryResponse::of).toList();

  private final Map<UUID, CategoryResponse> rows = new LinkedHashMap<>();

  CategoryTree(Collection<CategoryResponse> own) {
    SYSTEM.forEach(row -> rows.put(row.id(), row));
    own.stream()
        .sorted(Comparator.comparing(CategoryResponse::name).thenComparing(CategoryResponse::id))
        .forEach(row -> rows.put(row.id(), row));
  }

  /**
   * The same tree with uses.
   *
   * @param uses by the category that transactions were given
   */
  CategoryTree used(Map<UUID, Integer> uses) {
    Map<UUID, Integer> totals = new HashMap<>();
    uses.forEach((id, times) -> totals.merge(survivor(id), times, Integer::sum));
    CategoryTree used = new CategoryTree(List.of());
    rows.forEach((id, row) -> used.rows.put(id, row.used(totals.getOrDefault(id, 0))));
    return used;
  }

  Optional<CategoryResponse> find(UUID id) {
    return Optional.ofNullable(rows.get(id));
  }

  long userCategoryCount() {
    return rows.values().stream().filter(row -> !row.system()).count();
  }

  /** Parents before their children. */
  List<CategoryResponse> inOrder() {
    Map<UUID, List<CategoryResponse>> children = new LinkedHashMap<>();
    List<CategoryResponse> top = new ArrayList<>();
    for (CategoryResponse row : rows.values()) {
      UUID parent = row.parentId();
      if (parent == null) {
        top.add(row);
      } else {
        children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(row);
      }
    }
    List<CategoryResponse> order = new ArrayList<>();
    top.forEach(row -> add(order, row, children));
    Set<CategoryResponse> shown = new HashSet<>(order);
    rows.values().stream().filter(row -> !shown.contains(row)).forEach(order::add);
    return order;
  }

  private static void add(
      List<CategoryResponse> order,
      CategoryResponse row,
      Map<UUID, List<CategoryResponse>> children) {
    order.add(row);
    children.getOrDefault(row.id(), List.of()).forEach(child -> add(order, child, children));
  }

  /** By the name, and by the names of some or all categories above it, colons between them. */
  Map<String, UUID> openByName() {
    Map<String, UUID> byName = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (CategoryResponse row : rows.values()) {
      if (row.open()) {
        for (String name : paths(row)) {
          UUID other = byName.put(CanonicalName.of(name), row.id());
          if (other != null && !other.equals(row.id())) {
            ambiguous.add(CanonicalName.of(name));
          }
        }
      }
    }
    byName.keySet().removeAll(ambiguous);
    return byName;
  }

  /** A blank after a colon makes no difference. */
  private Set<String> paths(CategoryResponse row) {
    Set<String> paths = new HashSet<>(List.of(row.name()));
    Set<UUID> seen = new HashSet<>(List.of(row.id()));
    String path = row.name();
    CategoryResponse above = parent(row);
    while (above != null && seen.add(above.id())) {
      path = above.name() + ":" + path;
      paths.add(path);
      paths.add(path.replace(":", ": "));
      above = parent(above);
    }
    return paths;
  }

  private @Nullable CategoryResponse parent(CategoryResponse row) {
    return row.parentId() == null ? null : rows.get(survivor(row.parentId()));
  }

  /** Whether one is the other, or above it, or what it was merged into. */
  boolean leadsTo(UUID from, UUID target) {
    Set<UUID> seen = new HashSet<>();
    UUID at = from;
    while (at != null && seen.add(at)) {
      if (at.equals(target)) {
        return true;
      }
      CategoryResponse row = rows.get(at);
      at = row == null ? null : row.mergedInto() != null ? row.mergedInto() : row.parentId();
    }
    return false;
  }

  /** The category that one counts as: the end of its chain of mergers. */
  UUID survivor(UUID id) {
    Set<UUID> seen = new HashSet<>();
    UUID at = id;
    CategoryResponse row = rows.get(at);
    while (row != null && row.mergedInto() != null && seen.add(at)) {
      at = row.mergedInto();
      row = rows.get(at);
    }
    return at;
  }

  /**
   * Demands that no two categories to choose from have the same name under one parent.
   *
   * @param changed that were created, renamed, moved, merged or offered again; others keep what
   *     they have
   * @throws Rejection {@code name-taken}
   */
  void demandDistinctNames(Collection<UUID> changed) {
    Map<Place, CategoryResponse> taken = new HashMap<>();
    List<CategoryResponse> own = new ArrayList<>();
    for (CategoryResponse row : rows.values()) {
      if (row.open()) {
        boolean mine = changed.contains(row.id()) || movedByMerging(row, changed);
        if (mine) {
          own.add(row);
        } else {
          taken.putIfAbsent(Place.of(row), row);
        }
      }
    }
    for (CategoryResponse row : own) {
      CategoryResponse other = taken.putIfAbsent(Place.of(row), row);
      if (other != null) {
        throw CanonicalName.taken(
            "category", row.name(), other.name(), other.id(), "under the same parent");
      }
    }
  }

  /** Whether a category is shown under another parent since its own one was merged. */
  private boolean movedByMerging(CategoryResponse row, Collection<UUID> changed) {
    UUID parent = row.parentId();
    return parent != null
        && changed.stream().anyMatch(id -> !survivor(id).equals(id) && survivor(id).equals(parent));
  }

  /** The scope in which a name is unique. */
  private record Place(@Nullable UUID parent, String name) {

    static Place of(CategoryResponse row) {
      return new Place(row.parentId(), CanonicalName.of(row.name()));
    }
  }
}
