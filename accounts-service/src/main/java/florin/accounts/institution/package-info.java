/**
 * Registers the banks a user's accounts are held at, once each. Facts enter; {@code
 * InstitutionRegistered} and the list of institutions leave.
 */
@NullMarked
package florin.accounts.institution;

import org.jspecify.annotations.NullMarked;
