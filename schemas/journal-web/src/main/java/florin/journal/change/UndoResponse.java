package florin.journal.change;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * The answer to an undo.
 *
 * @param id of the change that took the other one back; it can be taken back itself
 * @param undoes the change that was taken back
 * @param events how many events it took
 */
record UndoResponse(
    @Schema(description = "Id of the change that the undo made; it can be undone itself") UUID id,
    @Schema(description = "The change that was undone") UUID undoes,
    @Schema(description = "When it was undone") Instant at,
    @Schema(description = "Number of events of the undo") int events) {}
