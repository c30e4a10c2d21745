package florin.transactions.projection;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Undivided transactions that count, summed per month, account, currency and category. */
final class CategoryMonths {

  private static final String ADD =
      """
      insert into category_month as t (user_id, month, account_id, currency, category_id, excluded, inflow, amount,
          entries)
      select * from unnest(:users::uuid[], :months::date[], :accounts::uuid[], :currencies::text[],
          :categories::uuid[], :excluded::boolean[], :inflows::boolean[], :amounts::numeric[], :entries::int[])
      on conflict (user_id, month, account_id, currency, category_id, excluded, inflow) do update
      set amount = t.amount + excluded.amount, entries = t.entries + excluded.entries
      where excluded.amount <> 0 or excluded.entries <> 0
      """;

  private static final UUID NO_CATEGORY = new UUID(0, 0);

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::user, Ids.ORDER)
          .thenComparing(Key::month)
          .thenComparing(Key::account, Ids.ORDER)
          .thenComparing(Key::currency)
          .thenComparing(Key::category, Ids.ORDER)
          .thenComparing(Key::excluded)
          .thenComparing(Key::inflow);

  private record Key(
      UUID user,
      LocalDate month,
      UUID account,
      String currency,
      UUID category,
      boolean excluded,
      boolean inflow) {}

  private record Sum(BigDecimal amount, int entries) {

    Sum plus(Sum other) {
      return new Sum(amount.add(other.amount), entries + other.entries);
    }
  }

  private record Row(Key key, Sum sum) {}

  private CategoryMonths() {}

  static Mono<Void> add(Session session, List<RowChange> steps) {
    Map<Key, Sum> sums = new TreeMap<>(ORDER);
    for (RowChange rowChange : steps) {
      if (rowChange.before() != null) {
        merge(sums, rowChange.before(), -1);
      }
      merge(sums, rowChange.after(), 1);
    }
    List<Row> rows = sums.entrySet().stream().map(e -> new Row(e.getKey(), e.getValue())).toList();
    return rows.isEmpty() ? Mono.empty() : write(session, rows);
  }

  private static void merge(Map<Key, Sum> sums, TransactionRow row, int sign) {
    if (row.counts() && row.splitTotal() == null) {
      BigDecimal amount = row.said().amount().amount();
      sums.merge(key(row), new Sum(sign < 0 ? amount.negate() : amount, sign), Sum::plus);
    }
  }

  private static Key key(TransactionRow row) {
    return new Key(
        row.user(),
        row.said().date().withDayOfMonth(1),
        row.account(),
        row.said().amount().currency().code(),
        Objects.requireNonNullElse(row.category(), NO_CATEGORY),
        row.overlay().excluded(),
        row.said().amount().amount().signum() > 0);
  }

  private static Mono<Void> write(Session session, List<Row> rows) {
    return session
        .sql(ADD)
        .bind("users", UnnestColumns.column(rows, UUID.class, row -> row.key.user))
        .bind("months", UnnestColumns.column(rows, LocalDate.class, row -> row.key.month))
        .bind("accounts", UnnestColumns.column(rows, UUID.class, row -> row.key.account))
        .bind("currencies", UnnestColumns.column(rows, String.class, row -> row.key.currency))
        .bind("categories", UnnestColumns.column(rows, UUID.class, row -> row.key.category))
        .bind("excluded", UnnestColumns.column(rows, Boolean.class, row -> row.key.excluded))
        .bind("inflows", UnnestColumns.column(rows, Boolean.class, row -> row.key.inflow))
        .bind("amounts", UnnestColumns.column(rows, BigDecimal.class, row -> row.sum.amount))
        .bind("entries", UnnestColumns.column(rows, Integer.class, row -> row.sum.entries))
        .then();
  }
}
