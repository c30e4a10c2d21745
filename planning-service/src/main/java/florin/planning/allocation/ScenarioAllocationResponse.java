package florin.planning.allocation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** An allocation with its scenario, in lists over all scenarios. */
record ScenarioAllocationResponse(
    @Schema(description = "The scenario whose balance is shared out") UUID scenarioId,
    @Schema(description = "The allocation") AllocationResponse allocation) {}
