package florin.transactions.report;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.transactions.report.SummaryResponse.CurrencySummary;
import florin.transactions.report.SummaryResponse.Day;
import florin.transactions.report.period.ReportRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Statistics over the calendar days of a range; exact until they are rounded at the end. */
final class Summary {

  private static final MathContext PRECISE = MathContext.DECIMAL128;
  private static final BigDecimal TWO = new BigDecimal(2);
  private static final int SHOWN = 3;

  private final ReportContext report;
  private final String currency;
  private final List<PartSum> sums;
  private final Map<LocalDate, List<PartSum>> byDay;
  private final List<ReportRange> days;

  private Summary(
      ReportContext report, String currency, List<PartSum> sums, List<ReportRange> days) {
    this.report = report;
    this.currency = currency;
    this.sums = sums;
    this.byDay = sums.stream().collect(Collectors.groupingBy(PartSum::period));
    this.days = days;
  }

  static SummaryResponse of(ReportContext report, List<ReportRange> days, List<PartSum> sums) {
    return new SummaryResponse(
        report.range().from(),
        report.range().to(),
        report.range().days(),
        SummaryResponse.OUTLIER_RULE,
        ReportContext.perCurrency(
            sums, entry -> new Summary(report, entry.getKey(), entry.getValue(), days).response()));
  }

  private CurrencySummary response() {
    List<PartSum> in = ReportContext.ofKind(sums, true);
    List<PartSum> out = ReportContext.ofKind(sums, false);
    List<BigDecimal> nets = days.stream().map(day -> PartSum.amount(on(day))).toList();
    List<BigDecimal> expenses =
        days.stream().map(day -> PartSum.amount(ReportContext.ofKind(on(day), false))).toList();
    BigDecimal mean = mean(nets);
    BigDecimal variance = variance(nets, mean);
    return new CurrencySummary(
        currency,
        ReportContext.amount(currency, in, report.query(true)),
        ReportContext.amount(currency, out, report.query(false)),
        ReportContext.amount(currency, sums, report.query()),
        rounded(average(in)),
        rounded(average(out)),
        rounded(mean),
        rounded(median(expenses)),
        rounded(median(nets)),
        rounded(variance.sqrt(PRECISE)),
        rounded(slope(nets, mean)),
        byDay.size(),
        extremes(true),
        extremes(false),
        outliers(mean, variance));
  }

  private List<PartSum> on(ReportRange day) {
    return byDay.getOrDefault(day.from(), List.of());
  }

  private BigDecimal average(List<PartSum> of) {
    return PartSum.amount(of).divide(BigDecimal.valueOf(days.size()), PRECISE);
  }

  private static BigDecimal mean(List<BigDecimal> values) {
    return values.stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(values.size()), PRECISE);
  }

  private static BigDecimal variance(List<BigDecimal> values, BigDecimal mean) {
    return mean(
        values.stream()
            .map(value -> value.subtract(mean).multiply(value.subtract(mean), PRECISE))
            .toList());
  }

  private static BigDecimal median(List<BigDecimal> values) {
    List<BigDecimal> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).add(sorted.get(middle)).divide(TWO, PRECISE);
  }

  private static BigDecimal slope(List<BigDecimal> values, BigDecimal mean) {
    BigDecimal middle = BigDecimal.valueOf(values.size() - 1L).divide(TWO, PRECISE);
    BigDecimal products = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (int i = 0; i < values.size(); i++) {
      BigDecimal distance = BigDecimal.valueOf(i).subtract(middle);
      products = products.add(distance.multiply(values.get(i).subtract(mean)));
      squares = squares.add(distance.multiply(distance));
    }
    return squares.signum() == 0 ? BigDecimal.ZERO : products.divide(squares, PRECISE);
  }

  private Money rounded(BigDecimal amount) {
    CurrencyCode code = new CurrencyCode(currency);
    int decimals = code.decimals().orElse(Money.SCALE);
    return new Money(amount.setScale(decimals, RoundingMode.HALF_EVEN), code);
  }

  private List<Day> extremes(boolean best) {
    Comparator<Day> order = Comparator.comparing(day -> day.net().amount().amount());
    return days.stream()
        .filter(day -> byDay.containsKey(day.from()))
        .map(this::day)
        .filter(day -> day.net().amount().amount().signum() == (best ? 1 : -1))
        .sorted((best ? order.reversed() : order).thenComparing(Day::date))
        .limit(SHOWN)
        .toList();
  }

  private List<Day> outliers(BigDecimal mean, BigDecimal variance) {
    BigDecimal limit = variance.multiply(TWO.multiply(TWO));
    List<Day> found = new ArrayList<>();
    for (ReportRange day : days) {
      BigDecimal distance = PartSum.amount(on(day)).subtract(mean);
      if (distance.multiply(distance, PRECISE).compareTo(limit) > 0) {
        found.add(day(day));
      }
    }
    return found;
  }

  private Day day(ReportRange day) {
    return new Day(
        day.from(),
        ReportContext.amount(currency, on(day), ReportContext.within(report.query(), day)));
  }
}
