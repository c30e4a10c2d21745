package florin.planning.spending;

import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.planning.allocation.AllocationsQueries;
import florin.planning.balance.CurrentBalances;
import florin.planning.minimum.MinimumPayment;
import florin.planning.minimum.MinimumPaymentQueries;
import florin.planning.settings.PlanningSettings;
import florin.planning.settings.SettingsQueries;
import florin.planning.spending.bill.BillOccurrence;
import florin.planning.spending.bill.OwedBills;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what an answer is worked out from. */
@Component
final class SafeToSpendQueries {

  /** A pending transaction older than this was never booked. */
  private static final int PENDING_DAYS = 30;

  // Of merged accounts the newest balance of a bank counts, whichever of them it is of.
  private static final String ACCOUNTS =
      """
      select a.account_id, coalesce(a.own_name, a.bank_name) as name, a.currency,
          b.available_amount, b.source
      from mirror.account a
        left join lateral (
          select m.available_amount, m.source
          from mirror.account_link l
            join mirror.balance m
              on m.user_id = l.user_id and m.account_id = l.account_id and m.currency = a.currency
          where l.user_id = a.user_id and coalesce(l.merged_into, l.account_id) = a.account_id
          order by (m.source = 'provider') desc, m.observed_at desc, m.account_id
          limit 1) b on true
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
                PaydayQueries.payday(session, user, chosen.today(at))
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
                            OwedBills.owed(
                                    session,
                                    dateRange.user(),
                                    scenarios,
                                    dateRange.today(),
                                    dateRange.lastsUntil())
                                .zipWhen(_ -> minimums(session, dateRange, scenarios))
                                .map(
                                    found ->
                                        row(
                                            dateRange,
                                            scenarios,
                                            accounts,
                                            found.getT1(),
                                            found.getT2()))));
  }

  private static Mono<List<MinimumPayment>> minimums(
      Session session, DateRange dateRange, List<UUID> scenarios) {
    return MinimumPaymentQueries.due(
        session, dateRange.user(), scenarios, dateRange.today(), dateRange.lastsUntil());
  }

  private static SafeToSpendResponse row(
      DateRange dateRange,
      List<UUID> scenarios,
      List<SpendingAccount> accounts,
      List<BillOccurrence> owed,
      List<MinimumPayment> minimums) {
    PlanningSettings chosen = dateRange.settings();
    SafeToSpend safeToSpend =
        new SafeToSpend(
            dateRange.mode(),
            dateRange.today(),
            dateRange.until(),
            dateRange.lastsUntil(),
            chosen.buffer(),
            accounts,
            owed,
            minimums);
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
}
