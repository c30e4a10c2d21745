package florin.planning.allocation;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An allocation as clients see it.
 *
 * @param share what it comes to
 */
record AllocationResponse(
    @Schema(description = "The allocation's id") UUID id,
    @Schema(description = "Its name") String name,
    @Schema(
            allowableValues = {"fixed", "percent"},
            description = "Whether it has an amount or a percentage")
        String kind,
    @Nullable @Schema(description = "The fixed amount; null for kind percent") Money amount,
    @Nullable
        @Schema(
            example = "12.5",
            description = "The percentage of the balance; null for kind fixed")
        String percent,
    @Nullable @Schema(description = "The goal that it is for") UUID goalId,
    @Nullable @Schema(description = "The bill that it is for") UUID billId,
    @Schema(
            description =
                "The amount that it comes to. Percentages are rounded down together, so that the"
                    + " parts add up to the smallest unit; of a balance below 0 they are 0")
        Money share,
    @Schema(description = "The ETag of the list, which an edit of the allocation names in If-Match")
        int version) {

  /** The kind of a share, as rows and answers spell it. */
  static String kind(Allocation.Share share) {
    return switch (share) {
      case Allocation.Share.Fixed _ -> "fixed";
      case Allocation.Share.Percent _ -> "percent";
    };
  }

  static AllocationResponse of(Allocation allocation, Money share, int version) {
    return switch (allocation.share()) {
      case Allocation.Share.Fixed(Money amount) -> row(allocation, amount, null, share, version);
      case Allocation.Share.Percent(var percent) ->
          row(allocation, null, PercentFormat.text(percent), share, version);
    };
  }

  private static AllocationResponse row(
      Allocation of, @Nullable Money amount, @Nullable String percent, Money share, int version) {
    return new AllocationResponse(
        of.id(),
        of.name(),
        kind(of.share()),
        amount,
        percent,
        of.goal().orElse(null),
        of.bill().orElse(null),
        share,
        version);
  }
}
