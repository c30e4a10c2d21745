package florin.transactions.report;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;

/** The figures of a range of days. */
record SummaryResponse(
    @Schema(description = "First day.") LocalDate from,
    @Schema(description = "Last day, included.") LocalDate to,
    @Schema(description = "Days of the range, those without transactions included.") long days,
    @Schema(description = "The rule that makes a day an outlier.") String outlierRule,
    @Schema(description = "One part per currency with transactions in the range.")
        List<CurrencySummary> currencies) {

  static final String OUTLIER_RULE =
      "A day is an outlier if its net differs from the average net of all days of the range by more"
          + " than 2 population standard deviations.";

  /** The figures of one currency. */
  record CurrencySummary(
      @Schema(description = "Currency code.") String currency,
      @Schema(description = "Income.") ReportAmount income,
      @Schema(description = "Expenses less refunds; negative.") ReportAmount expense,
      @Schema(description = "Income and expenses together.") ReportAmount net,
      @Schema(description = "Income per day of the range, rounded to the currency.")
          Money averageIncome,
      @Schema(description = "Expenses per day of the range, rounded to the currency.")
          Money averageExpense,
      @Schema(description = "Net per day of the range, rounded to the currency.") Money averageNet,
      @Schema(description = "Median of the expenses of all days of the range.") Money medianExpense,
      @Schema(description = "Median of the net of all days of the range.") Money medianNet,
      @Schema(
              description =
                  "Population standard deviation of the net of all days, rounded to the currency.")
          Money deviation,
      @Schema(
              description =
                  "Slope of the least-squares line through the net of all days: change per day,"
                      + " rounded to the currency.")
          Money trend,
      @Schema(description = "Days with transactions.") long activeDays,
      @Schema(description = "The days with the highest net, at most three.") List<Day> bestDays,
      @Schema(description = "The days with the lowest net, at most three.") List<Day> worstDays,
      @Schema(description = "The outliers, by date.") List<Day> outliers) {}

  /** The net of a day. */
  record Day(
      @Schema(description = "The day.") LocalDate date,
      @Schema(description = "Its income and expenses together.") ReportAmount net) {}
}
