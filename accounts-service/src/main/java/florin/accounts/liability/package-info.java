/**
 * Keeps what each debt costs and when it is due. What a bank says of it enters; {@code
 * LiabilityObserved}, {@code LiabilityEnded} and the list leave.
 */
@NullMarked
package florin.accounts.liability;

import org.jspecify.annotations.NullMarked;
