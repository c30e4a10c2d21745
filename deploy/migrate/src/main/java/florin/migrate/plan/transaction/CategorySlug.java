package florin.migrate.plan.transaction;

import florin.migrate.plan.row.Vocabulary;
import florin.migrate.source.SourceRow;
import java.util.Optional;

/** The slug of a category of the source; that of an older category is made of its names. */
public final class CategorySlug {

  private static final String UNKNOWN = "UNKNOWN";

  private CategorySlug() {}

  public static Optional<String> of(SourceRow category) {
    return known(category, "category_slug")
        .or(() -> known(category, "pfc_detailed"))
        .or(() -> madeOfNames(category));
  }

  /** The provider's own category first. */
  static Optional<String> ofBank(SourceRow category) {
    return known(category, "pfc_detailed").or(() -> of(category));
  }

  private static Optional<String> known(SourceRow category, String column) {
    return category.text(column).filter(word -> !word.equalsIgnoreCase(UNKNOWN));
  }

  private static Optional<String> madeOfNames(SourceRow category) {
    String primary = slug(category, "primary_category");
    String detailed = slug(category, "detailed_category");
    if (detailed.isEmpty() || detailed.equals(primary)) {
      return Optional.of(primary).filter(name -> !name.isEmpty());
    }
    return Optional.of(
        primary.isEmpty() || detailed.startsWith(primary + "_")
            ? detailed
            : primary + "_" + detailed);
  }

  private static String slug(SourceRow category, String column) {
    return category.text(column).map(Vocabulary::slug).filter(of -> !of.equals(UNKNOWN)).orElse("");
  }
}
