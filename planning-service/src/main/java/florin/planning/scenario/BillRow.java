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
public record BillRow(
    UUID id,
    UUID scenarioId,
    String name,
    Money amount,
    @Nullable LocalDate dueDate,
    @Schema(
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
    @Nullable UUID accountId,
    @Nullable UUID categoryId,
    @Nullable LocalDate paidThrough,
    int version) {

  /** Whether two bills differ in nothing but in whose they are. */
  public boolean costsTheSame(BillRow other) {
    return amount.equals(other.amount)
        && frequency.equals(other.frequency)
        && Objects.equals(dueDate, other.dueDate)
        && Objects.equals(accountId, other.accountId)
        && Objects.equals(categoryId, other.categoryId)
        && Objects.equals(paidThrough, other.paidThrough);
  }
}
