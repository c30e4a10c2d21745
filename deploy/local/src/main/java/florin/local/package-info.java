/**
 * Florin on one machine: PostgreSQL, Kafka, the emulator, four services and the gateway as child
 * processes of one launcher, with their data in one folder. Settings come from the environment; a
 * start that is not possible is reported in one line that names the setting to change.
 */
@NullMarked
package florin.local;

import org.jspecify.annotations.NullMarked;
