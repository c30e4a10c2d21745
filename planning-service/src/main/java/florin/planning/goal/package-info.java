/**
 * Goals: an amount to be saved, by a day or whenever. Requests enter through the API; how far a
 * goal has come is worked out when it is read, from the balance of its account or from what the
 * plan sets aside for it, and is never stored.
 */
@NullMarked
package florin.planning.goal;

import org.jspecify.annotations.NullMarked;
