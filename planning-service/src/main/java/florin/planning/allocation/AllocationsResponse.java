package florin.planning.allocation;

import florin.events.Money;
import florin.journal.web.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The allocations of a scenario's balance.
 *
 * @param remaining never less than zero
 * @param shortfall what the balance lacks
 * @param version the list's own ETag
 */
record AllocationsResponse(
    @Schema(description = "The scenario whose balance is shared out") UUID scenarioId,
    @Schema(description = "The allocations, in their order") List<AllocationResponse> items,
    @Schema(description = "The scenario's starting balance") Money balance,
    @Schema(example = "100", description = "The sum of the percentages") String percent,
    @Schema(description = "The sum of all shares") Money allocated,
    @Schema(description = "What is left of the balance, never below 0") Money remaining,
    @Schema(description = "What the balance lacks for the shares; 0 if it is enough")
        Money shortfall,
    @Schema(description = "The list's own ETag, which an edit of it names in If-Match") int version,
    @Nullable String next) {

  /** The same with some of the items. */
  AllocationsResponse with(Page<AllocationResponse> page) {
    return new AllocationsResponse(
        scenarioId,
        page.items(),
        balance,
        percent,
        allocated,
        remaining,
        shortfall,
        version,
        page.next());
  }

  static AllocationsResponse of(UUID scenario, Money balance, List<Allocation> list, int version) {
    AllocatedBalance allocatedBalance = AllocatedBalance.of(balance, list);
    return new AllocationsResponse(
        scenario,
        IntStream.range(0, list.size())
            .mapToObj(
                i -> AllocationResponse.of(list.get(i), allocatedBalance.parts().get(i), version))
            .toList(),
        balance,
        PercentFormat.text(allocatedBalance.percent()),
        allocatedBalance.allocated(),
        allocatedBalance.remaining(),
        allocatedBalance.shortfall(),
        version,
        null);
  }
}
