/**
 * Generated provider data, its publication to Kafka and the plain JDBC implementation that Florin
 * is compared with. Both sides of a benchmark read the same feed.
 */
@NullMarked
package florin.bench.feed;

import org.jspecify.annotations.NullMarked;
