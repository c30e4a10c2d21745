package florin.accounts.mirror;

import florin.accounts.mirror.TransactionUpdate.MirroredEntry;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps {@code mirror.transaction} and with it {@code mirror.day_total}: a batch takes what its
 * transactions counted before out of the sums of their days and puts in what they count now.
 */
final class TransactionMirror {

  private static final String APPLY =
      """
      with given as materialized (
        select * from unnest(:users::uuid[], :ids::uuid[], :accounts::uuid[], :amounts::numeric[],
            :currencies::text[], :dates::date[], :pendings::boolean[], :banks::boolean[],
            :texts::text[], :removeds::boolean[], :ats::timestamptz[])
          as g (user_id, transaction_id, account_id, amount, currency, date, pending, bank, text, removed, at)),
      before as materialized (
        select t.user_id, t.transaction_id, t.account_id, t.amount, t.currency, t.date, t.pending, t.bank, t.text,
          t.removed, t.recorded_at
        from given g
        join transaction t on t.user_id = g.user_id and t.transaction_id = g.transaction_id),
      now as materialized (
        select g.user_id, g.transaction_id, coalesce(g.account_id, b.account_id) as account_id,
          coalesce(g.amount, b.amount) as amount, coalesce(g.currency, b.currency) as currency,
          coalesce(g.date, b.date) as date, coalesce(g.pending, b.pending) as pending,
          coalesce(g.bank, b.bank) as bank, coalesce(g.text, b.text) as text,
          coalesce(g.removed, b.removed, false) as removed, coalesce(b.recorded_at, g.at) as recorded_at
        from given g
        left join before b on b.user_id = g.user_id and b.transaction_id = g.transaction_id
        where g.account_id is not null or b.account_id is not null),
      written as (
        insert into transaction as t (user_id, transaction_id, account_id, amount, currency, date, pending, bank,
            text, removed, recorded_at)
        select user_id, transaction_id, account_id, amount, currency, date, pending, bank, text, removed,
          recorded_at
        from now
        order by user_id, transaction_id
        on conflict (user_id, transaction_id) do update set
          account_id = excluded.account_id, amount = excluded.amount, currency = excluded.currency,
          date = excluded.date, pending = excluded.pending, bank = excluded.bank, text = excluded.text,
          removed = excluded.removed, recorded_at = excluded.recorded_at
        where (t.account_id, t.amount, t.currency, t.date, t.pending, t.bank, t.text, t.removed, t.recorded_at)
          is distinct from
          (excluded.account_id, excluded.amount, excluded.currency, excluded.date, excluded.pending,
            excluded.bank, excluded.text, excluded.removed, excluded.recorded_at)),
      moved as (
        select user_id, account_id, currency, date, bank, -amount as amount, -1 as transactions
        from before where not pending and not removed
        union all
        select user_id, account_id, currency, date, bank, amount, 1
        from now where not pending and not removed)
      insert into day_total as d (user_id, account_id, currency, date, amount, transactions, bank_amount,
          bank_transactions)
      select user_id, account_id, currency, date, sum(amount), sum(transactions),
        coalesce(sum(amount) filter (where bank), 0), coalesce(sum(transactions) filter (where bank), 0)
      from moved
      group by user_id, account_id, currency, date
      having sum(amount) <> 0 or sum(transactions) <> 0
        or coalesce(sum(amount) filter (where bank), 0) <> 0
        or coalesce(sum(transactions) filter (where bank), 0) <> 0
      order by user_id, account_id, currency, date
      on conflict (user_id, account_id, currency, date) do update set
        amount = d.amount + excluded.amount, transactions = d.transactions + excluded.transactions,
        bank_amount = d.bank_amount + excluded.bank_amount,
        bank_transactions = d.bank_transactions + excluded.bank_transactions
      """;

  private record Key(UUID user, UUID transaction) {}

  Mono<Void> apply(Session session, List<TransactionUpdate> facts) {
    Map<Key, TransactionUpdate> folded = new LinkedHashMap<>();
    for (TransactionUpdate fact : facts) {
      folded.merge(new Key(fact.user(), fact.transaction()), fact, TransactionUpdate::mergedWith);
    }
    return folded.isEmpty() ? Mono.empty() : write(session, List.copyOf(folded.values()));
  }

  private static Mono<Void> write(Session session, List<TransactionUpdate> rows) {
    return session
        .sql(APPLY)
        .bind("users", UnnestColumns.column(rows, UUID.class, TransactionUpdate::user))
        .bind("ids", UnnestColumns.column(rows, UUID.class, TransactionUpdate::transaction))
        .bind("accounts", column(rows, UUID.class, MirroredEntry::account))
        .bind("amounts", column(rows, BigDecimal.class, MirroredEntry::amount))
        .bind("currencies", column(rows, String.class, MirroredEntry::currency))
        .bind("dates", column(rows, LocalDate.class, MirroredEntry::date))
        .bind("pendings", column(rows, Boolean.class, MirroredEntry::pending))
        .bind("banks", column(rows, Boolean.class, MirroredEntry::bank))
        .bind("texts", column(rows, String.class, MirroredEntry::text))
        .bind("ats", UnnestColumns.column(rows, Instant.class, TransactionUpdate::at))
        .bind("removeds", UnnestColumns.column(rows, Boolean.class, r -> r.removed().orElse(null)))
        .then();
  }

  private static <T> String column(
      List<TransactionUpdate> rows, Class<T> type, Function<MirroredEntry, T> value) {
    return UnnestColumns.column(rows, type, row -> value(row, value));
  }

  private static <T> @Nullable T value(TransactionUpdate row, Function<MirroredEntry, T> value) {
    return row.entry().map(value).orElse(null);
  }
}
