/**
 * Puts the runtime together for a service: settings, migrations, pools, the start-up check of the
 * database, and the beans. Spring is used here only; the rest of the runtime does not depend on it.
 */
@NullMarked
package florin.journal.setup;

import org.jspecify.annotations.NullMarked;
