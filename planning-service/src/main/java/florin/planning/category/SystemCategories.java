package florin.planning.category;

import florin.events.CategoryTaxonomy;
import florin.journal.stream.Ids;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The ids of the system categories. */
public final class SystemCategories {

  private static final Map<String, Set<UUID>> BY_LABEL =
      CategoryTaxonomy.entries().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  CategoryTaxonomy.Entry::label, SystemCategories::withParent));

  private static final Set<UUID> TRANSFERS =
      BY_LABEL.entrySet().stream()
          .filter(entry -> entry.getKey().startsWith("TRANSFER_"))
          .flatMap(entry -> entry.getValue().stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<UUID> ALL =
      CategoryTaxonomy.entries().stream()
          .map(entry -> id(entry.label()))
          .collect(Collectors.toUnmodifiableSet());

  private SystemCategories() {}

  static boolean has(UUID id) {
    return ALL.contains(id);
  }

  /** The category of a provider's label and the category above it; none if it is not known. */
  public static Set<UUID> of(Optional<String> label) {
    return label.map(BY_LABEL::get).orElse(Set.of());
  }

  /** Whether one of some categories is of transfers. */
  public static boolean transfer(Set<UUID> categories) {
    return categories.stream().anyMatch(TRANSFERS::contains);
  }

  private static Set<UUID> withParent(CategoryTaxonomy.Entry entry) {
    UUID own = id(entry.label());
    return entry.parent().map(parent -> Set.of(own, id(parent))).orElse(Set.of(own));
  }

  private static UUID id(String label) {
    return Ids.named(CategoryTaxonomy.NAMESPACE, label);
  }
}
