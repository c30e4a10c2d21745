package florin.transactions.report;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.transactions.category.CategoryIndex;
import florin.transactions.filter.FilterQuery;
import florin.transactions.filter.Inclusion;
import florin.transactions.filter.MatchedFilter;
import florin.transactions.filter.TransactionFilter;
import florin.transactions.report.PartSums.Grouping;
import florin.transactions.report.period.ReportInterval;
import florin.transactions.report.period.ReportRange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One report: the requested filter, the filter resolved for the user, and the days.
 *
 * @param asked makes the paths of lists
 */
record ReportContext(
    Session session, TransactionFilter asked, MatchedFilter matched, ReportRange range) {

  /**
   * @param months whether the default range is of twelve months
   */
  static Mono<ReportContext> of(
      Session session, UUID user, TransactionFilter asked, Instant now, boolean months) {
    return MatchedFilter.ofReport(session, user, asked)
        .map(
            matched -> {
              ReportRange range =
                  ReportRange.of(asked.from(), asked.to(), now, matched.zone(), months);
              return new ReportContext(
                  session, asked.within(range.from(), range.to()), matched, range);
            });
  }

  /** Refuses the parameter {@code kind} where a report shows both kinds. */
  static TransactionFilter ofBothKinds(TransactionFilter asked) {
    if (asked.details().kind() != null) {
      throw new Rejection(
          "invalid-parameter",
          "kind: '" + asked.details().kind() + "' (expected: none; the report shows both kinds)",
          "kind");
    }
    return asked;
  }

  /** The same report on other days. */
  ReportContext on(ReportRange days) {
    return new ReportContext(session, asked.within(days.from(), days.to()), matched, days);
  }

  /** The transfers that the rest of the filter matches, in and out. */
  Mono<List<PartSum>> transfers(@Nullable ReportInterval interval) {
    return PartSums.of(
        session,
        matched.with(asked.ofTransfers(Inclusion.ONLY)),
        range,
        Grouping.DIRECTION,
        interval);
  }

  Mono<List<PartSum>> sums(Grouping grouping, @Nullable ReportInterval interval) {
    return PartSums.of(session, matched, range, grouping, interval);
  }

  /** The names of the user's accounts. */
  Mono<Map<UUID, String>> accountNames() {
    return matched.accountNames(session);
  }

  CategoryIndex categories() {
    return matched.categories();
  }

  /** The list of everything that the report is about. */
  FilterQuery query() {
    return FilterQuery.of(asked);
  }

  FilterQuery query(boolean income) {
    return query().one("kind", income ? "income" : "expense");
  }

  /** The list of a part of the range. */
  static FilterQuery within(FilterQuery query, ReportRange days) {
    return query.one("from", days.from()).one("to", days.to());
  }

  /** The list of the amounts in a category and, unless it is exact, in those under it. */
  FilterQuery category(FilterQuery query, @Nullable UUID category, boolean exact) {
    if (category == null) {
      return query.one("uncategorised", true);
    }
    if (asked.categoryId().isEmpty()) {
      FilterQuery of = query.ids("categoryId", List.of(category));
      return exact ? of.one("exactCategory", true) : of;
    }
    // The filter may have some of the categories under it only.
    Set<UUID> under = exact ? Set.of(category) : categories().withChildren(List.of(category));
    Set<UUID> wanted =
        asked.details().exactCategory()
            ? asked.categoryId().stream().map(categories()::survivor).collect(Collectors.toSet())
            : categories().withChildren(asked.categoryId());
    return query
        .ids("categoryId", under.stream().filter(wanted::contains).toList())
        .one("exactCategory", true);
  }

  static ReportAmount amount(String currency, Collection<PartSum> sums, FilterQuery query) {
    return new ReportAmount(
        new Money(PartSum.amount(sums), new CurrencyCode(currency)),
        PartSum.entries(sums),
        query.one("currency", currency).path());
  }

  /** Groups by currency, in the order of the codes. */
  static <T> List<T> perCurrency(
      List<PartSum> sums, Function<Map.Entry<String, List<PartSum>>, T> as) {
    return sums.stream()
        .collect(Collectors.groupingBy(PartSum::currency, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(as)
        .toList();
  }

  static List<PartSum> ofKind(List<PartSum> sums, boolean income) {
    return sums.stream().filter(sum -> sum.income() == income).toList();
  }
}
