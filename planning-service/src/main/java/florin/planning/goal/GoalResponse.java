package florin.planning.goal;

import florin.events.Money;
import florin.planning.goal.share.PayOff;
import florin.planning.goal.share.Share;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A goal as clients see it. */
record GoalResponse(
    @Schema(description = "The goal's id") UUID id,
    @Schema(
            allowableValues = {"save", "pay-off"},
            description = "save: to have the target; pay-off: to reduce a debt by the target")
        String kind,
    @Schema(description = "Its name") String name,
    @Schema(
            description =
                "The amount to have (kind save) or by which the debt is to be reduced (kind"
                    + " pay-off)")
        Money target,
    @Nullable @Schema(description = "The day by which it is to be reached") LocalDate dueDate,
    @Nullable
        @Schema(
            description =
                "The account on which the money is gathered, or the account in debt (kind"
                    + " pay-off)")
        UUID accountId,
    @Nullable @Schema(description = "The amount that the user plans for every month")
        Money monthlyContribution,
    @Nullable @Schema(description = "The user's note") String note,
    @Schema(
            allowableValues = {"open", "reached", "abandoned"},
            description = "As its user declared it, whatever the balance of the account is")
        String state,
    @Nullable
        @Schema(
            description =
                "Kind save: the part of the account's balance, or of the active scenario's"
                    + " allocations, that counts for this goal; never below 0. It can exceed the"
                    + " target. Null for kind pay-off")
        Money saved,
    @Nullable
        @Schema(
            description =
                "Kind pay-off: the debt that progress is counted from. Null for kind save")
        Money startDebt,
    @Nullable
        @Schema(
            description =
                "Kind pay-off: the debt of the account now, as an amount above 0, and 0 without a"
                    + " debt. Null for kind save, and while no balance of the account is known")
        Money currentDebt,
    @Nullable
        @Schema(
            description =
                "Kind pay-off: startDebt less currentDebt, as far as it counts for this goal; never"
                    + " below 0. Null for kind save")
        Money paidOff,
    @Schema(
            description =
                "What is still to be saved or paid off; never below 0. A debt that has grown since"
                    + " the start adds to it")
        Money remaining,
    @Schema(
            minimum = "0",
            maximum = "100",
            description = "What is saved or paid off as a percentage of the target, rounded down")
        int progress,
    @Nullable
        @Schema(
            description =
                "What must be put aside every month from today to reach the target by dueDate,"
                    + " rounded up to the currency's smallest unit: remaining divided by the months"
                    + " until dueDate, a begun month counts whole. All of remaining in the last"
                    + " month, on dueDate and after it. Null without a dueDate")
        Money requiredMonthly,
    @Nullable
        @Schema(
            description =
                "The day on which the target is reached if it goes on as projectedFrom describes;"
                    + " null if it is never reached like that or not within a hundred years")
        LocalDate projectedDate,
    @Nullable
        @Schema(
            allowableValues = {"contribution", "pace"},
            description =
                "contribution: monthlyContribution is put aside every month; pace: as much comes"
                    + " onto the account as in the last 90 days, and goals before this one have it"
                    + " first. Null if nothing remains or neither is known")
        String projectedFrom,
    @Schema(description = "Why the goal has the part of a balance that it has") ShareRow share,
    @Schema(description = "The ETag, which an edit names in If-Match") int version) {

  /** The reason for the part of a balance that counts for a goal. */
  @Schema(
      name = "GoalShare",
      description =
          "Why the goal has the part that it has. Goals on one account share its balance in order:"
              + " open ones before reached ones, then by dueDate (those without one last), then by"
              + " creation. Each has at most its target; what is left when all targets are met"
              + " counts for the last open one. What the active scenario of that account allocates"
              + " to goals without an account is taken off first. Goals of kind pay-off on one"
              + " account share what was paid off in the same order.")
  record ShareRow(
      @Schema(
              allowableValues = {"sole", "order", "allocation", "abandoned"},
              description =
                  "sole: no other goal shares the account; order: it is shared in order;"
                      + " allocation: the goal has no account and counts what the active scenario"
                      + " of its currency allocates to it; abandoned: nothing counts for it")
          String basis,
      @Nullable
          @Schema(
              description =
                  "The balance of the account, below 0 if it is in debt; null without an account"
                      + " or if it is not known")
          Money accountBalance,
      @Schema(description = "What counts for others before this goal") Money takenBefore,
      @Schema(description = "The place of this goal in the order, from 1") int position,
      @Schema(description = "How many goals share, this one included") int goals) {}

  static GoalResponse of(
      GoalDetails goalDetails, String state, Share share, GoalProgress goalProgress, int version) {
    boolean saves = goalDetails.kind() == GoalKind.SAVE;
    return new GoalResponse(
        goalDetails.id(),
        goalDetails.kind().text(),
        goalDetails.name(),
        goalDetails.target(),
        goalDetails.dueDate().orElse(null),
        goalDetails.account().orElse(null),
        goalDetails.monthly().orElse(null),
        goalDetails.note().orElse(null),
        state,
        saves ? goalProgress.achieved() : null,
        goalDetails.startDebt().orElse(null),
        saves ? null : money(goalDetails, share.balance().map(PayOff::debt).orElse(null)),
        saves ? null : goalProgress.achieved(),
        goalProgress.remaining(),
        goalProgress.percent(),
        goalProgress.required().orElse(null),
        goalProgress.projected().orElse(null),
        goalProgress.basis().map(GoalProgress.Basis::text).orElse(null),
        new ShareRow(
            share.basis().text(),
            money(goalDetails, share.balance().orElse(null)),
            new Money(share.before(), goalDetails.target().currency()),
            share.place(),
            share.goals()),
        version);
  }

  private static @Nullable Money money(GoalDetails goalDetails, @Nullable BigDecimal amount) {
    return amount == null ? null : new Money(amount, goalDetails.target().currency());
  }
}
