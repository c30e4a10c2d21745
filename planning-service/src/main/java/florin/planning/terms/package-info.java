/**
 * What every feature of planning asks of a request: fields that must be there, names a human can
 * read, amounts that their currency can hold. Pure functions that hand back the kept value or
 * refuse with the field's pointer.
 */
@NullMarked
package florin.planning.terms;

import org.jspecify.annotations.NullMarked;
