package florin.transactions.projection;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The booked amounts per account, currency and day. */
final class DayTotals {

  private static final String ADD =
      """
      insert into day_total as t (user_id, account_id, currency, date, amount, entries, bank_amount, bank_entries)
      select * from unnest(:users::uuid[], :accounts::uuid[], :currencies::text[], :dates::date[], :amounts::numeric[],
          :entries::int[], :bankAmounts::numeric[], :bankEntries::int[])
      on conflict (user_id, account_id, currency, date) do update
      set amount = t.amount + excluded.amount, entries = t.entries + excluded.entries,
          bank_amount = t.bank_amount + excluded.bank_amount, bank_entries = t.bank_entries + excluded.bank_entries
      where excluded.amount <> 0 or excluded.entries <> 0 or excluded.bank_amount <> 0 or excluded.bank_entries <> 0
      """;

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::user, Ids.ORDER)
          .thenComparing(Key::account, Ids.ORDER)
          .thenComparing(Key::currency)
          .thenComparing(Key::date);

  private record Key(UUID user, UUID account, String currency, LocalDate date) {}

  /** Of all rows of a day, and of those that the bank booked. */
  private record Delta(BigDecimal amount, int entries, BigDecimal bankAmount, int bankEntries) {

    static Delta of(TransactionRow row, int sign) {
      BigDecimal amount = row.said().amount().amount();
      BigDecimal moved = sign < 0 ? amount.negate() : amount;
      boolean bank = row.source().equals("provider");
      return new Delta(moved, sign, bank ? moved : BigDecimal.ZERO, bank ? sign : 0);
    }

    boolean isZero() {
      return amount.signum() == 0 && entries == 0 && bankAmount.signum() == 0 && bankEntries == 0;
    }

    Delta plus(Delta other) {
      return new Delta(
          amount.add(other.amount),
          entries + other.entries,
          bankAmount.add(other.bankAmount),
          bankEntries + other.bankEntries);
    }
  }

  private record Row(Key key, Delta delta) {}

  private DayTotals() {}

  /**
   * Adds what moved. A day that stays as it is is not written, but one without a row gets one: a
   * rebuild, whose batches differ, has to come to the same rows.
   */
  static Mono<Void> add(Session session, List<RowChange> steps) {
    Map<Key, Delta> deltas = new TreeMap<>(ORDER);
    Set<Key> stored = new HashSet<>();
    for (RowChange rowChange : steps) {
      if (rowChange.before() != null && rowChange.before().booked()) {
        Key key = key(rowChange.before());
        if (!deltas.containsKey(key)) {
          stored.add(key); // the row was booked before this batch
        }
        deltas.merge(key, Delta.of(rowChange.before(), -1), Delta::plus);
      }
      if (rowChange.after().booked()) {
        deltas.merge(key(rowChange.after()), Delta.of(rowChange.after(), 1), Delta::plus);
      }
    }
    List<Row> rows =
        deltas.entrySet().stream()
            .filter(e -> !(e.getValue().isZero() && stored.contains(e.getKey())))
            .map(e -> new Row(e.getKey(), e.getValue()))
            .toList();
    return rows.isEmpty() ? Mono.empty() : write(session, rows);
  }

  private static Key key(TransactionRow row) {
    return new Key(
        row.user(), row.account(), row.said().amount().currency().code(), row.said().date());
  }

  private static Mono<Void> write(Session session, List<Row> rows) {
    return session
        .sql(ADD)
        .bind("users", UnnestColumns.column(rows, UUID.class, row -> row.key.user))
        .bind("accounts", UnnestColumns.column(rows, UUID.class, row -> row.key.account))
        .bind("currencies", UnnestColumns.column(rows, String.class, row -> row.key.currency))
        .bind("dates", UnnestColumns.column(rows, LocalDate.class, row -> row.key.date))
        .bind("amounts", UnnestColumns.column(rows, BigDecimal.class, row -> row.delta.amount))
        .bind(
            "bankAmounts",
            UnnestColumns.column(rows, BigDecimal.class, row -> row.delta.bankAmount))
        .bind(
            "bankEntries", UnnestColumns.column(rows, Integer.class, row -> row.delta.bankEntries))
        .bind("entries", UnnestColumns.column(rows, Integer.class, row -> row.delta.entries))
        .then();
  }
}
