package florin.transactions.category;

import florin.events.CategoryTaxonomy;
import florin.journal.stream.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The provider taxonomy as categories. Labels are an open vocabulary: an unknown one falls back to
 * its primary.
 */
public final class SystemCategories {

  private static final Map<String, Category> BY_LABEL = read();
  private static final Map<UUID, Category> BY_ID =
      BY_LABEL.values().stream()
          .collect(Collectors.toUnmodifiableMap(Category::id, Function.identity()));

  private SystemCategories() {}

  public static List<Category> all() {
    return List.copyOf(BY_LABEL.values());
  }

  public static Optional<Category> find(UUID id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /** The category of a provider's label: the detailed one if known, else its primary, else none. */
  public static Optional<Category> of(Optional<String> primary, Optional<String> detailed) {
    return detailed
        .map(BY_LABEL::get)
        .or(() -> primary.map(BY_LABEL::get))
        .or(
            () ->
                primary.isPresent() || detailed.isPresent()
                    ? Optional.ofNullable(BY_LABEL.get("OTHER"))
                    : Optional.empty());
  }

  private static Map<String, Category> read() {
    Map<String, Category> categories = new LinkedHashMap<>();
    CategoryTaxonomy.entries().forEach(entry -> add(categories, entry));
    return java.util.Collections.unmodifiableMap(categories);
  }

  private static void add(Map<String, Category> categories, CategoryTaxonomy.Entry entry) {
    String label = entry.label();
    Optional<Category> parent =
        entry.parent().map(above -> Objects.requireNonNull(categories.get(above), label));
    String own = parent.map(p -> label.substring(p.label().length() + 1)).orElse(label);
    categories.put(
        label,
        new Category(
            Ids.named(CategoryTaxonomy.NAMESPACE, label),
            label,
            title(own),
            parent.map(Category::id)));
  }

  /** Golden case of the predecessor: underscores to spaces, every word capitalised but "and". */
  private static String title(String label) {
    StringBuilder title = new StringBuilder();
    for (String word : label.toLowerCase(java.util.Locale.ROOT).split("_")) {
      title.append(title.isEmpty() ? "" : " ");
      title.append(
          word.equals("and") ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return title.toString();
  }
}
