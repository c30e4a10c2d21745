/**
 * Florin beside what the same machine does at best, in the same rounds. A run measures both sides
 * of each benchmark alternately and writes the ratios; nothing here is part of a product or a test.
 */
@NullMarked
package florin.bench;

import org.jspecify.annotations.NullMarked;
