/**
 * The source database: opened read-only in one snapshot, with tables and columns discovered instead
 * of expected.
 */
@NullMarked
package florin.migrate.source;

import org.jspecify.annotations.NullMarked;
