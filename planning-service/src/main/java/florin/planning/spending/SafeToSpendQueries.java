package florin.planning.spending;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.planning.allocation.AllocationsQueries;
import florin.planning.balance.CurrentBalances;
import florin.planning.calendar.Frequency;
import florin.planning.category.SystemCategories;
import florin.planning.settings.PlanningSettings;
import florin.planning.settings.SettingsQueries;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what an answer is worked out from. */
@Component
final class SafeToSpendQueries {

  /** A pending transaction older than this was never booked. */
  private static final int PENDING_DAYS = 30;

  private static final String ACCOUNTS =
      """
      select a.account_id, coalesce(a.own_name, a.bank_name) as name, a.currency,
          b.available_amount, b.source
      from mirror.account a
        left join mirror.balance b
          on b.user_id = a.user_id and b.account_id = a.account_id and b.currency = a.currency
        left join mirror.account_subtype s on s.user_id = a.user_id and s.account_id = a.account_id
      where a.user_id = :user and coalesce(a.own_type, a.type) = 'depository'
        and (:savings::boolean
          or coalesce(lower(case when a.own_type is null then s.bank_subtype else s.own_subtype end), '')
            not in ('savings', 'money market', 'cd', 'hsa'))
        and not a.hidden and not a.closed and not a.merged
      order by a.account_id
      """;

  private static final String PENDING =
      """
      select d.account_id, sum(d.amount) as pending
      from (
        select distinct x.account_id, x.date, x.amount, x.description, x.occurrence
        from (
          select r.account_id, t.date, t.amount, t.description,
            row_number() over (
              partition by t.account_id, t.date, t.amount, t.description order by t.transaction_id) as occurrence
          from unnest(:accounts::uuid[], :currencies::text[]) as r (account_id, currency)
            join mirror.account_link l
              on l.user_id = :user and coalesce(l.merged_into, l.account_id) = r.account_id
            join mirror.transaction t
              on t.user_id = :user and t.account_id = l.account_id and t.currency = r.currency
                and t.date > :pendingFrom::date and t.date <= :today::date
          where t.pending and t.amount < 0 and not t.removed) x) d
      group by d.account_id
      """;

  private static final String INFLOWS =
      """
      select t.date, t.bank_category, t.description, t.merchant
      from mirror.transaction t
      where t.user_id = :user and t.date > :today::date - :days::int and t.date <= :today::date
        and t.amount > 0 and not t.removed and not t.pending
        and not exists (
          select from mirror.transfer f
          where f.user_id = t.user_id and f.incoming_id = t.transaction_id and f.matched)
      """;

  private static final String BILLS =
      """
      select b.bill_id, b.scenario_id, b.name, b.amount, b.currency, b.due_date, b.frequency,
          coalesce(l.merged_into, b.account_id, s.account_id) as account_id, coalesce(c.survivor_id, b.category_id) as category_id,
          b.paid_through
      from view.bill b join view.scenario s on s.scenario_id = b.scenario_id and s.user_id = b.user_id
        left join mirror.category c on c.user_id = b.user_id and c.category_id = b.category_id
        left join mirror.account_link l
          on l.user_id = b.user_id and l.account_id = coalesce(b.account_id, s.account_id)
      where b.user_id = :user and b.scenario_id = any(:scenarios) and b.due_date <= :until::date
      """;

