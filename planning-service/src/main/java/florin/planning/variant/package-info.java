/**
 * Scenarios beside one another: a copy to change at will, and what several of them differ in. It
 * reads and decides through the scenarios and their allocations and owns nothing itself.
 */
@NullMarked
package florin.planning.variant;

import org.jspecify.annotations.NullMarked;
