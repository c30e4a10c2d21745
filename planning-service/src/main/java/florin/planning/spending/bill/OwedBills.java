package florin.planning.spending.bill;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.SeriesRule;
import florin.planning.category.SystemCategories;
import florin.planning.mark.OccurrenceMark;
import florin.planning.mark.OccurrenceMarks;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Reads bills that count, with the payments that settle them. */
public final class OwedBills {

  private static final String BILLS =
      """
      select b.bill_id, b.scenario_id, b.name, coalesce(abs(coalesce(r.own_expected, r.expected)), b.amount) as amount,
          b.currency, coalesce(b.due_date, :until::date) as due_date, b.frequency, r.series_id,
          coalesce(r.own_rule, r.rule) as rule,
          coalesce(l.merged_into, b.account_id, s.account_id) as account_id, coalesce(c.survivor_id, b.category_id) as category_id,
          b.paid_through
      from view.bill b join view.scenario s on s.scenario_id = b.scenario_id and s.user_id = b.user_id
        left join mirror.category c on c.user_id = b.user_id and c.category_id = b.category_id
        left join mirror.account_link l
          on l.user_id = b.user_id and l.account_id = coalesce(b.account_id, s.account_id)
        left join mirror.series r
          on r.user_id = b.user_id and r.series_id = b.series_id and r.currency = b.currency and not r.removed
      where b.user_id = :user and b.scenario_id = any(:scenarios)
        and (r.series_id is not null or b.due_date <= :until::date) and not coalesce(r.ended, false)
      """;

  /**
   * No transfer is a payment: neither a matched one nor money that came into another own account of
   * assets at the same time. Rows of merged accounts that agree are one payment.
   */
  private static final String PAYMENTS =
      """
      with row as (
        select t.transaction_id, coalesce(l.merged_into, t.account_id) as account_id, t.amount, t.currency, t.date,
          t.description, t.merchant, t.bank_category, c.transaction_id is not null or g.transaction_id is not null as chosen,
          exists (
            select from mirror.transaction o
              join mirror.account a on a.user_id = o.user_id and a.account_id = o.account_id
            where o.user_id = t.user_id and o.date between t.date - 3 and t.date + 3 and o.account_id <> t.account_id
              and o.currency = t.currency and o.amount = -t.amount and not o.removed
              and coalesce(a.own_type, a.type) = 'credit'
          ) as to_card,
          array(
            select y.series_id from mirror.series_occurrence y
            where y.user_id = t.user_id and y.transaction_id = t.transaction_id and y.linked
          ) as series,
          coalesce(k.survivor_id, case when c.transaction_id is null then g.category_id else c.category_id end)
            as category_id,
          t.pending,
          row_number() over (
            partition by t.account_id, t.date, t.amount, t.currency, t.description, t.pending
            order by t.transaction_id) as occurrence
        from mirror.transaction t
          left join mirror.account_link l on l.user_id = t.user_id and l.account_id = t.account_id
          left join mirror.category_choice c on c.user_id = t.user_id and c.transaction_id = t.transaction_id
          left join mirror.category_rule g on g.user_id = t.user_id and g.transaction_id = t.transaction_id
          left join mirror.category k on k.user_id = t.user_id
            and k.category_id = case when c.transaction_id is null then g.category_id else c.category_id end
        where t.user_id = :user and t.date >= :from::date and t.date <= :today::date and t.amount < 0
          and not t.removed
          and (exists (
            select from mirror.series_occurrence y
            where y.user_id = t.user_id and y.transaction_id = t.transaction_id and y.series_id = any(:series) and y.linked
          ) or exists (
            select from unnest(:leasts::numeric[], :mosts::numeric[], :currencies::text[]) as b (least, most, currency)
            where b.currency = t.currency and -t.amount between b.least and b.most
          ))
          and not exists (
            select from mirror.transaction o
              join mirror.account a on a.user_id = o.user_id and a.account_id = o.account_id
            where o.user_id = t.user_id and o.date between t.date - 3 and t.date + 3 and o.account_id <> t.account_id
              and o.currency = t.currency and o.amount = -t.amount and not o.removed
              and coalesce(a.own_type, a.type) in ('depository', 'investment')
          )
          and not exists (
            select from mirror.transfer f
            where f.user_id = t.user_id and f.outgoing_id = t.transaction_id and f.matched
          )
      ),
      payment as (
        select distinct on (account_id, date, amount, currency, description, pending, occurrence) *
        from row
        order by account_id, date, amount, currency, description, pending, occurrence, chosen desc, transaction_id
      )
      select * from payment order by date, transaction_id
      """;

  private OwedBills() {}

