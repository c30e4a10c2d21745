/**
 * Keeps what each debt costs and when it is due. Observations of a bank enter; {@code
 * LiabilityObserved}, {@code LiabilityEnded} and the list leave.
 */
@NullMarked
package florin.accounts.liability;

import org.jspecify.annotations.NullMarked;
