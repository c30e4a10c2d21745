/**
 * The PostgreSQL server and the Kafka broker of a test JVM, with the connections and clients that
 * its tests share. Used through {@link florin.journal.test.TestPlatform} only.
 */
@NullMarked
package florin.journal.test.server;

import org.jspecify.annotations.NullMarked;
