package florin.transactions.report;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Income or expenses in groups: by category, merchant, tag or account. */
@Schema(name = "GroupedReport")
record GroupsResponse(
    @Schema(description = "First day.") LocalDate from,
    @Schema(description = "Last day, included.") LocalDate to,
    @Schema(
            description = "Kind of the amounts.",
            allowableValues = {"income", "expense"})
        String kind,
    @Schema(
            description = "What the amounts are grouped by.",
            allowableValues = {"category", "merchant", "tag", "account"})
        String groupBy,
    @Schema(description = "One part per currency with such amounts in the range.")
        List<CurrencyGroups> currencies) {

  /** The groups of one currency. */
  record CurrencyGroups(
      @Schema(description = "Currency code.") String currency,
      @Schema(
              description =
                  "All amounts. It is the sum of the groups, except that an amount with several"
                      + " tags is in several groups.")
          ReportAmount total,
      @Schema(
              description =
                  "The groups, the largest first. Categories are a tree: these are at its top.")
          List<ReportGroup> groups) {}

  /** One group. */
  record ReportGroup(
      @Schema(
              description =
                  "Category, merchant or account; absent for a tag and for amounts without one.")
          @Nullable UUID id,
      @Schema(
              description =
                  "Name of the category, merchant, tag or account; absent for amounts without one.")
          @Nullable String name,
      @Schema(description = "Sum of the group, of a category with everything under it.")
          ReportAmount amount,
      @Schema(description = "Part of the total in percent, two decimals; absent if the total is 0.")
          @Nullable BigDecimal share,
      @Schema(
              description =
                  "Of a category with others under it, the amounts in itself alone, if there are"
                      + " any.")
          @Nullable ReportAmount own,
      @Schema(description = "Months of the range with their sums; empty if no trend was asked for.")
          List<TrendMonth> trend,
      @Schema(description = "Categories under it that have amounts, the largest first.")
          List<ReportGroup> children) {}

  /** The sum of a month; its transactions are those of the group with the days of the month. */
  record TrendMonth(
      @Schema(description = "First day of the month.") LocalDate month,
      @Schema(
              description =
                  "Sum of the days of the month that are in the range. Its transactions: the path"
                      + " of the group with these days as from and to.")
          Money amount) {}
}
