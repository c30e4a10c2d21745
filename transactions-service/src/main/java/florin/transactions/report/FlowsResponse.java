package florin.transactions.report;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The flows of money as the nodes and edges of a Sankey chart. */
record FlowsResponse(
    @Schema(description = "First day.") LocalDate from,
    @Schema(description = "Last day, included.") LocalDate to,
    @Schema(description = "One chart per currency with transactions in the range.")
        List<CurrencyFlows> currencies) {

  /** The chart of one currency. */
  record CurrencyFlows(
      @Schema(description = "Currency code.") String currency,
      @Schema(description = "Nodes, each named by an edge.") List<FlowNode> nodes,
      @Schema(
              description =
                  "Edges. What flows into the node all equals what flows out of it: savings take"
                      + " what is left, or give what is missing.")
          List<FlowEdge> edges) {}

  /** A node. */
  record FlowNode(
      @Schema(description = "Unique in the chart.", example = "all") String id,
      @Schema(description = "Name of a category, else absent.") @Nullable String name,
      @Schema(description = "The category, if it is one.") @Nullable UUID categoryId,
      @Schema(
              description =
                  "income and expense: categories; uncategorised: amounts without one; all: the"
                      + " node between them; savings: what is left; withdrawn: what is missing.",
              allowableValues = {
                "income",
                "expense",
                "uncategorised",
                "all",
                "savings",
                "withdrawn"
              })
          String kind) {}

  /** An edge. */
  record FlowEdge(
      @Schema(description = "Node that money flows from.") String source,
      @Schema(description = "Node that money flows to.") String target,
      @Schema(description = "Magnitude of the flow, above 0.") Money amount,
      @Schema(
              description =
                  "The sum behind it, with its sign and its transactions; of savings and"
                      + " withdrawals that of all income and expenses.")
          ReportAmount sum) {}
}
