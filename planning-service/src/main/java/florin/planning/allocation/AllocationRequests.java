package florin.planning.allocation;

import florin.events.Money;
import florin.journal.stream.Ids;
import florin.journal.web.PatchField;
import florin.journal.web.field.FieldChecks;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies that clients send. */
final class AllocationRequests {

  private AllocationRequests() {}

  @Schema(requiredProperties = "allocations")
  record SetAllocationsRequest(
      @Nullable @Schema(description = "All allocations in their order, at most 100; needed")
          List<ListedAllocationRequest> allocations) {

    /**
     * @param current what keeps its id when it is named
     */
    List<Allocation> in(Allocations current) {
      List<ListedAllocationRequest> given = FieldChecks.required(allocations, "allocations");
      return java.util.stream.IntStream.range(0, given.size())
          .mapToObj(i -> FieldChecks.required(given.get(i), "allocations/" + i).in(current, i))
          .toList();
    }
  }

  /**
   * @param id of one that is in the list already; left out for a new one
   */
  @Schema(requiredProperties = "name")
  record ListedAllocationRequest(
      @Nullable
          @Schema(description = "Of an allocation that is in the list; left out for a new one")
          UUID id,
      @Nullable @Schema(description = "1 to 120 characters; needed") String name,
      @Nullable
          @Schema(
              description =
                  "A fixed amount, 0 or more, in the scenario's currency; either this or percent")
          Money amount,
      @Nullable
          @Schema(
              example = "12.5",
              description =
                  "A percentage of the scenario's balance, 0 to 100 with at most 4 decimals, as a"
                      + " decimal string; either this or amount")
          String percent,
      @Nullable @Schema(description = "The goal that it is for, in the same currency") UUID goalId,
      @Nullable @Schema(description = "The bill of the scenario that it is for; not beside goalId")
          UUID billId) {

    private Allocation in(Allocations current, int index) {
      String at = "allocations/" + index + "/";
      if (id != null && current.list().stream().noneMatch(a -> a.id().equals(id))) {
        throw FieldChecks.invalid(
            at + "id", "id: " + id + " (expected: none, or one that is in the list)");
      }
      return new CreateAllocationRequest(name, amount, percent, goalId, billId)
          .as(id == null ? Ids.next() : id, at);
    }
  }

  @Schema(requiredProperties = "name")
  record CreateAllocationRequest(
      @Nullable @Schema(description = "1 to 120 characters; needed") String name,
      @Nullable
          @Schema(
              description =
                  "A fixed amount, 0 or more, in the scenario's currency; either this or percent")
          Money amount,
      @Nullable
          @Schema(
              example = "12.5",
              description =
                  "A percentage of the scenario's balance, 0 to 100 with at most 4 decimals, as a"
                      + " decimal string; either this or amount")
          String percent,
      @Nullable @Schema(description = "The goal that it is for, in the same currency") UUID goalId,
      @Nullable @Schema(description = "The bill of the scenario that it is for; not beside goalId")
          UUID billId) {

    Allocation as(UUID id, String at) {
      return new Allocation(
          id,
          FieldChecks.required(name, at + "name"),
          share(amount, percent, at),
          Optional.ofNullable(goalId),
          Optional.ofNullable(billId));
    }
  }

  record UpdateAllocationRequest(
      @Schema(description = "1 to 120 characters") PatchField<String> name,
      @Schema(description = "A fixed amount; it replaces a percentage")
          PatchField<@Nullable Money> amount,
      @Schema(
              implementation = String.class,
              example = "12.5",
              description = "A percentage as a decimal string; it replaces a fixed amount")
          PatchField<@Nullable String> percent,
      @Schema(description = "The goal that it is for; null clears it")
          PatchField<@Nullable UUID> goalId,
      @Schema(description = "The bill that it is for; null clears it")
          PatchField<@Nullable UUID> billId) {

    Allocation of(Allocation current) {
      return new Allocation(
          current.id(),
          name.orCurrent(current.name(), "name"),
          amount.value().isEmpty() && percent.value().isEmpty()
              ? current.share()
              : share(amount.value().orElse(null), percent.value().orElse(null), ""),
          goalId.orCleared(current.goal()),
          billId.orCleared(current.bill()));
    }
  }

  private static Allocation.Share share(
      @Nullable Money amount, @Nullable String percent, String at) {
    if (amount != null && percent == null) {
      return new Allocation.Share.Fixed(amount);
    }
    if (amount == null && percent != null) {
      return new Allocation.Share.Percent(PercentFormat.parsed(percent, at + "percent"));
    }
    throw FieldChecks.invalid(
        at + "amount",
        "amount: "
            + (amount == null ? "missing" : "beside percent")
            + " (expected: either amount or percent)");
  }
}
