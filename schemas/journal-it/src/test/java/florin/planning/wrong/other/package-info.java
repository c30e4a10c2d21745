/** A second package, for rules about two. */
@NullMarked
package florin.planning.wrong.other;

import org.jspecify.annotations.NullMarked;
