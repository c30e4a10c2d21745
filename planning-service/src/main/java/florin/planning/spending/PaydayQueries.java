package florin.planning.spending;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.planning.calendar.SeriesRule;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Reads when a user is paid next. */
final class PaydayQueries {

  private static final String INFLOWS =
      """
      select t.date, t.bank_category, t.description, t.merchant
      from mirror.transaction t
        left join mirror.account a on a.user_id = t.user_id and a.account_id = t.account_id
      where t.user_id = :user and t.date > :today::date - :days::int and t.date <= :today::date
        and t.amount > 0 and not t.removed and not t.pending
        and coalesce(a.own_type, a.type, '') not in ('credit', 'loan')
        and not exists (
          select from mirror.transfer f
          where f.user_id = t.user_id and f.incoming_id = t.transaction_id and f.matched)
      """;

  /**
   * Income that recurs, with the description of its latest row; earnings of money are no pay, and
   * money that arrives on a card or a loan pays a debt.
   */
  private static final String INCOME =
      """
      select s.series_id, coalesce(s.own_rule, s.rule) as rule, coalesce(s.own_expected, s.expected) as amount,
          o.date, t.bank_category, t.description, t.merchant
      from mirror.series s
        join lateral (
          select r.transaction_id, r.date from mirror.series_occurrence r
          where r.user_id = s.user_id and r.series_id = s.series_id and r.linked
          order by r.date desc, r.transaction_id desc
          limit 1
        ) o on true
        join mirror.transaction t on t.user_id = s.user_id and t.transaction_id = o.transaction_id
        left join mirror.account a on a.user_id = t.user_id and a.account_id = t.account_id
      where s.user_id = :user and s.income and not s.dismissed and not s.ended and not s.removed
        and coalesce(a.own_type, a.type, '') not in ('credit', 'loan')
        and coalesce(t.bank_category, '') !~ '(INTEREST_EARNED|DIVIDENDS|TAX_REFUND)$'
        and t.description !~* '\\m(interest|dividends?)\\M'
      """;

  private PaydayQueries() {}

  /** Of recurring income; without any, by the distances of single incomes. */
  static Mono<Optional<Payday>> payday(Session session, UUID user, LocalDate today) {
    return session
        .sql(INCOME)
        .bind("user", user)
        .map(PaydayQueries::income)
        .all()
        .collectList()
        .map(income -> IncomeSeries.payday(today, income))
        .flatMap(
            payday -> payday.isPresent() ? Mono.just(payday) : singleIncomes(session, user, today));
  }

  private static IncomeSeries income(Readable row) {
    return new IncomeSeries(
        SeriesRule.parse(Columns.text(row, "rule")),
        Columns.decimal(row, "amount"),
        Columns.date(row, "date"),
        Payday.isIncome(
            row.get("bank_category", String.class),
            Columns.text(row, "description"),
            row.get("merchant", String.class)));
  }

  private static Mono<Optional<Payday>> singleIncomes(Session session, UUID user, LocalDate today) {
    return session
        .sql(INFLOWS)
        .bind("user", user)
        .bind("today", today)
        .bind("days", Payday.LOOKBACK_DAYS)
        .map(PaydayQueries::pay)
        .all()
        .collectList()
        .map(days -> Payday.after(today, days.stream().flatMap(Optional::stream).toList()));
  }

  private static Optional<LocalDate> pay(Readable row) {
    return Payday.isIncome(
            row.get("bank_category", String.class),
            Columns.text(row, "description"),
            row.get("merchant", String.class))
        ? Optional.of(Columns.date(row, "date"))
        : Optional.empty();
  }
}
