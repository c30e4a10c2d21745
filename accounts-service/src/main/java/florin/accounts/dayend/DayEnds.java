package florin.accounts.dayend;

import florin.events.DayEndBalances;

/** The balances at the end of days, as the beginning of a statement. */
public final class DayEnds {

  /**
   * Gives {@code history (account_id, currency, date, balance, source, observed_at, available,
   * credit_limit, unexplained)}, a row per account, currency and point; members of a merge count
   * for their survivor. Parameters: {@code user}, {@code zone}, {@code points} as an array, {@code
   * account} or null for all.
   */
  public static final String SQL =
      """
      with recursive point as materialized (
        select date from unnest(:points::date[]) as p (date)),
      member as materialized (
        select a.account_id as member_id, s.account_id, a.connection_id is not null as linked,
          (s.closed_at at time zone :zone)::date as closed_on
        from account a
        left join account_merge m on m.user_id = a.user_id and m.account_id = a.account_id
        join account s on s.user_id = a.user_id
          and s.account_id = coalesce(m.survivor_id, a.account_id)
        where a.user_id = :user
          and (:account::uuid is null or s.account_id = coalesce((
            select w.survivor_id from account_merge w
            where w.user_id = :user and w.account_id = :account::uuid), :account::uuid))),
      observation as not materialized (
        select account_id, currency, observed_at, source, current, available, credit_limit,
          at as recorded_at
        from balance where user_id = :user),
      total as not materialized (
        select account_id, currency, date, amount, transactions as entries, bank_amount,
          bank_transactions as bank_entries
        from mirror.day_total where user_id = :user),
      posted as not materialized (
        select transaction_id as id, account_id, currency, date, amount, bank, text, recorded_at,
          false as preferred
        from mirror.transaction where user_id = :user and not pending and not removed),
      """
          + DayEndBalances.SQL;

  private DayEnds() {}
}
