package florin.planning.scenario;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.web.export.Exports;
import florin.journal.web.input.InputRules;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.SeriesRule;
import florin.planning.settings.PlanningSettings;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads scenarios, their bills, and what a plan must know of an account. */
@Component
public final class ScenarioQueries {

  private static final String SCENARIOS =
      """
      with active as (
        select distinct on (s.currency) s.scenario_id
        from view.scenario s
          left join view.active_scenario a on a.user_id = s.user_id and a.scenario_id = s.scenario_id
        where s.user_id = :user and not s.deleted
        order by s.currency, (a.scenario_id is null), s.created_at, s.scenario_id
      )
      select s.scenario_id, s.name, s.starting_balance, s.currency, coalesce(l.merged_into, s.account_id) as account_id,
          s.bill_count, s.deleted, s.version, s.created_at, active.scenario_id is not null as active
      from view.scenario s left join active on active.scenario_id = s.scenario_id
        left join mirror.account_link l on l.user_id = s.user_id and l.account_id = s.account_id
      where s.user_id = :user and (not s.deleted or :withDeleted)
        and (:afterAt::timestamptz is null
          or (s.created_at, s.scenario_id) < (:afterAt::timestamptz, :afterId::uuid))
      order by s.created_at desc, s.scenario_id desc
      limit :limit
      """;

  private static final String SCENARIO =
      """
      with active as (
        select distinct on (s.currency) s.scenario_id
        from view.scenario s
          left join view.active_scenario a on a.user_id = s.user_id and a.scenario_id = s.scenario_id
        where s.user_id = :user and not s.deleted
        order by s.currency, (a.scenario_id is null), s.created_at, s.scenario_id
      )
      select s.scenario_id, s.name, s.starting_balance, s.currency, coalesce(l.merged_into, s.account_id) as account_id,
          s.bill_count, s.deleted, s.version, active.scenario_id is not null as active
      from view.scenario s left join active on active.scenario_id = s.scenario_id
        left join mirror.account_link l on l.user_id = s.user_id and l.account_id = s.account_id
      where s.user_id = :user and s.scenario_id = any(:scenarios) and not s.deleted
      """;

  private static final String BILLS_OF_USER =
      """
      select b.bill_id, b.scenario_id, b.name, coalesce(abs(coalesce(r.own_expected, r.expected)), b.amount) as amount,
          b.currency, b.due_date, b.frequency, coalesce(l.merged_into, b.account_id) as account_id,
          coalesce(c.survivor_id, b.category_id) as category_id, b.paid_through, b.series_id, b.version,
          coalesce(r.own_rule, r.rule) as rule, coalesce(r.ended, false) as ended,
          coalesce(z.time_zone, 'UTC') as time_zone,
          array(
            select m.due_date from view.bill_mark m
            where m.user_id = b.user_id and m.scenario_id = b.scenario_id and m.bill_id = b.bill_id and m.status = 'paid'
          ) as marked_paid,
          array(
            select m.due_date from view.bill_mark m
            where m.user_id = b.user_id and m.scenario_id = b.scenario_id and m.bill_id = b.bill_id and m.status = 'unpaid'
          ) as marked_unpaid
      from view.bill b join view.scenario s on s.scenario_id = b.scenario_id and s.user_id = b.user_id
        left join mirror.category c on c.user_id = b.user_id and c.category_id = b.category_id
        left join mirror.account_link l on l.user_id = b.user_id and l.account_id = b.account_id
        left join mirror.series r
          on r.user_id = b.user_id and r.series_id = b.series_id and r.currency = b.currency and not r.removed
        left join mirror.settings z on z.user_id = b.user_id
      where b.user_id = :user and not s.deleted
      """;

  private static final String BILLS =
      BILLS_OF_USER
          + """
            and b.scenario_id = :scenario
            and (:afterName::text is null or (lower(b.name), b.bill_id) > (lower(:afterName::text), :afterId::uuid))
          order by lower(b.name), b.bill_id
          limit :limit
          """;

