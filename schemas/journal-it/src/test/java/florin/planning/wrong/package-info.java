/** Classes that break the design rules, one or more for each rule. */
@NullMarked
package florin.planning.wrong;

import org.jspecify.annotations.NullMarked;
