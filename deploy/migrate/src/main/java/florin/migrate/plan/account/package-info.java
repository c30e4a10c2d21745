/**
 * The logins and accounts of a source, as the target will take them.
 *
 * <p>Why: several tables name the login of an account, and each version of pyNance others.
 */
@NullMarked
package florin.migrate.plan.account;

import org.jspecify.annotations.NullMarked;
