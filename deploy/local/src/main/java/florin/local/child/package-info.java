/**
 * Child processes of the launcher: started in a session of their own, guarded, restarted, stopped
 * in order. A {@link florin.local.child.ChildSpec} enters; nothing outlives the launcher, not even
 * when it is killed.
 *
 * <p>Why: a Ctrl-C reaches the whole process group of a terminal, so children that shared it would
 * die out of order. Each gets a session of its own, and a watcher beside it that holds one end of a
 * pipe: the kernel closes the other end when the launcher is gone, however it went.
 */
@NullMarked
package florin.local.child;

import org.jspecify.annotations.NullMarked;
