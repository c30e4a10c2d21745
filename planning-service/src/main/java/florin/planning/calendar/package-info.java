/**
 * Calendar arithmetic of plans: how often a thing comes and on which days. Dates go in and dates
 * come out; no clock and no time zone is read here.
 */
@NullMarked
package florin.planning.calendar;

import org.jspecify.annotations.NullMarked;
