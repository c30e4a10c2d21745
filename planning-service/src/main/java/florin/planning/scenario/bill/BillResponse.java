package florin.planning.scenario.bill;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bill as clients see it.
 *
 * @param version its ETag: the version of its scenario with the last change of the bill
 */
public record BillResponse(
    @Schema(description = "The bill's id") UUID id,
    @Schema(description = "The scenario it is planned in") UUID scenarioId,
    @Schema(description = "Its name") String name,
    @Schema(description = "The amount to pay each time, never below 0") Money amount,
    @Nullable @Schema(description = "The first day on which it is due; without one it is never due")
        LocalDate dueDate,
    @Schema(
            description = "How often it is due, counted from dueDate",
            allowableValues = {
              "once",
              "weekly",
              "biweekly",
              "semi-monthly",
              "monthly",
              "quarterly",
              "yearly"
            })
        String frequency,
    @Nullable @Schema(description = "The account it is paid from; null: the scenario's")
        UUID accountId,
    @Nullable @Schema(description = "The category of its payments; of a merged one the survivor")
        UUID categoryId,
    @Nullable
        @Schema(description = "Every day up to this one, it included, on which it is due is paid")
        LocalDate paidThrough,
    @Nullable
        @Schema(
            description =
                "The recurring series whose expected amount and due dates it follows; amount is"
                    + " then that of the series")
        UUID seriesId,
    @Nullable
        @Schema(
            description =
                "The first due date after paidThrough, in the past if it is overdue; without"
                    + " paidThrough, the first from today on in the user's time zone. Marks of"
                    + " single due dates as paid or unpaid count. Null if it is not due again")
        LocalDate nextDue,
    @Schema(
            description =
                "The amount per month if the payments of a year are spread evenly over its months;"
                    + " 0 for a bill that does not recur")
        Money monthlyAmount,
    @Schema(
            description =
                "The ETag, which an edit of the bill names in If-Match; it changes with the bill"
                    + " only")
        int version) {

  /** Whether two bills differ in nothing but in whose they are. */
  public boolean costsTheSame(BillResponse other) {
    return amount.equals(other.amount)
        && frequency.equals(other.frequency)
        && Objects.equals(dueDate, other.dueDate)
        && Objects.equals(accountId, other.accountId)
        && Objects.equals(categoryId, other.categoryId)
        && Objects.equals(paidThrough, other.paidThrough)
        && Objects.equals(seriesId, other.seriesId);
  }
}
