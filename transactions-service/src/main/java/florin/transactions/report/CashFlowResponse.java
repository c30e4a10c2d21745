package florin.transactions.report;

import florin.transactions.list.FilterQuery;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Income and expenses per period. */
record CashFlowResponse(
    @Schema(description = "First day.") LocalDate from,
    @Schema(description = "Last day, included.") LocalDate to,
    @Schema(
            description = "Length of a period; weeks begin on Monday.",
            allowableValues = {"day", "week", "month", "quarter", "year"})
        String interval,
    @Schema(description = "One part per currency with transactions in the range.")
        List<CurrencyCashFlow> currencies) {

  /** Income and expenses of one currency. */
  record CurrencyCashFlow(
      @Schema(description = "Currency code.") String currency,
      @Schema(description = "Income of the whole range.") ReportAmount income,
      @Schema(description = "Expenses of the whole range, less refunds; negative.")
          ReportAmount expense,
      @Schema(description = "Income and expenses together.") ReportAmount net,
      @Schema(description = "Every period of the range, those without transactions included.")
          List<CashFlowPeriod> periods) {}

  /** Income and expenses of one period. */
  record CashFlowPeriod(
      @Schema(description = "First day, not before the range.") LocalDate from,
      @Schema(description = "Last day, not after the range.") LocalDate to,
      @Schema(description = "Income.") ReportAmount income,
      @Schema(description = "Expenses less refunds; negative.") ReportAmount expense,
      @Schema(description = "Income and expenses together.") ReportAmount net) {}

  static CashFlowResponse of(
      ReportContext report,
      ReportInterval interval,
      List<ReportRange> periods,
      List<PartSum> sums) {
    return new CashFlowResponse(
        report.range().from(),
        report.range().to(),
        interval.label(),
        ReportContext.perCurrency(
            sums,
            entry -> ofCurrency(report, interval, periods, entry.getKey(), entry.getValue())));
  }

  private static CurrencyCashFlow ofCurrency(
      ReportContext report,
      ReportInterval interval,
      List<ReportRange> periods,
      String currency,
      List<PartSum> sums) {
    Map<LocalDate, List<PartSum>> byStart =
        sums.stream().collect(Collectors.groupingBy(PartSum::period));
    return new CurrencyCashFlow(
        currency,
        kind(currency, sums, report.query(true), true),
        kind(currency, sums, report.query(false), false),
        ReportContext.amount(currency, sums, report.query()),
        periods.stream()
            .map(
                period ->
                    period(
                        report,
                        period,
                        currency,
                        byStart.getOrDefault(interval.start(period.from()), List.of())))
            .toList());
  }

  private static CashFlowPeriod period(
      ReportContext report, ReportRange period, String currency, List<PartSum> sums) {
    return new CashFlowPeriod(
        period.from(),
        period.to(),
        kind(currency, sums, ReportContext.within(report.query(true), period), true),
        kind(currency, sums, ReportContext.within(report.query(false), period), false),
        ReportContext.amount(currency, sums, ReportContext.within(report.query(), period)));
  }

  private static ReportAmount kind(
      String currency, List<PartSum> sums, FilterQuery query, boolean income) {
    return ReportContext.amount(currency, ReportContext.ofKind(sums, income), query);
  }
}
