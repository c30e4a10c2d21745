package florin.transactions.report;

import florin.events.Money;
import florin.transactions.report.period.ReportRange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Income and expenses beside those of the period before and of the year before. */
record ComparisonResponse(
    @Schema(description = "The days that were asked for.") Days current,
    @Schema(
            description =
                "The days before them: as many whole months if they are whole months, else as many"
                    + " days.")
        Days previous,
    @Schema(description = "The same days a year before.") Days lastYear,
    @Schema(description = "One part per currency with transactions on any of these days.")
        List<CurrencyComparison> currencies) {

  /** Days, both ends included. */
  record Days(
      @Schema(description = "First day.") LocalDate from,
      @Schema(description = "Last day.") LocalDate to) {

    static Days of(ReportRange range) {
      return new Days(range.from(), range.to());
    }
  }

  /** The comparison of one currency. */
  record CurrencyComparison(
      @Schema(description = "Currency code.") String currency,
      @Schema(description = "Income.") Compared income,
      @Schema(description = "Expenses less refunds; negative.") Compared expense,
      @Schema(description = "Income and expenses together.") Compared net,
      @Schema(description = "Categories with amounts, parents before their children.")
          List<ComparedCategory> categories) {}

  /** One figure of three periods. */
  record Compared(
      @Schema(description = "On the days that were asked for.") ReportAmount current,
      @Schema(description = "On the days before them.") ReportAmount previous,
      @Schema(description = "On the same days a year before.") ReportAmount lastYear,
      @Schema(description = "Difference from the days before.") Change fromPrevious,
      @Schema(description = "Difference from the year before.") Change fromLastYear) {}

  /** A difference. */
  record Change(
      @Schema(description = "Current less compared; negative = less income or more expenses.")
          Money amount,
      @Schema(
              description =
                  "In percent of the magnitude of the compared figure, two decimals; absent if that"
                      + " is 0.")
          @Nullable BigDecimal percent) {}

  /** One category with everything under it. */
  record ComparedCategory(
      @Schema(description = "The category; absent for amounts without one.") @Nullable UUID id,
      @Schema(description = "Its name; absent for amounts without one.") @Nullable String name,
      @Schema(description = "The category above it; absent at the top.") @Nullable UUID parentId,
      @Schema(
              description = "Kind of its amounts.",
              allowableValues = {"income", "expense"})
          String kind,
      @Schema(description = "Its sums with those of the categories under it.") Compared amounts) {}
}
