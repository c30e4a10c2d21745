/**
 * The tool that inspects a pyNance database and plans the migration of its content to Florin. It
 * does not bring anything yet.
 */
@NullMarked
package florin.migrate;

import org.jspecify.annotations.NullMarked;
