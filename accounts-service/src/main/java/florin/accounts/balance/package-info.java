/**
 * Shows the balances that were observed, with who said them, and takes the user's own word for one.
 * Account events enter; nothing leaves but the answers.
 */
@NullMarked
package florin.accounts.balance;

import org.jspecify.annotations.NullMarked;
