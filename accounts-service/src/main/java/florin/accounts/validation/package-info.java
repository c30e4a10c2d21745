/** The rule for names that users give to accounts and groups, beside those of every request. */
@NullMarked
package florin.accounts.validation;

import org.jspecify.annotations.NullMarked;