  private static final String BILLS_OF =
      BILLS_OF_USER
          + """
            and b.scenario_id = any(:scenarios)
          order by b.scenario_id, lower(b.name), b.bill_id
          """;

  private static final String BILL =
      BILLS_OF_USER
          + """
            and b.scenario_id = :scenario and b.bill_id = :bill
          """;

  private static final String ACCOUNT =
      "select account_id, currency from mirror.account where user_id = :user and account_id ="
          + " :account";

  private static final String SERIES =
      """
      select series_id from mirror.series
      where user_id = :user and series_id = :series and not income and not removed
      """;

  /** A row with the value it is sorted by. */
  record ListedScenario(ScenarioResponse row, Instant createdAt) {}

  /** The row a page goes on after. */
  record ScenarioPageStart(Instant createdAt, UUID id) {}

  /** The bill a page goes on after. */
  record BillPageStart(String name, UUID id) {}

  Mono<List<ListedScenario>> scenarios(
      Session session,
      UUID user,
      boolean withDeleted,
      @Nullable ScenarioPageStart scenarioPageStart,
      int limit) {
    GenericExecuteSpec query =
        session
            .sql(SCENARIOS)
            .bind("user", user)
            .bind("withDeleted", withDeleted)
            .bind("limit", limit);
    return (scenarioPageStart == null
            ? query.bindNull("afterAt", OffsetDateTime.class).bindNull("afterId", UUID.class)
            : query
                .bind("afterAt", scenarioPageStart.createdAt().atOffset(ZoneOffset.UTC))
                .bind("afterId", scenarioPageStart.id()))
        .map(row -> new ListedScenario(scenario(row), Columns.instant(row, "created_at")))
        .all()
        .collectList();
  }

  /** All scenarios that are not deleted, the newest first, in pages. */
  public Flux<List<ScenarioResponse>> all(Session session, UUID user) {
    return Exports.<ListedScenario>pages(
            last ->
                scenarios(
                    session,
                    user,
                    false,
                    last.map(one -> new ScenarioPageStart(one.createdAt(), one.row().id()))
                        .orElse(null),
                    Exports.PAGE))
        .map(page -> page.stream().map(ListedScenario::row).toList());
  }

  /** The newest that are not deleted. */
  public Mono<List<UUID>> newest(Session session, UUID user, int most) {
    return scenarios(session, user, false, null, most)
        .map(listed -> listed.stream().map(one -> one.row().id()).toList());
  }

  Mono<ScenarioResponse> scenario(Session session, UUID user, UUID scenario) {
    return scenarios(session, user, List.of(scenario)).flatMapIterable(rows -> rows).next();
  }

  /** A scenario as a command of the unit leaves it. */
  public Mono<ScenarioResponse> written(UnitOfWork unit, UUID user, UUID scenario) {
    return unit.project().then(Mono.defer(() -> scenario(unit.session(), user, scenario)));
  }

  /** Those of some scenarios that are there and not deleted, in no particular order. */
  public Mono<List<ScenarioResponse>> scenarios(Session session, UUID user, List<UUID> scenarios) {
    return session
        .sql(SCENARIO)
        .bind("user", user)
        .bind("scenarios", scenarios.toArray(UUID[]::new))
        .map(ScenarioQueries::scenario)
        .all()
        .collectList();
  }

  /** A series of expenses of the user's, empty if it is not known here. */
  Mono<UUID> series(Session session, UUID user, UUID series) {
    return session
        .sql(SERIES)
        .bind("user", user)
        .bind("series", series)
        .map(row -> Columns.uuid(row, "series_id"))
        .one();
  }

  /** All bills of some scenarios, those of each by name. */
  public Mono<List<BillResponse>> bills(
      Session session, UUID user, List<UUID> scenarios, Instant at) {
    return session
        .sql(BILLS_OF)
        .bind("user", user)
        .bind("scenarios", scenarios.toArray(UUID[]::new))
        .map(row -> bill(row, at))
        .all()
        .collectList();
  }

