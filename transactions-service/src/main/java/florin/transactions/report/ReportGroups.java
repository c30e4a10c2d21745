package florin.transactions.report;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.CanonicalName;
import florin.transactions.filter.FilterQuery;
import florin.transactions.report.GroupsResponse.CurrencyGroups;
import florin.transactions.report.GroupsResponse.ReportGroup;
import florin.transactions.report.GroupsResponse.TrendMonth;
import florin.transactions.report.PartSums.Grouping;
import florin.transactions.report.period.ReportInterval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes groups of sums: a flat list, or the tree of categories. */
final class ReportGroups {

  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private final ReportContext report;
  private final boolean income;
  private final Grouping grouping;
  private final Map<UUID, String> accountNames;
  private final boolean trend;
  private final int limit;

  ReportGroups(
      ReportContext report,
      boolean income,
      Grouping grouping,
      Map<UUID, String> accountNames,
      boolean trend,
      int limit) {
    this.report = report;
    this.income = income;
    this.grouping = grouping;
    this.accountNames = accountNames;
    this.trend = trend;
    this.limit = limit;
  }

  /**
   * @param totals of all amounts, ungrouped: groups by tag overlap
   */
  GroupsResponse of(List<PartSum> sums, List<PartSum> totals) {
    Map<String, List<PartSum>> groups =
        ReportContext.ofKind(sums, income).stream()
            .collect(Collectors.groupingBy(PartSum::currency));
    return new GroupsResponse(
        report.range().from(),
        report.range().to(),
        income ? "income" : "expense",
        grouping.name().toLowerCase(Locale.ROOT),
        ReportContext.perCurrency(
            ReportContext.ofKind(totals, income),
            entry ->
                ofCurrency(
                    entry.getKey(),
                    ReportContext.amount(entry.getKey(), entry.getValue(), report.query(income)),
                    groups.getOrDefault(entry.getKey(), List.of()))));
  }

  private CurrencyGroups ofCurrency(String currency, ReportAmount total, List<PartSum> sums) {
    List<ReportGroup> groups =
        grouping == Grouping.CATEGORY
            ? new Tree(currency, total, sums).groups()
            : flat(currency, total, sums);
    return new CurrencyGroups(
        currency, total, groups.stream().sorted(largestFirst()).limit(limit).toList());
  }

  private Comparator<ReportGroup> largestFirst() {
    Comparator<ReportGroup> smallest =
        Comparator.comparing(group -> group.amount().amount().amount());
    return (income ? smallest.reversed() : smallest)
        .thenComparing(group -> String.valueOf(group.name()))
        .thenComparing(group -> String.valueOf(group.id()));
  }

  private record GroupKey(@Nullable UUID id, @Nullable String form) {}

  private List<ReportGroup> flat(String currency, ReportAmount total, List<PartSum> sums) {
    Map<GroupKey, List<PartSum>> groups = new LinkedHashMap<>();
    Set<String> wanted =
        report.asked().tag().stream().map(CanonicalName::of).collect(Collectors.toSet());
    for (PartSum sum : sums) {
      GroupKey key = key(sum);
      if (grouping != Grouping.TAG || wanted.isEmpty() || wanted.contains(key.form())) {
        groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(sum);
      }
    }
    return groups.entrySet().stream()
        .map(group -> flat(currency, total, group.getKey(), group.getValue()))
        .toList();
  }

  /** Of merged accounts the survivor; tags with the same canonical form are one. */
  private GroupKey key(PartSum sum) {
    UUID id = sum.key();
    String label = sum.label();
    return switch (grouping) {
      case ACCOUNT -> new GroupKey(report.matched().survivor(Objects.requireNonNull(id)), null);
      case TAG -> new GroupKey(null, label == null ? null : CanonicalName.of(label));
      case MERCHANT, CATEGORY, NOTHING, DIRECTION -> new GroupKey(id, null);
    };
  }

