package florin.providersync.adoption;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** The changes that a part of an adoption made. */
@Schema(name = "Adoption")
record AdoptionResponse(
    @Schema(description = "The connection that the item became.") UUID connection,
    @Schema(description = "The number of transactions that were published.") int added,
    @Schema(description = "The number of transactions of the part that were published before.")
        int known,
    @Schema(description = "Whether anything was written.") boolean changed) {}
