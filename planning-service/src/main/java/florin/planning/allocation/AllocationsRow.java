package florin.planning.allocation;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * How a scenario's balance is shared out, as clients see it.
 *
 * @param remaining never less than zero
 * @param shortfall what the balance lacks
 * @param version the list's own ETag
 */
record AllocationsRow(
    UUID scenarioId,
    List<AllocationRow> items,
    Money balance,
    @Schema(example = "100") String percent,
    Money allocated,
    Money remaining,
    Money shortfall,
    int version) {

  static AllocationsRow of(UUID scenario, Money balance, List<Allocation> list, int version) {
    Split split = Split.of(balance, list);
    return new AllocationsRow(
        scenario,
        IntStream.range(0, list.size())
            .mapToObj(i -> AllocationRow.of(list.get(i), split.parts().get(i)))
            .toList(),
        balance,
        Percents.text(split.percent()),
        split.allocated(),
        split.remaining(),
        split.shortfall(),
        version);
  }
}