  private ReportGroup flat(String currency, ReportAmount total, GroupKey key, List<PartSum> sums) {
    UUID id = key.id();
    FilterQuery query = report.query(income);
    String name =
        sums.stream().map(PartSum::label).filter(Objects::nonNull).findFirst().orElse(null);
    return switch (grouping) {
      case TAG ->
          group(
              currency,
              total,
              null,
              name,
              sums,
              name == null ? query.one("untagged", true) : query.with("tag", List.of(name)));
      case MERCHANT ->
          group(
              currency,
              total,
              id,
              name,
              sums,
              id == null ? query.one("hasMerchant", false) : query.ids("merchantId", List.of(id)));
      case ACCOUNT ->
          group(
              currency,
              total,
              id,
              id == null ? null : accountNames.get(id),
              sums,
              id == null ? query : query.ids("accountId", List.of(id)));
      case CATEGORY, NOTHING, DIRECTION -> group(currency, total, id, name, sums, query);
    };
  }

  private ReportGroup group(
      String currency,
      ReportAmount total,
      @Nullable UUID id,
      @Nullable String name,
      List<PartSum> sums,
      FilterQuery query) {
    ReportAmount amount = ReportContext.amount(currency, sums, query);
    return new ReportGroup(
        id, name, amount, share(amount, total), null, trend(currency, sums), List.of());
  }

  private static @Nullable BigDecimal share(ReportAmount amount, ReportAmount total) {
    BigDecimal whole = total.amount().amount();
    return whole.signum() == 0
        ? null
        : amount.amount().amount().multiply(HUNDRED).divide(whole, 2, RoundingMode.HALF_EVEN);
  }

  private List<TrendMonth> trend(String currency, List<PartSum> sums) {
    if (!trend) {
      return List.of();
    }
    Map<LocalDate, List<PartSum>> months =
        sums.stream().collect(Collectors.groupingBy(PartSum::period));
    return report.range().periods(ReportInterval.MONTH).stream()
        .map(period -> period.from().withDayOfMonth(1))
        .map(
            month ->
                new TrendMonth(
                    month,
                    new Money(
                        PartSum.amount(months.getOrDefault(month, List.of())),
                        new CurrencyCode(currency))))
        .toList();
  }

  /** The categories with amounts, and those above them. */
  private final class Tree {

    private final String currency;
    private final ReportAmount total;
    private final Map<Optional<UUID>, List<PartSum>> own = new HashMap<>();
    private final Map<Optional<UUID>, List<UUID>> children = new LinkedHashMap<>();

    Tree(String currency, ReportAmount total, List<PartSum> sums) {
      this.currency = currency;
      this.total = total;
      for (PartSum sum : sums) {
        Optional<UUID> category = Optional.ofNullable(sum.key()).map(report.categories()::survivor);
        own.computeIfAbsent(category, _ -> new ArrayList<>()).add(sum);
        category.ifPresent(this::place);
      }
    }

    private void place(UUID category) {
      Optional<UUID> parent = report.categories().parent(category);
      List<UUID> siblings = children.computeIfAbsent(parent, _ -> new ArrayList<>());
      if (!siblings.contains(category)) {
        siblings.add(category);
        parent.ifPresent(this::place);
      }
    }

    List<ReportGroup> groups() {
      List<ReportGroup> top = new ArrayList<>(under(Optional.empty()));
      List<PartSum> without = own.get(Optional.<UUID>empty());
      if (without != null) {
        top.add(
            ReportGroups.this.group(
                currency,
                total,
                null,
                null,
                without,
                report.category(report.query(income), null, false)));
      }
      return top;
    }

    private List<ReportGroup> under(Optional<UUID> parent) {
      return children.getOrDefault(parent, List.of()).stream()
          .map(this::group)
          .sorted(largestFirst())
          .toList();
    }

    private ReportGroup group(UUID category) {
      List<ReportGroup> groups = under(Optional.of(category));
      FilterQuery query = report.query(income);
      ReportAmount amount =
          ReportContext.amount(currency, all(category), report.category(query, category, false));
      List<PartSum> alone = own.get(Optional.of(category));
      return new ReportGroup(
          category,
          report.categories().name(category),
          amount,
          share(amount, total),
          groups.isEmpty() || alone == null
              ? null
              : ReportContext.amount(currency, alone, report.category(query, category, true)),
          trend(currency, all(category)),
          groups);
    }

    private List<PartSum> all(UUID category) {
      List<PartSum> all = new ArrayList<>(own.getOrDefault(Optional.of(category), List.of()));
      children
          .getOrDefault(Optional.of(category), List.of())
          .forEach(child -> all.addAll(all(child)));
      return all;
    }
  }
}
