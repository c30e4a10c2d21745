package florin.journal.change;

import java.time.Instant;
import java.util.UUID;

/**
 * The answer to an undo.
 *
 * @param id of the change that took the other one back; it can be taken back itself
 * @param undoes the change that was taken back
 * @param events how many events it took
 */
record UndoResponse(UUID id, UUID undoes, Instant at, int events) {}
