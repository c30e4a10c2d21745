package florin.transactions.merchant;

import florin.journal.stream.Ids;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A merchant as an entry names it.
 *
 * @param entity the provider's own id of it, if it has one
 */
public record EntryMerchant(UUID id, MerchantName name, @Nullable String entity) {

  /** Fixed for ever: merchant ids are derived from it. */
  private static final UUID NAMESPACE = UUID.fromString("6f2d1c1e-7a55-5d0b-9a53-2f1be0c1f4aa");

  /**
   * The merchant that texts name, empty if they name none.
   *
   * @param candidates the best first
   */
  public static Optional<EntryMerchant> of(
      UUID user, Optional<String> entity, Stream<String> candidates) {
    return MerchantName.of(candidates)
        .map(
            name ->
                new EntryMerchant(
                    Ids.named(
                        NAMESPACE,
                        user
                            + entity.map(id -> "\nentity\n" + id).orElse("\nname\n" + name.slug())),
                    name,
                    entity.orElse(null)));
  }
}
