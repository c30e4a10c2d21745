/**
 * Array parameters in PostgreSQL's binary format. Lists of values enter; the driver sends them
 * without a text form.
 */
@NullMarked
package florin.journal.database.binary;

import org.jspecify.annotations.NullMarked;