  /** The due dates up to a day, with the payments that settle some of them. */
  public static Mono<List<BillOccurrence>> owed(
      Session session, UUID user, List<UUID> scenarios, LocalDate today, LocalDate until) {
    return bills(session, user, scenarios, until)
        .map(bills -> BillOccurrence.occurrences(bills, today, until))
        .flatMap(
            owed ->
                payments(session, user, today, owed)
                    .map(payments -> Settlement.of(owed, payments)));
  }

  /** Bills with a due date up to a day, and those that follow a series. */
  static Mono<List<PlannedBill>> bills(
      Session session, UUID user, List<UUID> scenarios, LocalDate until) {
    return OccurrenceMarks.of(session, user, scenarios)
        .map(marks -> marks.stream().collect(Collectors.groupingBy(OccurrenceMark.Present::bill)))
        .flatMap(
            marks ->
                session
                    .sql(BILLS)
                    .bind("user", user)
                    .bind("scenarios", scenarios.toArray(UUID[]::new))
                    .bind("until", until)
                    .map(row -> bill(row, marks))
                    .all()
                    .collectList());
  }

  /** The payments that match any of these bills, from the first day on which one may be paid. */
  static Mono<List<BillPayment>> payments(
      Session session, UUID user, LocalDate today, Collection<BillOccurrence> owed) {
    if (owed.isEmpty()) {
      return Mono.just(List.of());
    }
    LocalDate from =
        owed.stream()
            .map(one -> one.bill().earliest(one.date()))
            .min(LocalDate::compareTo)
            .orElseThrow();
    List<PlannedBill> bills = owed.stream().map(BillOccurrence::bill).distinct().toList();
    return session
        .sql(PAYMENTS)
        .bind("user", user)
        .bind("from", from)
        .bind("today", today)
        .bind("leasts", bills.stream().map(Settlement::least).toArray(BigDecimal[]::new))
        .bind(
            "series",
            bills.stream()
                .flatMap(bill -> bill.series().stream())
                .map(PlannedBill.LinkedSeries::id)
                .toArray(UUID[]::new))
        .bind("mosts", bills.stream().map(Settlement::most).toArray(BigDecimal[]::new))
        .bind(
            "currencies",
            bills.stream().map(bill -> bill.amount().currency().code()).toArray(String[]::new))
        .map(OwedBills::payment)
        .all()
        .collectList()
        .map(payments -> payments.stream().flatMap(Optional::stream).toList());
  }

  private static PlannedBill bill(Readable row, Map<UUID, List<OccurrenceMark.Present>> marks) {
    UUID bill = Columns.uuid(row, "bill_id");
    String frequency = Columns.text(row, "frequency");
    return new PlannedBill(
        bill,
        Columns.uuid(row, "scenario_id"),
        Columns.text(row, "name"),
        new Money(Columns.decimal(row, "amount"), new CurrencyCode(Columns.text(row, "currency"))),
        Columns.date(row, "due_date"),
        Frequency.named(frequency)
            .orElseThrow(() -> new IllegalStateException("frequency: " + frequency)),
        Optional.ofNullable(row.get("account_id", UUID.class)),
        Optional.ofNullable(row.get("category_id", UUID.class)),
        Optional.ofNullable(row.get("paid_through", LocalDate.class)),
        Optional.ofNullable(row.get("series_id", UUID.class))
            .map(
                id ->
                    new PlannedBill.LinkedSeries(id, SeriesRule.parse(Columns.text(row, "rule")))),
        marks.getOrDefault(bill, List.of()));
  }

  /** Empty for a payment that the user categorised as a transfer. */
  private static Optional<BillPayment> payment(Readable row) {
    Optional<String> label = Optional.ofNullable(row.get("bank_category", String.class));
    boolean chosen = Boolean.TRUE.equals(row.get("chosen", Boolean.class));
    Set<UUID> categories =
        chosen
            ? Optional.ofNullable(row.get("category_id", UUID.class)).map(Set::of).orElse(Set.of())
            : SystemCategories.of(label);
    if (chosen && SystemCategories.transfer(categories)) {
      return Optional.empty();
    }
    return Optional.of(
        new BillPayment(
            Columns.uuid(row, "transaction_id"),
            Columns.uuid(row, "account_id"),
            Columns.decimal(row, "amount"),
            Columns.text(row, "currency"),
            Columns.date(row, "date"),
            categories,
            Columns.bool(row, "to_card")
                || (!chosen && label.filter(PayeeMatch::isTransfer).isPresent()),
            PayeeMatch.of(
                Columns.text(row, "description"),
                Optional.ofNullable(row.get("merchant", String.class))),
            Set.of(Objects.requireNonNull(row.get("series", UUID[].class)))));
  }
}
