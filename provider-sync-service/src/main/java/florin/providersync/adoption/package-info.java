/**
 * Adoption of items that another system has synced so far: an operator sends their content in
 * parts, and it is published as if it came from a sync. Syncs begin after the last part, at the
 * other system's cursor.
 *
 * <p>Why: a part is compared with the published content before anything else, so it may be sent any
 * number of times. An item is not synced during its adoption and not adopted during its syncs:
 * content that a sync has published or removed is newer than that of the other system.
 */
@NullMarked
package florin.providersync.adoption;

import org.jspecify.annotations.NullMarked;
