package florin.transactions.review;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.filter.CountedParts;
import florin.transactions.filter.DetailFilter;
import florin.transactions.filter.FilterQuery;
import florin.transactions.filter.Inclusion;
import florin.transactions.filter.MatchedFilter;
import florin.transactions.filter.TransactionFilter;
import florin.transactions.list.TransactionTotals.CurrencyTotal;
import florin.transactions.review.ReviewResponse.UncategorisedResponse;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads transactions without category by merchant, by the conditions of the transaction list. */
final class UncategorisedQueries {

  private static final TransactionFilter FILTER =
      new TransactionFilter(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          false,
          new DetailFilter(
              null,
              true,
              null,
              Inclusion.EXCLUDE,
              Inclusion.EXCLUDE,
              Inclusion.EXCLUDE,
              null,
              null,
              null,
              null,
              null,
              null,
              false,
              null));

  private static final String COUNT = "select count(distinct id) as n from part";

  // A merchant counts as the one that it was merged into. The most frequent one comes first.
  private static final String GROUPS =
      """
      , amounts as (
        select coalesce(w.canonical_id, p.merchant_id) as merchant_id, p.id, p.date, p.currency, p.amount
        from part p
        left join merchant_word w on w.user_id = :user and w.id = p.merchant_id),
      merchants as (
        select merchant_id, count(distinct id) as rows, max(date) as last_date
        from amounts
        group by 1),
      paged as (
        select * from merchants %s
        order by rows desc, coalesce(merchant_id, '00000000-0000-0000-0000-000000000000')
        limit :limit)
      select g.merchant_id, coalesce(v.own_name, m.name) as name, g.rows, g.last_date, s.currency, count(*) as entries,
        sum(s.amount) as net, coalesce(sum(s.amount) filter (where s.amount > 0), 0) as inward,
        coalesce(sum(s.amount) filter (where s.amount < 0), 0) as outward
      from paged g
      join amounts s on s.merchant_id is not distinct from g.merchant_id
      left join merchant m on m.user_id = :user and m.id = g.merchant_id
      left join merchant_word v on v.user_id = :user and v.id = g.merchant_id
      group by 1, 2, 3, 4, 5
      order by g.rows desc, coalesce(g.merchant_id, '00000000-0000-0000-0000-000000000000'), s.currency
      """;

  private static final String AFTER =
      """
      where rows < :rows or rows = :rows
        and coalesce(merchant_id, '00000000-0000-0000-0000-000000000000') > :merchant\
      """;

  private static final UUID NONE = new UUID(0, 0);

  private record Sum(
      @Nullable UUID merchant,
      @Nullable String name,
      long rows,
      LocalDate lastDate,
      CurrencyTotal total) {

    private static Sum read(Readable row) {
      return new Sum(
          row.get("merchant_id", UUID.class),
          row.get("name", String.class),
          Columns.number(row, "rows"),
          Columns.date(row, "last_date"),
          CurrencyTotal.read(row));
    }

    private UncategorisedResponse response(List<CurrencyTotal> sums) {
      FilterQuery list = FilterQuery.of(FILTER);
      return new UncategorisedResponse(
          merchant,
          name,
          rows,
          lastDate,
          sums,
          (merchant == null
                  ? list.one("hasMerchant", false)
                  : list.ids("merchantId", List.of(merchant)))
              .path());
    }
  }

  private UncategorisedQueries() {}

  static Mono<Long> count(Session session, UUID user) {
    return MatchedFilter.ofReport(session, user, FILTER)
        .flatMap(
            filter -> {
              CountedParts parts = CountedParts.ofRows(filter);
              String sql = parts.text() + COUNT;
              return parts.bind(session.sql(sql), sql).map(row -> Columns.number(row, "n")).one();
            });
  }

  static Mono<List<UncategorisedResponse>> list(
      Session session, UUID user, List<String> after, int limit) {
    return MatchedFilter.ofReport(session, user, FILTER)
        .flatMap(
            filter -> {
              CountedParts parts = CountedParts.ofRows(filter);
              String sql = parts.text() + GROUPS.formatted(after.isEmpty() ? "" : AFTER);
              var statement = parts.bind(session.sql(sql), sql).bind("limit", limit);
              if (!after.isEmpty()) {
                statement =
                    statement
                        .bind("rows", Long.valueOf(after.get(0)))
                        .bind("merchant", UUID.fromString(after.get(1)));
              }
              return statement.map(Sum::read).all().collectList();
            })
        .map(UncategorisedQueries::grouped);
  }

  private static List<UncategorisedResponse> grouped(List<Sum> sums) {
    List<UncategorisedResponse> groups = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= sums.size(); i++) {
      if (i == sums.size() || !key(sums.get(i)).equals(key(sums.get(from)))) {
        groups.add(
            sums.get(from)
                .response(
                    sums.subList(from, i).stream()
                        .map(Sum::total)
                        .sorted(Comparator.comparing(CurrencyTotal::currency))
                        .toList()));
        from = i;
      }
    }
    return List.copyOf(groups);
  }

  private static UUID key(Sum sum) {
    return sum.merchant() == null ? NONE : sum.merchant();
  }

  static List<String> place(UncategorisedResponse row) {
    UUID merchant = row.merchantId();
    return List.of(Long.toString(row.count()), (merchant == null ? NONE : merchant).toString());
  }
}
