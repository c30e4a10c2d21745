/**
 * Makes the views again from the journal, beside the ones in use, and puts them in their place
 * while everything runs. An operator enters through the actuator's {@code rebuild}; views leave.
 *
 * <p>Why the comparison comes before the swap, and in a snapshot: both sides stand at one position
 * only while the gate is closed, and a comparison takes too long to keep it closed.
 */
@NullMarked
package florin.journal.rebuild;

import org.jspecify.annotations.NullMarked;
