package florin.planning.scenario;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bill as clients see it.
 *
 * @param version the ETag of its scenario, which an edit of the bill names in {@code If-Match}
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
    @Schema(description = "The ETag of its scenario, which an edit of the bill names in If-Match")
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
