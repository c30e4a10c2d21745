/**
 * Categories that a bill may have: the system categories, which are static, and the user's own,
 * which the transactions service owns and planning mirrors.
 */
@NullMarked
package florin.planning.category;

import org.jspecify.annotations.NullMarked;
