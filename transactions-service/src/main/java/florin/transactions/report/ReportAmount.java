package florin.transactions.report;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;

/** A figure of a report. */
record ReportAmount(
    @Schema(description = "Sum; negative = money out.") Money amount,
    @Schema(description = "Amounts summed: undivided transactions and parts of split ones.")
        long entries,
    @Schema(
            description =
                "Path of the list with exactly the transactions that add up to the sum; with"
                    + " include=totals it repeats the sum.",
            example =
                "/api/transactions?from=2026-01-01&to=2026-01-31&kind=expense&excluded=exclude")
        String transactions) {}
