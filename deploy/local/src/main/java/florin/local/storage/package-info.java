/**
 * The PostgreSQL server and the Kafka node of a local installation: unpacked, initialised and
 * started as child processes. It also creates the databases and roles of the services.
 */
@NullMarked
package florin.local.storage;

import org.jspecify.annotations.NullMarked;
