/**
 * The contracts the services agree on: Avro records of every topic, money, the table of topics, and
 * the one definition of a balance that every service derives from these events. Everyone enters;
 * nothing of Spring or of a service's domain leaves.
 */
@NullMarked
package florin.events;

import org.jspecify.annotations.NullMarked;
