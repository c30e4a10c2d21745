/**
 * Problems of the operations that only an operator can request: rewinding a relay, rebuilding
 * projections, replaying mirrors. The operations themselves are in the packages that they concern.
 */
@NullMarked
package florin.journal.operation;

import org.jspecify.annotations.NullMarked;
