/**
 * The contracts the services agree on: Avro records of every topic, money, and the table of topics.
 * Everyone enters; nothing of Spring or of a service's domain leaves.
 */
@NullMarked
package florin.events;

import org.jspecify.annotations.NullMarked;
