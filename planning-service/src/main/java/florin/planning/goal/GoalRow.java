package florin.planning.goal;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A goal as clients see it.
 *
 * @param savedFrom what {@code saved} is: the balance of the account, or what the plan that counts
 *     in the goal's currency allocates to it
 */
record GoalRow(
    UUID id,
    String name,
    Money target,
    @Nullable LocalDate dueDate,
    @Nullable UUID accountId,
    @Nullable Money monthlyContribution,
    @Nullable String note,
    @Schema(allowableValues = {"open", "reached", "abandoned"}) String state,
    Money saved,
    @Schema(allowableValues = {"account", "allocations"}) String savedFrom,
    Money remaining,
    @Schema(description = "Percent of the target, rounded down, at most 100") int progress,
    @Nullable Money requiredMonthly,
    @Nullable LocalDate projectedDate,
    @Nullable @Schema(allowableValues = {"contribution", "pace"}) String projectedFrom,
    int version) {

  static GoalRow of(Aim aim, String state, Progress progress, int version) {
    return new GoalRow(
        aim.id(),
        aim.name(),
        aim.target(),
        aim.dueDate().orElse(null),
        aim.account().orElse(null),
        aim.monthly().orElse(null),
        aim.note().orElse(null),
        state,
        progress.saved(),
        aim.account().isPresent() ? "account" : "allocations",
        progress.remaining(),
        progress.percent(),
        progress.required().orElse(null),
        progress.projected().orElse(null),
        progress.basis().map(Progress.Basis::text).orElse(null),
        version);
  }
}
