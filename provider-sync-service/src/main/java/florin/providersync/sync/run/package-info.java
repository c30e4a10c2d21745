/**
 * The sync run: its stream, its events with their Avro codecs, and the API that lists and requests
 * runs. Each run is a stream of its own, so that a connection's stream stays short.
 */
@NullMarked
package florin.providersync.sync.run;

import org.jspecify.annotations.NullMarked;