  /**
   * No transfer is a payment: neither a matched one nor money that came into another own account of
   * assets at the same time. Rows of merged accounts that agree are one payment.
   */
  private static final String PAYMENTS =
      """
      with row as (
        select t.transaction_id, coalesce(l.merged_into, t.account_id) as account_id, t.amount, t.currency, t.date,
          t.description, t.merchant, t.bank_category, c.transaction_id is not null as chosen,
          coalesce(k.survivor_id, c.category_id) as category_id, t.pending,
          row_number() over (
            partition by t.account_id, t.date, t.amount, t.currency, t.description, t.pending
            order by t.transaction_id) as occurrence
        from mirror.transaction t
          left join mirror.account_link l on l.user_id = t.user_id and l.account_id = t.account_id
          left join mirror.category_choice c on c.user_id = t.user_id and c.transaction_id = t.transaction_id
          left join mirror.category k on k.user_id = c.user_id and k.category_id = c.category_id
        where t.user_id = :user and t.date >= :from::date and t.date <= :today::date and t.amount < 0
          and not t.removed
          and exists (
            select from unnest(:leasts::numeric[], :mosts::numeric[], :currencies::text[]) as b (least, most, currency)
            where b.currency = t.currency and -t.amount between b.least and b.most
          )
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

  private final SettingsQueries settings;
  private final AllocationsQueries plans;
  private final CurrentBalances balances;

  SafeToSpendQueries(SettingsQueries settings, AllocationsQueries plans, CurrentBalances balances) {
    this.balances = balances;
    this.settings = settings;
    this.plans = plans;
  }

  private record Account(
      UUID id,
      String name,
      String currency,
      Optional<BigDecimal> current,
      Optional<BigDecimal> available,
      boolean byBank) {}

  private record Pending(UUID account, BigDecimal amount) {}

  private record DateRange(
      UUID user,
      SpendingHorizon mode,
      PlanningSettings settings,
      LocalDate today,
      Optional<Payday> payday) {

    LocalDate until() {
      return mode.until(today, payday);
    }

    LocalDate lastsUntil() {
      return mode.lastsUntil(today, payday);
    }
  }

  /** Everything that one answer needs, read in one transaction. */
  Mono<SafeToSpendResponse> spendable(
      Session session, UUID user, Instant at, SpendingHorizon spendingHorizon) {
    return settings
        .settings(session, user)
        .flatMap(
            chosen ->
                payday(session, user, chosen.today(at))
                    .map(
                        payday ->
                            new DateRange(user, spendingHorizon, chosen, chosen.today(at), payday)))
        .flatMap(dateRange -> spendable(session, dateRange));
  }

  private Mono<SafeToSpendResponse> spendable(Session session, DateRange dateRange) {
    return plans
        .baselines(session, dateRange.user())
        .flatMap(
            scenarios ->
                accounts(session, dateRange)
                    .flatMap(
                        accounts ->
                            owed(session, dateRange, scenarios)
                                .map(owed -> row(dateRange, scenarios, accounts, owed))));
  }

  private static SafeToSpendResponse row(
      DateRange dateRange,
      List<UUID> scenarios,
      List<SpendingAccount> accounts,
      List<BillOccurrence> owed) {
    PlanningSettings chosen = dateRange.settings();
    SafeToSpend safeToSpend =
        new SafeToSpend(
            dateRange.mode(),
            dateRange.today(),
            dateRange.until(),
            dateRange.lastsUntil(),
            chosen.buffer(),
            accounts,
            owed);
    return new SafeToSpendResponse(
        dateRange.mode().text(),
        dateRange.today(),
        dateRange.until(),
        dateRange.lastsUntil(),
        safeToSpend.days(),
        chosen.zone().getId(),
        dateRange.payday().map(Payday::date).orElse(null),
        scenarios,
        safeToSpend.rows());
  }

  private static Mono<Optional<Payday>> payday(Session session, UUID user, LocalDate today) {
    return session
        .sql(INFLOWS)
        .bind("user", user)
        .bind("today", today)
        .bind("days", Payday.LOOKBACK_DAYS)
        .map(SafeToSpendQueries::pay)
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

  private Mono<List<SpendingAccount>> accounts(Session session, DateRange dateRange) {
    return balances
        .all(session, dateRange.user(), dateRange.today(), dateRange.settings().zone())
        .flatMap(current -> accounts(session, dateRange, current));
  }

  private static Mono<List<SpendingAccount>> accounts(
      Session session, DateRange dateRange, Map<UUID, Money> current) {
    return session
        .sql(ACCOUNTS)
        .bind("user", dateRange.user())
        .bind("savings", dateRange.settings().spendFromSavings())
        .map(row -> account(row, current))
        .all()
        .collectList()
        .flatMap(
            accounts ->
                pending(session, dateRange, accounts)
                    .map(pending -> accounts.stream().map(a -> cash(a, pending)).toList()));
  }

  private static Account account(Readable row, Map<UUID, Money> current) {
    UUID account = Columns.uuid(row, "account_id");
    String source = row.get("source", String.class);
    return new Account(
        account,
        Columns.text(row, "name"),
        Columns.text(row, "currency"),
        Optional.ofNullable(current.get(account)).map(Money::amount),
        Optional.ofNullable(row.get("available_amount", BigDecimal.class)),
        source == null || source.equals("provider"));
  }

  private static Mono<Map<UUID, Pending>> pending(
      Session session, DateRange dateRange, List<Account> accounts) {
    return session
        .sql(PENDING)
        .bind("user", dateRange.user())
        .bind("today", dateRange.today())
        .bind("pendingFrom", dateRange.today().minusDays(PENDING_DAYS))
        .bind("accounts", accounts.stream().map(Account::id).toArray(UUID[]::new))
        .bind("currencies", accounts.stream().map(Account::currency).toArray(String[]::new))
        .map(row -> new Pending(Columns.uuid(row, "account_id"), Columns.decimal(row, "pending")))
        .all()
        .collectMap(Pending::account);
  }

  private static SpendingAccount cash(Account account, Map<UUID, Pending> all) {
    Pending pending = all.getOrDefault(account.id(), new Pending(account.id(), BigDecimal.ZERO));
    return new SpendingAccount(
        account.id(),
        account.name(),
        account.currency(),
        account.current(),
        account.available(),
        account.byBank(),
        pending.amount());
  }

  private static Mono<List<BillOccurrence>> owed(
      Session session, DateRange dateRange, List<UUID> scenarios) {
    return session
        .sql(BILLS)
        .bind("user", dateRange.user())
        .bind("scenarios", scenarios.toArray(UUID[]::new))
        .bind("until", dateRange.lastsUntil())
        .map(SafeToSpendQueries::bill)
        .all()
        .collectList()
        .map(bills -> BillOccurrence.occurrences(bills, dateRange.today(), dateRange.lastsUntil()))
        .flatMap(owed -> settled(session, dateRange, owed));
  }

  private static Mono<List<BillOccurrence>> settled(
      Session session, DateRange dateRange, List<BillOccurrence> owed) {
    if (owed.isEmpty()) {
      return Mono.just(owed);
    }
    LocalDate from =
        owed.stream()
            .map(one -> one.bill().earliest(one.date()))
            .min(LocalDate::compareTo)
            .orElseThrow();
    List<PlannedBill> bills = owed.stream().map(BillOccurrence::bill).distinct().toList();
    return session
        .sql(PAYMENTS)
        .bind("user", dateRange.user())
        .bind("from", from)
        .bind("today", dateRange.today())
        .bind("leasts", bills.stream().map(Settlement::least).toArray(BigDecimal[]::new))
        .bind("mosts", bills.stream().map(Settlement::most).toArray(BigDecimal[]::new))
        .bind(
            "currencies",
            bills.stream().map(bill -> bill.amount().currency().code()).toArray(String[]::new))
        .map(SafeToSpendQueries::payment)
        .all()
        .collectList()
        .map(payments -> Settlement.of(owed, payments.stream().flatMap(Optional::stream).toList()));
  }

  private static PlannedBill bill(Readable row) {
    String frequency = Columns.text(row, "frequency");
    return new PlannedBill(
        Columns.uuid(row, "bill_id"),
        Columns.uuid(row, "scenario_id"),
        Columns.text(row, "name"),
        new Money(Columns.decimal(row, "amount"), new CurrencyCode(Columns.text(row, "currency"))),
        Columns.date(row, "due_date"),
        Frequency.named(frequency)
            .orElseThrow(() -> new IllegalStateException("frequency: " + frequency)),
        Optional.ofNullable(row.get("account_id", UUID.class)),
        Optional.ofNullable(row.get("category_id", UUID.class)),
        Optional.ofNullable(row.get("paid_through", LocalDate.class)));
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
            !chosen && label.filter(text -> text.startsWith("TRANSFER_")).isPresent(),
            PayeeMatch.of(
                Columns.text(row, "description"),
                Optional.ofNullable(row.get("merchant", String.class)))));
  }
}
