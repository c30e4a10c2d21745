package florin.planning.mirror.account;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.planning.mirror.batch.MirrorKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps {@code mirror.liability}: the next minimum payment of each debt that a bank reports. */
final class LiabilityMirror {

  private static final String UPSERT =
      """
      insert into liability as d (user_id, account_id, currency, minimum_payment, due_date, last_payment,
          last_payment_date, last_statement_date)
      select r.user_id, r.account_id, r.currency, r.minimum_payment, r.due_date, r.last_payment,
          r.last_payment_date, r.last_statement_date
      from unnest(:users::uuid[], :ids::uuid[], :currencies::text[], :minimums::numeric[], :dueDates::date[],
          :payments::numeric[], :paymentDates::date[], :statementDates::date[])
        as r (user_id, account_id, currency, minimum_payment, due_date, last_payment, last_payment_date,
          last_statement_date)
      order by r.user_id, r.account_id
      on conflict (user_id, account_id) do update
      set currency = excluded.currency, minimum_payment = excluded.minimum_payment, due_date = excluded.due_date,
          last_payment = excluded.last_payment, last_payment_date = excluded.last_payment_date,
          last_statement_date = excluded.last_statement_date
      where (d.currency, d.minimum_payment, d.due_date, d.last_payment, d.last_payment_date, d.last_statement_date)
        is distinct from (excluded.currency, excluded.minimum_payment, excluded.due_date, excluded.last_payment,
          excluded.last_payment_date, excluded.last_statement_date)
      """;

  private static final String END =
      """
      delete from liability d
      using unnest(:users::uuid[], :ids::uuid[]) as r (user_id, account_id)
      where d.user_id = r.user_id and d.account_id = r.account_id
      """;

  private LiabilityMirror() {}

  /**
   * The debt of an account.
   *
   * @param terms null if the bank reports it no more
   */
  record Debt(MirrorKey key, @Nullable Terms terms) {}

  record Terms(
      String currency,
      @Nullable BigDecimal minimum,
      @Nullable LocalDate dueDate,
      @Nullable BigDecimal payment,
      @Nullable LocalDate paymentDate,
      @Nullable LocalDate statementDate) {}

  static Mono<Void> apply(Session session, List<Debt> debts) {
    List<Debt> last = MirrorKey.folded(debts.stream(), Debt::key, (_, second) -> second);
    return upsert(session, last.stream().filter(debt -> debt.terms() != null).toList())
        .then(
            Mono.defer(
                () -> end(session, last.stream().filter(debt -> debt.terms() == null).toList())));
  }

  private static Mono<Void> upsert(Session session, List<Debt> debts) {
    if (debts.isEmpty()) {
      return Mono.empty();
    }
    List<MirrorKey> keys = debts.stream().map(Debt::key).toList();
    List<Terms> terms =
        debts.stream().flatMap(d -> Optional.ofNullable(d.terms()).stream()).toList();
    return session
        .sql(UPSERT)
        .bind("users", MirrorKey.users(keys))
        .bind("ids", MirrorKey.ids(keys))
        .bind("currencies", UnnestColumns.column(terms, String.class, Terms::currency))
        .bind("minimums", UnnestColumns.column(terms, BigDecimal.class, Terms::minimum))
        .bind("dueDates", UnnestColumns.column(terms, LocalDate.class, Terms::dueDate))
        .bind("payments", UnnestColumns.column(terms, BigDecimal.class, Terms::payment))
        .bind("paymentDates", UnnestColumns.column(terms, LocalDate.class, Terms::paymentDate))
        .bind("statementDates", UnnestColumns.column(terms, LocalDate.class, Terms::statementDate))
        .then();
  }

  private static Mono<Void> end(Session session, List<Debt> debts) {
    List<MirrorKey> keys = debts.stream().map(Debt::key).toList();
    return keys.isEmpty()
        ? Mono.empty()
        : session
            .sql(END)
            .bind("users", MirrorKey.users(keys))
            .bind("ids", MirrorKey.ids(keys))
            .then();
  }
}
