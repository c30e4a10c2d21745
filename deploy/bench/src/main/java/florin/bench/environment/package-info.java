/**
 * The processes and connections that a benchmark run needs: PostgreSQL, Kafka, a service, tokens
 * and HTTP clients. Nothing here measures anything.
 */
@NullMarked
package florin.bench.environment;

import org.jspecify.annotations.NullMarked;
