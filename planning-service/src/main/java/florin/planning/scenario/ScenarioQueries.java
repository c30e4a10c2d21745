package florin.planning.scenario;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.web.export.Exports;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads scenarios, and the currencies of accounts that scenarios and bills refer to. */
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

  private static final String ACCOUNT =
      "select account_id, currency from mirror.account where user_id = :user and account_id ="
          + " :account";

  /** A row with the value it is sorted by. */
  record ListedScenario(ScenarioResponse row, Instant createdAt) {}

  /** The row a page goes on after. */
  record ScenarioPageStart(Instant createdAt, UUID id) {}

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

  public Mono<ScenarioResponse> scenario(Session session, UUID user, UUID scenario) {
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

  /** An account of the user with its currency; empty if the accounts topic has no such account. */
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

  private static Money money(Readable row, String column) {
    return new Money(Columns.decimal(row, column), new CurrencyCode(Columns.text(row, "currency")));
  }
}
