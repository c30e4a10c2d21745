package florin.planning.minimum;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Reads the setting of minimum payments, and the payments that are due. */
public final class MinimumPaymentQueries {

  /** A payment that was due earlier than this many days ago is not expected any more. */
  private static final int OVERDUE_DAYS = 60;

  /** The usual days between a statement and the due date of its minimum payment, at most. */
  private static final int STATEMENT_DAYS = 35;

  private static final String SETTINGS =
      "select included, version from view.minimum_payment_settings where user_id = :user";

  /**
   * A payment is left out if money of its amount came in after the statement, by a transfer or as
   * the bank's category has it, if the bank reports it as paid, or if a bill that counts is one of
   * the debt: its account, the account of its series, or the account that its series pays into. Of
   * merged accounts the earliest payment counts.
   */
  private static final String DUE =
      """
      with due as (
        select distinct on (a.account_id) a.account_id, coalesce(a.own_name, a.bank_name) as name, d.currency,
          d.minimum_payment, d.due_date, d.last_payment, d.last_payment_date,
          coalesce(d.last_statement_date, d.due_date - :statementDays::int) as since
        from mirror.liability d
          left join mirror.account_link l on l.user_id = d.user_id and l.account_id = d.account_id
          join mirror.account a on a.user_id = d.user_id and a.account_id = coalesce(l.merged_into, d.account_id)
        where d.user_id = :user and d.minimum_payment > 0
          and d.due_date between :today::date - :overdueDays::int and :until::date
          and not a.hidden and not a.closed and not a.merged
        order by a.account_id, d.due_date, d.minimum_payment desc, d.account_id
      )
      select due.account_id, due.name, due.currency, due.minimum_payment, due.due_date
      from due
      where not coalesce(due.last_payment_date > due.since and due.last_payment >= due.minimum_payment, false)
        and due.minimum_payment > (
          select coalesce(sum(t.amount), 0)
          from mirror.account_link l
            join mirror.transaction t
              on t.user_id = l.user_id and t.account_id = l.account_id and t.date > due.since and t.date <= :today::date
          where l.user_id = :user and coalesce(l.merged_into, l.account_id) = due.account_id
            and t.amount > 0 and t.currency = due.currency and not t.removed
            and (t.bank_category like 'LOAN\\_PAYMENTS%' or t.bank_category like 'TRANSFER\\_IN%'
              or exists (
                select from mirror.transfer f
                where f.user_id = t.user_id and f.incoming_id = t.transaction_id and f.matched)))
        and not exists (
          select from view.bill b
            left join mirror.account_link l on l.user_id = b.user_id and l.account_id = b.account_id
            left join mirror.series r
              on r.user_id = b.user_id and r.series_id = b.series_id and r.currency = b.currency and not r.removed
            left join mirror.account_link p on p.user_id = r.user_id and p.account_id = r.account_id
          where b.user_id = :user and b.scenario_id = any(:scenarios) and not coalesce(r.ended, false)
            and (r.series_id is not null or b.due_date is not null)
            and (coalesce(l.merged_into, b.account_id) = due.account_id
              or coalesce(p.merged_into, r.account_id) = due.account_id
              or exists (
                select from mirror.series_occurrence o
                  join mirror.transfer f on f.user_id = o.user_id and f.outgoing_id = o.transaction_id and f.matched
                  join mirror.transaction i on i.user_id = f.user_id and i.transaction_id = f.incoming_id
                  left join mirror.account_link q on q.user_id = i.user_id and q.account_id = i.account_id
                where o.user_id = r.user_id and o.series_id = r.series_id and o.linked
                  and coalesce(q.merged_into, i.account_id) = due.account_id)))
      order by due.due_date, due.account_id
      """;

  /** The setting as clients see it. */
  @Schema(name = "SafeToSpendSettings")
  record MinimumPaymentSettingsResponse(
      @Schema(description = "Whether minimum payments of debts are subtracted.")
          boolean minimumPayments,
      @Schema(description = "The ETag: how often the user changed the setting.") int version) {}

  private MinimumPaymentQueries() {}

  static Mono<MinimumPaymentSettingsResponse> settings(Session session, UUID user) {
    return session
        .sql(SETTINGS)
        .bind("user", user)
        .map(
            row ->
                new MinimumPaymentSettingsResponse(
                    Columns.bool(row, "included"), Columns.integer(row, "version")))
        .one()
        .defaultIfEmpty(
            new MinimumPaymentSettingsResponse(MinimumPaymentSettings.DEFAULT.included(), 0));
  }

  /**
   * The minimum payments up to a day that are not paid; none if the user leaves them out.
   *
   * @param scenarios whose bills count
   */
  public static Mono<List<MinimumPayment>> due(
      Session session, UUID user, List<UUID> scenarios, LocalDate today, LocalDate until) {
    return settings(session, user)
        .filter(MinimumPaymentSettingsResponse::minimumPayments)
        .flatMap(
            _ ->
                session
                    .sql(DUE)
                    .bind("user", user)
                    .bind("scenarios", scenarios.toArray(UUID[]::new))
                    .bind("today", today)
                    .bind("until", until)
                    .bind("overdueDays", OVERDUE_DAYS)
                    .bind("statementDays", STATEMENT_DAYS)
                    .map(MinimumPaymentQueries::payment)
                    .all()
                    .collectList())
        .defaultIfEmpty(List.of());
  }

  private static MinimumPayment payment(Readable row) {
    return new MinimumPayment(
        Columns.uuid(row, "account_id"),
        Columns.text(row, "name"),
        new Money(
            Columns.decimal(row, "minimum_payment"),
            new CurrencyCode(Columns.text(row, "currency"))),
        Columns.date(row, "due_date"));
  }
}
