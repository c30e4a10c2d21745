/**
 * Runs the threads of a test one at a time, on one thread of the machine. A seed decides at each
 * access to an atomic or volatile variable which thread continues, so that the same seed gives the
 * same interleaving.
 */
package florin.journal.interleaving;
