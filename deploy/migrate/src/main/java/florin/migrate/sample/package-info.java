/**
 * Databases as pyNance would leave them, for trials and measurements: made from a seed, with every
 * table filled and known faults planted.
 */
@NullMarked
package florin.migrate.sample;

import org.jspecify.annotations.NullMarked;
