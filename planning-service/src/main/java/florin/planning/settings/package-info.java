/**
 * What a user chose in the accounts service, as planning has it mirrored: the time zone that says
 * which day it is, and the buffer that is not for spending.
 */
@NullMarked
package florin.planning.settings;

import org.jspecify.annotations.NullMarked;
