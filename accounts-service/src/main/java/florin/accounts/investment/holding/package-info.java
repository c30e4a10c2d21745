/**
 * Keeps what each account holds and held: a position that is sold leaves the portfolio and stays in
 * its history. Snapshots enter; their differences and the holdings of any day leave.
 */
@NullMarked
package florin.accounts.investment.holding;

import org.jspecify.annotations.NullMarked;
