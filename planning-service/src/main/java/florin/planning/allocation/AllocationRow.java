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
record AllocationRow(
    UUID id,
    String name,
    @Schema(allowableValues = {"fixed", "percent"}) String kind,
    @Nullable Money amount,
    @Nullable @Schema(example = "12.5") String percent,
    @Nullable UUID goalId,
    @Nullable UUID billId,
    Money share) {

  /** The kind of a share, as rows and answers spell it. */
  static String kind(Allocation.Share share) {
    return switch (share) {
      case Allocation.Share.Fixed _ -> "fixed";
      case Allocation.Share.Percent _ -> "percent";
    };
  }

  static AllocationRow of(Allocation allocation, Money share) {
    return switch (allocation.share()) {
      case Allocation.Share.Fixed(Money amount) -> row(allocation, amount, null, share);
      case Allocation.Share.Percent(var percent) ->
          row(allocation, null, Percents.text(percent), share);
    };
  }

  private static AllocationRow row(
      Allocation of, @Nullable Money amount, @Nullable String percent, Money share) {
    return new AllocationRow(
        of.id(),
        of.name(),
        kind(of.share()),
        amount,
        percent,
        of.goal().orElse(null),
        of.bill().orElse(null),
        share);
  }
}
