package florin.transactions.filter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * The amounts that a filter counts, as the text of two relations: {@code matched}, the rows of the
 * list, and {@code part (id, account_id, date, currency, merchant_id, category_id, amount, inflow,
 * inward, entries, tags)}, each undivided row, each part of a split one that matches, and the rest
 * of a split row whose amount the bank changed since.
 *
 * <p>{@code inflow} is whether the amount is above 0, and {@code inward} whether that of its row
 * is. An amount that is taken off keeps both and has its sign and its number of entries reversed.
 *
 * @param text begins with {@code with}
 */
public record CountedParts(MatchedFilter filter, String text, Map<String, Object> parameters) {

  private static final String ROWS =
      """
      select id, account_id, date, currency, merchant_id, category_id, amount, split_total, tags
      from transaction where user_id = :user\
      """;

  private static final String PARTS =
      """
      part as not materialized (
        %1$s
        select id, account_id, date, currency, merchant_id, category_id, amount, amount > 0 as inflow,
          amount > 0 as inward, 1 as entries, tags
        from matched where split_total is null
        union all
        select m.id, m.account_id, m.date, m.currency, m.merchant_id, s.category_id, s.amount, s.amount > 0, m.amount > 0, 1,
          m.tags
        from matched m
        join transaction_split s on s.user_id = :user and s.transaction_id = m.id
        where m.split_total is not null %2$s
        union all
        select m.id, m.account_id, m.date, m.currency, m.merchant_id, null, m.amount - m.split_total,
          m.amount > m.split_total, m.amount > 0, 1, m.tags
        from matched m
        where m.split_total <> m.amount %3$s)
      """;

  private static final String CATEGORY =
      "nullif(category_id, '00000000-0000-0000-0000-000000000000')";

  /** Of the sums per month; the date of a sum is the first day of its month. */
  private static final String MONTHS =
      """
      select null::uuid as id, account_id, month as date, currency, null::uuid as merchant_id, %1$s as category_id,
        amount, inflow, inflow as inward, entries, null::text[] as tags
      from category_month
      where user_id = :user and month >= :firstMonth and month < :monthsEnd %2$s %3$s
      union all\
      """;

  /** Transfers in the sums, where a filter leaves them out. */
  private static final String TAKEN_OFF =
      """

      select null, account_id, date_trunc('month', date)::date, currency, null, category_id, -amount, amount > 0,
        amount > 0, -1, null
      from transaction
      where user_id = :user and date >= :firstMonth and date < :monthsEnd and split_total is null %s
      union all\
      """;

  /** From the rows themselves. */
  public static CountedParts ofRows(MatchedFilter filter) {
    return new CountedParts(
        filter, relations(filter, "", List.of(ROWS + filter.conditions())), Map.of());
  }

  /**
   * From the sums per month as far as the filter allows. The date of such an amount is the first of
   * its month, so they serve groups of months and longer ones only; merchants and tags they have
   * none.
   *
   * @param from first day
   * @param to last day
   */
  public static CountedParts ofMonths(MatchedFilter filter, LocalDate from, LocalDate to) {
    LocalDate first = from.getDayOfMonth() == 1 ? from : from.withDayOfMonth(1).plusMonths(1);
    LocalDate end = to.plusDays(1).withDayOfMonth(1);
    if (!filter.plain() || !first.isBefore(end)) {
      return ofRows(filter);
    }
    String rows = ROWS + filter.conditions();
    String whole = rows + " and date >= :firstMonth and date < :monthsEnd";
    List<String> matched = new ArrayList<>();
    matched.add(whole + " and split_total is not null");
    if (filter.merged()) {
      matched.add(whole + " and split_total is null and account_id = any(:mergedAccounts)");
    }
    if (from.isBefore(first)) {
      matched.add(rows + " and date < :firstMonth");
    }
    if (!to.isBefore(end)) {
      matched.add(rows + " and date >= :monthsEnd");
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("firstMonth", first);
    parameters.put("monthsEnd", end);
    String months =
        MONTHS.formatted(CATEGORY, filter.monthConditions(), filter.part(CATEGORY, "inflow"))
            + filter
                .leftOutTransfers()
                .map(transfers -> TAKEN_OFF.formatted(takenOff(transfers)))
                .orElse("");
    return new CountedParts(filter, relations(filter, months, matched), parameters);
  }

  /** The sums have no rows of merged accounts. */
  private static String takenOff(MatchedFilter transfers) {
    return transfers.conditions()
        + (transfers.merged() ? " and account_id <> all(:mergedAccounts)" : "");
  }

  private static String relations(MatchedFilter filter, String months, List<String> matched) {
    return "with matched as ("
        + String.join("\nunion all\n", matched)
        + "),\n"
        + PARTS.formatted(
            months,
            filter.part("s.category_id", "s.amount > 0"),
            filter.part("null::uuid", "m.amount > m.split_total"));
  }

  /** Whether an amount of {@code part} is income, as SQL. */
  public static String income() {
    return TransactionFilter.income("category_id", "inflow");
  }

  /** Binds all parameters of a statement that begins with these relations. */
  public GenericExecuteSpec bind(GenericExecuteSpec statement, String sql) {
    GenericExecuteSpec bound = filter.bind(statement, sql);
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      bound = bound.bind(parameter.getKey(), parameter.getValue());
    }
    return bound;
  }
}
