/**
 * The content of a source as the target will take it, with a finding for each row that is changed
 * or left out. Nothing here writes.
 */
@NullMarked
package florin.migrate.plan;

import org.jspecify.annotations.NullMarked;
