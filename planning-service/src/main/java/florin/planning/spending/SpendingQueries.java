package florin.planning.spending;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Columns;
import florin.journal.Session;
import florin.planning.allocation.AllocationsQueries;
import florin.planning.calendar.Frequency;
import florin.planning.category.SystemCategories;
import florin.planning.settings.Settings;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what an answer is worked out from. */
@Component
final class SpendingQueries {

  /** A pending transaction older than this was never booked. */
  private static final int PENDING_DAYS = 30;

  private static final String ACCOUNTS =
      """
      select a.account_id, coalesce(a.own_name, a.bank_name) as name, a.currency, b.current_amount,
          b.available_amount, b.source, b.observed_at
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

  private static final String MOVED =
      """
      select r.account_id,
          coalesce(sum(t.amount) filter (where t.pending and t.amount < 0 and t.date > :pendingFrom::date), 0) as pending,
          coalesce(sum(t.amount) filter (where not t.pending and t.date > r.since), 0) as since
      from unnest(:accounts::uuid[], :sinces::date[], :currencies::text[]) as r (account_id, since, currency)
        join mirror.transaction t
          on t.user_id = :user and t.account_id = r.account_id and t.currency = r.currency
            and t.date > least(r.since, :pendingFrom::date) and t.date <= :today::date and not t.removed
      group by r.account_id
      """;

  private static final String INFLOWS =
      """
      select date, bank_category, description, merchant
      from mirror.transaction
      where user_id = :user and date > :today::date - :days::int and date <= :today::date
        and amount > 0 and not removed and not pending
      """;

  private static final String BILLS =
      """
      select b.bill_id, b.scenario_id, b.name, b.amount, b.currency, b.due_date, b.frequency,
          coalesce(b.account_id, s.account_id) as account_id, coalesce(c.survivor_id, b.category_id) as category_id,
          b.paid_through
      from view.bill b join view.scenario s on s.scenario_id = b.scenario_id and s.user_id = b.user_id
        left join mirror.category c on c.user_id = b.user_id and c.category_id = b.category_id
      where b.user_id = :user and b.scenario_id = any(:scenarios) and b.due_date <= :until::date
      """;

  /** Money that came into another own account of assets at the same time makes it a transfer. */
  private static final String PAYMENTS =
      """
      select t.transaction_id, t.account_id, t.amount, t.currency, t.date, t.description, t.merchant,
          t.bank_category, c.transaction_id is not null as chosen, coalesce(k.survivor_id, c.category_id) as category_id
      from mirror.transaction t
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
      order by t.date, t.transaction_id
      """;

  private final SettingsQueries settings;
  private final AllocationsQueries plans;

  SpendingQueries(SettingsQueries settings, AllocationsQueries plans) {
    this.settings = settings;
    this.plans = plans;
  }

  private record Account(
      UUID id,
      String name,
      String currency,
      Optional<BigDecimal> current,
      Optional<BigDecimal> available,
      boolean byBank,
      @Nullable LocalDate since) {}

  private record Moved(UUID account, BigDecimal pending, BigDecimal since) {}

  private record Horizon(
      UUID user, Mode mode, Settings settings, LocalDate today, Optional<Payday> payday) {

    LocalDate until() {
      return mode.until(today, payday);
    }

    LocalDate lastsUntil() {
      return mode.lastsUntil(today, payday);
    }
  }

  /** Everything that one answer needs, read in one transaction. */
  Mono<SpendingRow> spendable(Session session, UUID user, Instant at, Mode mode) {
    return settings
        .settings(session, user)
        .flatMap(
            chosen ->
                payday(session, user, chosen.today(at))
                    .map(payday -> new Horizon(user, mode, chosen, chosen.today(at), payday)))
        .flatMap(horizon -> spendable(session, horizon));
  }

  private Mono<SpendingRow> spendable(Session session, Horizon horizon) {
    return plans
        .baselines(session, horizon.user())
        .flatMap(
            scenarios ->
                accounts(session, horizon)
                    .flatMap(
                        accounts ->
                            owed(session, horizon, scenarios)
                                .map(owed -> row(horizon, scenarios, accounts, owed))));
  }

  private static SpendingRow row(
      Horizon horizon, List<UUID> scenarios, List<Cash> accounts, List<Owed> owed) {
    Settings chosen = horizon.settings();
    Spendable spendable =
        new Spendable(
            horizon.mode(),
            horizon.today(),
            horizon.until(),
            horizon.lastsUntil(),
            chosen.buffer(),
            accounts,
            owed);
    return new SpendingRow(
        horizon.mode().text(),
        horizon.today(),
        horizon.until(),
        horizon.lastsUntil(),
        spendable.days(),
        chosen.zone().getId(),
        horizon.payday().map(Payday::date).orElse(null),
        scenarios,
        spendable.rows());
  }

  private static Mono<Optional<Payday>> payday(Session session, UUID user, LocalDate today) {
    return session
        .sql(INFLOWS)
        .bind("user", user)
        .bind("today", today)
        .bind("days", Payday.LOOKBACK_DAYS)
        .map(SpendingQueries::pay)
        .all()
        .collectList()
        .map(days -> Payday.after(today, days.stream().flatMap(Optional::stream).toList()));
  }

  private static Optional<LocalDate> pay(Readable row) {
    return Payday.isPay(
            row.get("bank_category", String.class),
            Columns.text(row, "description"),
            row.get("merchant", String.class))
        ? Optional.of(Columns.date(row, "date"))
        : Optional.empty();
  }

  private static Mono<List<Cash>> accounts(Session session, Horizon horizon) {
    return session
        .sql(ACCOUNTS)
        .bind("user", horizon.user())
        .bind("savings", horizon.settings().spendFromSavings())
        .map(row -> account(row, horizon.settings()))
        .all()
        .collectList()
        .flatMap(
            accounts ->
                moved(session, horizon, accounts)
                    .map(moved -> accounts.stream().map(a -> cash(a, moved)).toList()));
  }

  private static Account account(Readable row, Settings settings) {
    String source = row.get("source", String.class);
    boolean byBank = source == null || source.equals("provider");
    Instant observed = Columns.nullableInstant(row, "observed_at");
    return new Account(
        Columns.uuid(row, "account_id"),
        Columns.text(row, "name"),
        Columns.text(row, "currency"),
        Optional.ofNullable(row.get("current_amount", BigDecimal.class)),
        Optional.ofNullable(row.get("available_amount", BigDecimal.class)),
        byBank,
        byBank || observed == null ? null : settings.today(observed));
  }

  private static Mono<Map<UUID, Moved>> moved(
      Session session, Horizon horizon, List<Account> accounts) {
    return session
        .sql(MOVED)
        .bind("user", horizon.user())
        .bind("today", horizon.today())
        .bind("pendingFrom", horizon.today().minusDays(PENDING_DAYS))
        .bind("accounts", accounts.stream().map(Account::id).toArray(UUID[]::new))
        .bind("sinces", accounts.stream().map(Account::since).toArray(LocalDate[]::new))
        .bind("currencies", accounts.stream().map(Account::currency).toArray(String[]::new))
        .map(
            row ->
                new Moved(
                    Columns.uuid(row, "account_id"),
                    Columns.decimal(row, "pending"),
                    Columns.decimal(row, "since")))
        .all()
        .collectMap(Moved::account);
  }

  private static Cash cash(Account account, Map<UUID, Moved> all) {
    Moved moved =
        all.getOrDefault(account.id(), new Moved(account.id(), BigDecimal.ZERO, BigDecimal.ZERO));
    return new Cash(
        account.id(),
        account.name(),
        account.currency(),
        account.current(),
        account.available(),
        account.byBank(),
        moved.pending(),
        moved.since());
  }

  private static Mono<List<Owed>> owed(Session session, Horizon horizon, List<UUID> scenarios) {
    return session
        .sql(BILLS)
        .bind("user", horizon.user())
        .bind("scenarios", scenarios.toArray(UUID[]::new))
        .bind("until", horizon.lastsUntil())
        .map(SpendingQueries::bill)
        .all()
        .collectList()
        .map(bills -> Owed.of(bills, horizon.today(), horizon.lastsUntil()))
        .flatMap(owed -> settled(session, horizon, owed));
  }

  private static Mono<List<Owed>> settled(Session session, Horizon horizon, List<Owed> owed) {
    if (owed.isEmpty()) {
      return Mono.just(owed);
    }
    LocalDate from =
        owed.stream()
            .map(one -> one.bill().earliest(one.date()))
            .min(LocalDate::compareTo)
            .orElseThrow();
    List<PlannedBill> bills = owed.stream().map(Owed::bill).distinct().toList();
    return session
        .sql(PAYMENTS)
        .bind("user", horizon.user())
        .bind("from", from)
        .bind("today", horizon.today())
        .bind("leasts", bills.stream().map(Settlement::least).toArray(BigDecimal[]::new))
        .bind("mosts", bills.stream().map(Settlement::most).toArray(BigDecimal[]::new))
        .bind(
            "currencies",
            bills.stream().map(bill -> bill.amount().currency().code()).toArray(String[]::new))
        .map(SpendingQueries::payment)
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
  private static Optional<Payment> payment(Readable row) {
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
        new Payment(
            Columns.uuid(row, "transaction_id"),
            Columns.uuid(row, "account_id"),
            Columns.decimal(row, "amount"),
            Columns.text(row, "currency"),
            Columns.date(row, "date"),
            categories,
            !chosen && label.filter(text -> text.startsWith("TRANSFER_")).isPresent(),
            Payee.of(
                Columns.text(row, "description"),
                Optional.ofNullable(row.get("merchant", String.class)))));
  }
}
