/**
 * The state of the emulator, folded from one append-only log of entries: Items, keys, faults and
 * queued webhooks. One thread owns it; a commit is durable before an answer leaves.
 */
@NullMarked
package florin.emulator.state;

import org.jspecify.annotations.NullMarked;
