/**
 * Puts the runtime together for a service: settings, migrations, pools, the start-up check of the
 * database, and the beans. Only Spring enters here; the rest of the runtime does not know it.
 */
@NullMarked
package florin.journal.setup;

import org.jspecify.annotations.NullMarked;
