/**
 * RFC 9457 problems: the table of problem types and the mapping from exceptions to it. Services
 * register their own problem types; nothing else decides an HTTP error status.
 */
@NullMarked
package florin.journal.web.problem;

import org.jspecify.annotations.NullMarked;
