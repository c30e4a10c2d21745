package florin.transactions.report;

import florin.transactions.filter.FilterQuery;
import florin.transactions.report.period.ReportInterval;
import florin.transactions.report.period.ReportRange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  private static final String IN =
      "Money that came in by transfers between your accounts; absent if direction is out.";
  private static final String OUT =
      "Money that went out by transfers between your accounts; absent if direction is in.";

  /** Income and expenses of one currency. */
  record CurrencyCashFlow(
      @Schema(description = "Currency code.") String currency,
      @Schema(description = "Income of the whole range.") ReportAmount income,
      @Schema(description = "Expenses of the whole range, less refunds; negative.")
          ReportAmount expense,
      @Schema(description = "Income and expenses together.") ReportAmount net,
      @Schema(description = IN) @Nullable ReportAmount transfersIn,
      @Schema(description = OUT) @Nullable ReportAmount transfersOut,
      @Schema(description = "Every period of the range, those without transactions included.")
          List<CashFlowPeriod> periods) {}

  /** Income and expenses of one period. */
  record CashFlowPeriod(
      @Schema(description = "First day, not before the range.") LocalDate from,
      @Schema(description = "Last day, not after the range.") LocalDate to,
      @Schema(description = "Income.") ReportAmount income,
      @Schema(description = "Expenses less refunds; negative.") ReportAmount expense,
      @Schema(description = "Income and expenses together.") ReportAmount net,
      @Schema(description = IN) @Nullable ReportAmount transfersIn,
      @Schema(description = OUT) @Nullable ReportAmount transfersOut) {}

  /**
   * @param transfers by direction
   */
  static CashFlowResponse of(
      ReportContext report,
      ReportInterval interval,
      List<ReportRange> periods,
      List<PartSum> sums,
      List<PartSum> transfers) {
    return new CashFlowResponse(
        report.range().from(),
        report.range().to(),
        interval.label(),
        Stream.concat(sums.stream(), transfers.stream())
            .map(PartSum::currency)
            .distinct()
            .sorted()
            .map(
                currency ->
                    ofCurrency(
                        report,
                        interval,
                        periods,
                        new Figures(currency, of(currency, sums), of(currency, transfers))))
            .toList());
  }

  private static List<PartSum> of(String currency, List<PartSum> sums) {
    return sums.stream().filter(sum -> sum.currency().equals(currency)).toList();
  }

  private record Figures(String currency, List<PartSum> sums, List<PartSum> transfers) {

    ReportAmount kind(FilterQuery query, boolean income) {
      return ReportContext.amount(
          currency,
          ReportContext.ofKind(sums, income),
          query.one("kind", income ? "income" : "expense"));
    }

    ReportAmount net(FilterQuery query) {
      return ReportContext.amount(currency, sums, query);
    }

    @Nullable ReportAmount transfers(ReportContext report, FilterQuery query, String direction) {
      String asked = report.asked().direction();
      return asked != null && !asked.equals(direction)
          ? null
          : ReportContext.amount(
              currency,
              transfers.stream().filter(sum -> direction.equals(sum.label())).toList(),
              query.one("transfers", "only").one("direction", direction));
    }
  }

  private static CurrencyCashFlow ofCurrency(
      ReportContext report, ReportInterval interval, List<ReportRange> periods, Figures all) {
    Map<LocalDate, List<PartSum>> sums =
        all.sums.stream().collect(Collectors.groupingBy(PartSum::period));
    Map<LocalDate, List<PartSum>> transfers =
        all.transfers.stream().collect(Collectors.groupingBy(PartSum::period));
    FilterQuery query = report.query();
    return new CurrencyCashFlow(
        all.currency,
        all.kind(query, true),
        all.kind(query, false),
        all.net(query),
        all.transfers(report, query, "in"),
        all.transfers(report, query, "out"),
        periods.stream()
            .map(
                period ->
                    period(
                        report,
                        period,
                        new Figures(
                            all.currency,
                            sums.getOrDefault(interval.start(period.from()), List.of()),
                            transfers.getOrDefault(interval.start(period.from()), List.of()))))
            .toList());
  }

  private static CashFlowPeriod period(ReportContext report, ReportRange period, Figures figures) {
    FilterQuery query = ReportContext.within(report.query(), period);
    return new CashFlowPeriod(
        period.from(),
        period.to(),
        figures.kind(query, true),
        figures.kind(query, false),
        figures.net(query),
        figures.transfers(report, query, "in"),
        figures.transfers(report, query, "out"));
  }
}
