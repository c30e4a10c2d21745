package florin.transactions.report;

import florin.events.Money;
import florin.transactions.filter.FilterQuery;
import florin.transactions.report.ComparisonResponse.Change;
import florin.transactions.report.ComparisonResponse.Compared;
import florin.transactions.report.ComparisonResponse.ComparedCategory;
import florin.transactions.report.ComparisonResponse.CurrencyComparison;
import florin.transactions.report.ComparisonResponse.Days;
import florin.transactions.report.PartSums.Grouping;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** Compares three periods, in total and by category. */
final class Comparison {

  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private record Period(ReportContext report, List<PartSum> sums) {

    private List<PartSum> of(Predicate<PartSum> which) {
      return sums.stream().filter(which).toList();
    }
  }

  private final Period current;
  private final Period previous;
  private final Period lastYear;

  private Comparison(Period current, Period previous, Period lastYear) {
    this.current = current;
    this.previous = previous;
    this.lastYear = lastYear;
  }

  static Mono<ComparisonResponse> of(ReportContext report) {
    return period(report)
        .zipWhen(_ -> period(report.on(report.range().before())))
        .zipWhen(_ -> period(report.on(report.range().lastYear())))
        .map(
            found ->
                new Comparison(found.getT1().getT1(), found.getT1().getT2(), found.getT2())
                    .response());
  }

  private static Mono<Period> period(ReportContext report) {
    return report.sums(Grouping.CATEGORY, null).map(sums -> new Period(report, sums));
  }

  private ComparisonResponse response() {
    TreeSet<String> currencies = new TreeSet<>();
    for (Period period : List.of(current, previous, lastYear)) {
      period.sums.forEach(sum -> currencies.add(sum.currency()));
    }
    return new ComparisonResponse(
        Days.of(current.report.range()),
        Days.of(previous.report.range()),
        Days.of(lastYear.report.range()),
        currencies.stream().map(this::ofCurrency).toList());
  }

  private CurrencyComparison ofCurrency(String currency) {
    Predicate<PartSum> in = sum -> sum.currency().equals(currency);
    return new CurrencyComparison(
        currency,
        compared(currency, in.and(PartSum::income), report -> report.query(true)),
        compared(currency, in.and(sum -> !sum.income()), report -> report.query(false)),
        compared(currency, in, report -> report.query()),
        categories(currency, in));
  }

  private record Kind(boolean income, Optional<UUID> category) {}

  private List<ComparedCategory> categories(String currency, Predicate<PartSum> in) {
    Map<Kind, Boolean> kinds = new LinkedHashMap<>();
    for (Period period : List.of(current, previous, lastYear)) {
      for (PartSum sum : period.of(in)) {
        List<Optional<UUID>> chain = chain(sum);
        chain.forEach(category -> kinds.put(new Kind(sum.income(), category), true));
      }
    }
    List<ComparedCategory> found = new ArrayList<>();
    kinds.keySet().stream()
        .sorted(
            java.util.Comparator.comparing(
                    (Kind kind) ->
                        kind.category
                            .map(id -> String.join("\n", current.report.categories().path(id)))
                            .orElse("\uffff"))
                .thenComparing(kind -> kind.income ? 0 : 1))
        .forEach(kind -> found.add(category(currency, in, kind)));
    return found;
  }

  /** The category of a sum and those above it. */
  private List<Optional<UUID>> chain(PartSum sum) {
    List<Optional<UUID>> chain = new ArrayList<>();
    Optional<UUID> at = survivor(sum);
    chain.add(at);
    while (at.isPresent()) {
      at = current.report.categories().parent(at.get());
      if (at.isPresent()) {
        chain.add(at);
      }
    }
    return chain;
  }

  private Optional<UUID> survivor(PartSum sum) {
    return Optional.ofNullable(sum.key()).map(current.report.categories()::survivor);
  }

  private ComparedCategory category(String currency, Predicate<PartSum> in, Kind kind) {
    UUID id = kind.category.orElse(null);
    Predicate<PartSum> under =
        in.and(sum -> sum.income() == kind.income && chain(sum).contains(kind.category));
    return new ComparedCategory(
        id,
        id == null ? null : current.report.categories().name(id),
        kind.category.flatMap(current.report.categories()::parent).orElse(null),
        kind.income ? "income" : "expense",
        compared(currency, under, report -> report.category(report.query(kind.income), id, false)));
  }

  private Compared compared(
      String currency, Predicate<PartSum> which, Function<ReportContext, FilterQuery> query) {
    ReportAmount now = amount(current, currency, which, query);
    ReportAmount before = amount(previous, currency, which, query);
    ReportAmount yearBefore = amount(lastYear, currency, which, query);
    return new Compared(now, before, yearBefore, change(now, before), change(now, yearBefore));
  }

  private static ReportAmount amount(
      Period period,
      String currency,
      Predicate<PartSum> which,
      Function<ReportContext, FilterQuery> query) {
    return ReportContext.amount(currency, period.of(which), query.apply(period.report));
  }

  private static Change change(ReportAmount now, ReportAmount compared) {
    Money difference = now.amount().plus(compared.amount().negate());
    BigDecimal whole = compared.amount().amount().abs();
    return new Change(
        difference,
        whole.signum() == 0
            ? null
            : difference.amount().multiply(HUNDRED).divide(whole, 2, RoundingMode.HALF_EVEN));
  }
}
