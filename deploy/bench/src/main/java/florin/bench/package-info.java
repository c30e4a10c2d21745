/**
 * Measures Florin and the limit of the same machine in the same rounds, alternately, and writes the
 * ratios. Nothing here is part of a product or a test.
 */
@NullMarked
package florin.bench;

import org.jspecify.annotations.NullMarked;
