/**
 * The vocabulary of event sourcing: streams, deciders, codecs, events, changes and rejections. It
 * does no I/O and depends on no other package of the runtime.
 */
@NullMarked
package florin.journal.stream;

import org.jspecify.annotations.NullMarked;
