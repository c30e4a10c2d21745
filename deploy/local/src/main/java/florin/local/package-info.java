/**
 * Florin on one machine: PostgreSQL, Kafka, the emulator, four services and the gateway as child
 * processes of one launcher, with their data in one folder. Settings enter from the environment; a
 * running Florin, or one line that says what to change, leaves.
 */
@NullMarked
package florin.local;

import org.jspecify.annotations.NullMarked;
