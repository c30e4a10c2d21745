/**
 * The demo household: two years of an invented family's money at three institutions, a pure
 * function of seed and anchor date. An Item takes its institution's part of it and gives it ids.
 */
@NullMarked
package florin.emulator.household;

import org.jspecify.annotations.NullMarked;
