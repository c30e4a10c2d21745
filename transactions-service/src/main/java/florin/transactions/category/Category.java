package florin.transactions.category;

import java.util.Optional;
import java.util.UUID;

/**
 * A category of the system tree.
 *
 * @param id the same for every user and for ever: derived from the label
 * @param label the provider taxonomy's own word, such as {@code FOOD_AND_DRINK_COFFEE}
 * @param name as people read it
 * @param parentId of a detailed category its primary one
 */
public record Category(UUID id, String label, String name, Optional<UUID> parentId) {}
