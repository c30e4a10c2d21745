/**
 * The run of a plan against a running Florin: step by step, each of them compared with Florin's
 * present state first.
 *
 * <p>Why: Florin itself shows how far a run has come, so nothing has to be kept beside it. A run
 * that was stopped anywhere is continued by starting it again, and a finished one changes nothing.
 */
@NullMarked
package florin.migrate.run;

import org.jspecify.annotations.NullMarked;
