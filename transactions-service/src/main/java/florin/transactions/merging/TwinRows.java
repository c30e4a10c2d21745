package florin.transactions.merging;

/** Rows of merged accounts that are shown as another row, and counted with it. */
public final class TwinRows {

  /**
   * A common table expression {@code hidden (id)}: every row of the user that is shown as another
   * one, over all days. Empty without a merged account. The order of preference is that of the list
   * of transactions. Parameter: {@code user}.
   */
  public static final String HIDDEN =
      """
      hidden as materialized (
        select y.id from (
          select x.id, first_value(x.id) over (
              partition by x.survivor, x.date, x.amount, x.currency, x.description, x.pending, x.occurrence
              order by x.source = 'provider' desc, x.version > 0 desc, x.account_id = x.survivor desc, x.account_id) as shown
          from (
            select d.id, d.account_id, d.date, d.amount, d.currency, d.description, d.pending, d.version, d.source,
              coalesce(g.merged_into, g.id) as survivor,
              row_number() over (
                partition by d.account_id, d.date, d.amount, d.currency, d.description, d.pending
                order by d.id) as occurrence
            from mirror.account g
            join transaction d on d.user_id = g.user_id and d.account_id = g.id and d.removed_by is null
            where g.user_id = :user and coalesce(g.merged_into, g.id) in (
              select m.merged_into from mirror.account m where m.user_id = :user and m.merged_into is not null)) x) y
        where y.id <> y.shown)
      """;

  private TwinRows() {}
}
