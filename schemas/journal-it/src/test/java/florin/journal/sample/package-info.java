/**
 * The smallest service there can be, to test the runtime with: notes, and what planning calls its
 * scenarios.
 */
package florin.journal.sample;
