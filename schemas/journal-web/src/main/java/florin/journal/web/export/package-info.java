/**
 * Exports: the rows of a list as a file, read in one state of the database and sent as they are
 * read. Feature APIs enter with their rows; CSV and NDJSON leave, in memory that does not grow with
 * the number of rows.
 */
@NullMarked
package florin.journal.web.export;

import org.jspecify.annotations.NullMarked;
