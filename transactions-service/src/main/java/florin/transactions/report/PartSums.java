package florin.transactions.report;

import florin.journal.database.Session;
import florin.transactions.filter.CountedParts;
import florin.transactions.filter.MatchedFilter;
import florin.transactions.report.period.ReportInterval;
import florin.transactions.report.period.ReportRange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Sums of the amounts that a filter counts, in groups. */
final class PartSums {

  private static final String GROUPS =
      """
      select %1$s as period, currency, %2$s as key, %3$s as label, %4$s as income, sum(amount) as amount,
        sum(entries)::bigint as entries
      from part %5$s
      group by 1, 2, 3, 4, 5
      having sum(entries) <> 0
      """;

  // A merchant counts as the one that it was merged into.
  private static final String OF_MERCHANTS =
      """
      select k.period, k.currency, k.key, coalesce(v.own_name, m.name) as label, k.income, k.amount, k.entries
      from (
        select s.period, s.currency, coalesce(w.canonical_id, s.key) as key, s.income, sum(s.amount) as amount,
          sum(s.entries)::bigint as entries
        from (%s) s
        left join merchant_word w on w.user_id = :user and w.id = s.key
        group by 1, 2, 3, 4) k
      left join merchant m on m.user_id = :user and m.id = k.key
      left join merchant_word v on v.user_id = :user and v.id = k.key
      """;

  private static final String NONE = "null::uuid";
  private static final String NO_LABEL = "null::text";

  /** The key by which amounts are grouped, beside currency, period and kind. */
  enum Grouping {
    NOTHING(NONE, NO_LABEL, "", true),
    CATEGORY("category_id", NO_LABEL, "", true),
    ACCOUNT("account_id", NO_LABEL, "", true),
    MERCHANT("merchant_id", NO_LABEL, "", false),
    DIRECTION(NONE, "case when inward then 'in' else 'out' end", "", false),
    TAG(NONE, "label", "left join lateral unnest(tags) as l (label) on true", false);

    private final String key;
    private final String label;
    private final String join;
    private final boolean months;

    Grouping(String key, String label, String join, boolean months) {
      this.key = key;
      this.label = label;
      this.join = join;
      this.months = months;
    }
  }

  private PartSums() {}

  /**
   * Sums on the days of a filter.
   *
   * @param interval absent for one period
   */
  static Mono<List<PartSum>> of(
      Session session,
      MatchedFilter filter,
      ReportRange range,
      Grouping grouping,
      @Nullable ReportInterval interval) {
    MatchedFilter inRange = filter.with(filter.filter().within(range.from(), range.to()));
    boolean months = grouping.months && (interval == null || interval.ofMonths());
    CountedParts parts =
        months
            ? CountedParts.ofMonths(inRange, range.from(), range.to())
            : CountedParts.ofRows(inRange);
    String groups =
        GROUPS.formatted(
            interval == null ? "null::date" : interval.sql(),
            grouping.key,
            grouping.label,
            CountedParts.income(),
            grouping.join);
    String sql =
        parts.text() + (grouping == Grouping.MERCHANT ? OF_MERCHANTS.formatted(groups) : groups);
    return parts.bind(session.sql(sql), sql).map(PartSum::read).all().collectList();
  }
}
