package florin.transactions.list;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of transactions. */
public record TransactionPage(
    @Schema(description = "The rows of this page.") List<TransactionResponse> items,
    @Schema(description = "The cursor of the next page; absent on the last one.")
        @Nullable String next,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Totals of all pages, if asked for with include=totals.")
        @Nullable TransactionTotals totals) {}
