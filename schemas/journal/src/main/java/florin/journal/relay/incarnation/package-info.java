/**
 * The histories of a journal. After a restore, the events in Kafka are compared with the journal,
 * and a new incarnation begins where they differ.
 */
@NullMarked
package florin.journal.relay.incarnation;

import org.jspecify.annotations.NullMarked;
