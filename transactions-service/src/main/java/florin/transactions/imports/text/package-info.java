/**
 * Characters, dates and amounts of text files, with the settings that follow from all of them.
 * Ambiguous values give several readings, between which the user chooses.
 */
@NullMarked
package florin.transactions.imports.text;

import org.jspecify.annotations.NullMarked;