  Mono<List<BillResponse>> bills(
      Session session,
      UUID user,
      UUID scenario,
      @Nullable BillPageStart after,
      int limit,
      Instant at) {
    GenericExecuteSpec query =
        session.sql(BILLS).bind("user", user).bind("scenario", scenario).bind("limit", limit);
    return (after == null
            ? query.bindNull("afterName", String.class).bindNull("afterId", UUID.class)
            : query.bind("afterName", after.name()).bind("afterId", after.id()))
        .map(row -> bill(row, at))
        .all()
        .collectList();
  }

  /**
   * A bill.
   *
   * @param at decides, in the user's time zone, which due date is the next
   */
  Mono<BillResponse> bill(Session session, UUID user, UUID scenario, UUID bill, Instant at) {
    return session
        .sql(BILL)
        .bind("user", user)
        .bind("scenario", scenario)
        .bind("bill", bill)
        .map(row -> bill(row, at))
        .one();
  }

  /** A bill as a command of the unit leaves it. */
  Mono<BillResponse> written(UnitOfWork unit, UUID user, UUID scenario, UUID bill, Instant at) {
    return unit.project().then(Mono.defer(() -> bill(unit.session(), user, scenario, bill, at)));
  }

  /** An account of the user's, if the accounts topic has told of it. */
  Mono<ScenarioCommand.Account> account(Session session, UUID user, UUID account) {
    return session
        .sql(ACCOUNT)
        .bind("user", user)
        .bind("account", account)
        .map(
            row ->
                new ScenarioCommand.Account(
                    Columns.uuid(row, "account_id"),
                    new CurrencyCode(Columns.text(row, "currency"))))
        .one();
  }

  private static ScenarioResponse scenario(Readable row) {
    return new ScenarioResponse(
        Columns.uuid(row, "scenario_id"),
        Columns.text(row, "name"),
        money(row, "starting_balance"),
        row.get("account_id", UUID.class),
        Columns.integer(row, "bill_count"),
        Columns.bool(row, "deleted"),
        Columns.bool(row, "active"),
        Columns.integer(row, "version"));
  }

  private static BillResponse bill(Readable row, Instant at) {
    Money amount = money(row, "amount");
    LocalDate paidThrough = row.get("paid_through", LocalDate.class);
    BillDueDates dueDates =
        new BillDueDates(
            Optional.ofNullable(row.get("due_date", LocalDate.class)),
            Frequency.named(Columns.text(row, "frequency")).orElseThrow(),
            Optional.ofNullable(row.get("rule", String.class)).map(SeriesRule::parse),
            Columns.bool(row, "ended"),
            Set.of(Objects.requireNonNull(row.get("marked_paid", LocalDate[].class))),
            Set.of(Objects.requireNonNull(row.get("marked_unpaid", LocalDate[].class))));
    LocalDate today =
        LocalDate.ofInstant(at, PlanningSettings.zone(Columns.text(row, "time_zone")));
    return new BillResponse(
        Columns.uuid(row, "bill_id"),
        Columns.uuid(row, "scenario_id"),
        Columns.text(row, "name"),
        amount,
        row.get("due_date", LocalDate.class),
        Columns.text(row, "frequency"),
        row.get("account_id", UUID.class),
        row.get("category_id", UUID.class),
        paidThrough,
        row.get("series_id", UUID.class),
        dueDates
            .next(Optional.ofNullable(paidThrough), today)
            .filter(InputRules::storable)
            .orElse(null),
        dueDates.perMonth(amount),
        Columns.integer(row, "version"));
  }

  private static Money money(Readable row, String column) {
    return new Money(Columns.decimal(row, column), new CurrencyCode(Columns.text(row, "currency")));
  }
}
