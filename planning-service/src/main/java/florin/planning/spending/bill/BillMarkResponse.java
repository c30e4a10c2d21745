package florin.planning.spending.bill;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** A due date of a bill that the user marked. */
record BillMarkResponse(
    @Schema(description = "The scenario") UUID scenarioId,
    @Schema(description = "The bill") UUID billId,
    @Schema(description = "The due date") LocalDate dueDate,
    @Schema(
            allowableValues = {"paid", "unpaid"},
            description = "How it is marked")
        String status,
    @Schema(
            description =
                "Transactions that match the bill and do not pay it: those that settled this due"
                    + " date, or would have, when it was marked as unpaid")
        List<UUID> notPaidBy,
    @Schema(description = "The ETag of the mark") int version) {}
