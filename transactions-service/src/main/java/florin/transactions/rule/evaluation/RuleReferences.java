package florin.transactions.rule.evaluation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Names and survivors of the ids in rules and transactions of one user.
 *
 * @param survivors of merged categories, merchants and accounts
 * @param archived categories and merchants that are no longer given to transactions
 * @param merchantNames as they are shown
 */
public record RuleReferences(
    Map<UUID, UUID> survivors, Set<UUID> archived, Map<UUID, String> merchantNames) {

  public static final RuleReferences NONE = new RuleReferences(Map.of(), Set.of(), Map.of());

  public UUID survivor(UUID id) {
    return survivors.getOrDefault(id, id);
  }

  /** The id to give to a transaction; empty if it is archived. */
  Optional<UUID> usable(UUID id) {
    return Optional.of(survivor(id)).filter(found -> !archived.contains(found));
  }
}
