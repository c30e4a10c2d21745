/**
 * The tool that inspects a pyNance database, plans the migration of its content to Florin, brings
 * it step by step and compares both.
 */
@NullMarked
package florin.migrate;

import org.jspecify.annotations.NullMarked;
