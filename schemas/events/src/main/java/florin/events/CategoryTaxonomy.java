package florin.events;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The system categories: the provider taxonomy, the same for every user and in every service. The
 * id of a category is the UUIDv5 of its label in {@link #NAMESPACE}.
 */
public final class CategoryTaxonomy {

  /** Fixed for ever: category ids are derived from it. */
  public static final UUID NAMESPACE = UUID.fromString("0a4f7a86-1df4-5a0e-8c41-3b1a5f0d7c22");

  private static final String RESOURCE = "/florin/events/categories.txt";

  private CategoryTaxonomy() {}

  /**
   * One category.
   *
   * @param parent the label of the category above it, if there is one
   */
  public record Entry(Optional<String> parent, String label) {}

  /** All of them, parents before their children. */
  public static List<Entry> entries() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    CategoryTaxonomy.class.getResourceAsStream(RESOURCE), RESOURCE),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(CategoryTaxonomy::entry)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Entry entry(String line) {
    int slash = line.indexOf('/');
    return new Entry(
        slash < 0 ? Optional.empty() : Optional.of(line.substring(0, slash)),
        line.substring(slash + 1));
  }
}
