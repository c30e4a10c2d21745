package florin.planning.allocation;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads balances with their allocations. */
@Component
public final class AllocationsQueries {

  private static final String PLANS =
      """
      select s.scenario_id, s.starting_balance, s.currency, coalesce(k.merged_into, s.account_id) as account_id,
          coalesce(l.version, 0) as version
      from view.scenario s
        left join view.allocation_list l on l.user_id = s.user_id and l.scenario_id = s.scenario_id
        left join mirror.account_link k on k.user_id = s.user_id and k.account_id = s.account_id
      where s.user_id = :user and s.scenario_id = any(:scenarios) and not s.deleted
      """;

  /**
   * The plan that counts in each currency is the one that the user chose, else the oldest that is
   * not deleted: the others are what-ifs beside it.
   */
  private static final String BASELINES =
      """
      select distinct on (s.currency) s.scenario_id
      from view.scenario s
        left join view.active_scenario a on a.user_id = s.user_id and a.scenario_id = s.scenario_id
      where s.user_id = :user and not s.deleted
      order by s.currency, (a.scenario_id is null), s.created_at, s.scenario_id
      """;

  private static final String ALLOCATIONS =
      """
      select scenario_id, allocation_id, name, amount, percent, currency, goal_id, bill_id
      from view.allocation
      where user_id = :user and scenario_id = any(:scenarios)
      order by scenario_id, ordinal
      """;

  private static final String GOALS =
      """
      select goal_id, currency
      from view.goal
      where user_id = :user and goal_id = any(:goals) and state <> 'abandoned'
      """;

  /**
   * A balance and how it is shared out.
   *
   * @param account the balance is on, if it is on one; of a merged one the survivor
   */
  public record ScenarioAllocations(
      UUID scenario,
      Money balance,
      Optional<UUID> account,
      List<Allocation> allocations,
      int version) {

    public AllocatedBalance split() {
      return AllocatedBalance.of(balance, allocations);
    }
  }

  private record Row(UUID scenario, Allocation allocation) {}

  /** The plans of scenarios that are there and not deleted. */
  public Mono<Map<UUID, ScenarioAllocations>> plans(
      Session session, UUID user, Collection<UUID> scenarios) {
    UUID[] ids = scenarios.toArray(UUID[]::new);
    return session
        .sql(PLANS)
        .bind("user", user)
        .bind("scenarios", ids)
        .map(AllocationsQueries::plan)
        .all()
        .collectList()
        .flatMap(plans -> allocated(session, user, ids, plans));
  }

  private static Mono<Map<UUID, ScenarioAllocations>> allocated(
      Session session, UUID user, UUID[] scenarios, List<ScenarioAllocations> plans) {
    return session
        .sql(ALLOCATIONS)
        .bind("user", user)
        .bind("scenarios", scenarios)
        .map(row -> new Row(Columns.uuid(row, "scenario_id"), allocation(row)))
        .all()
        .collectList()
        .map(rows -> together(plans, rows));
  }

  private static Map<UUID, ScenarioAllocations> together(
      List<ScenarioAllocations> plans, List<Row> rows) {
    Map<UUID, List<Allocation>> lists = new HashMap<>();
    rows.forEach(
        row -> lists.computeIfAbsent(row.scenario(), _ -> new ArrayList<>()).add(row.allocation()));
    Map<UUID, ScenarioAllocations> result = new LinkedHashMap<>();
    for (ScenarioAllocations scenarioAllocations : plans) {
      List<Allocation> list = lists.getOrDefault(scenarioAllocations.scenario(), List.of());
      result.put(
          scenarioAllocations.scenario(),
          new ScenarioAllocations(
              scenarioAllocations.scenario(),
              scenarioAllocations.balance(),
              scenarioAllocations.account(),
              List.copyOf(list),
              scenarioAllocations.version()));
    }
    return result;
  }

  /** The scenarios that count, one of each currency. */
  public Mono<List<UUID>> baselines(Session session, UUID user) {
    return session
        .sql(BASELINES)
        .bind("user", user)
        .map(row -> Columns.uuid(row, "scenario_id"))
        .all()
        .collectList();
  }

  /** The currencies of goals of the user's that are not abandoned. */
  Mono<Map<UUID, CurrencyCode>> goals(Session session, UUID user, Collection<UUID> goals) {
    if (goals.isEmpty()) {
      return Mono.just(Map.of());
    }
    return session
        .sql(GOALS)
        .bind("user", user)
        .bind("goals", goals.toArray(UUID[]::new))
        .map(
            row ->
                Map.entry(
                    Columns.uuid(row, "goal_id"), new CurrencyCode(Columns.text(row, "currency"))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static ScenarioAllocations plan(Readable row) {
    return new ScenarioAllocations(
        Columns.uuid(row, "scenario_id"),
        new Money(
            Columns.decimal(row, "starting_balance"),
            new CurrencyCode(Columns.text(row, "currency"))),
        Optional.ofNullable(row.get("account_id", UUID.class)),
        List.of(),
        Columns.integer(row, "version"));
  }

  private static Allocation allocation(Readable row) {
    BigDecimal amount = row.get("amount", BigDecimal.class);
    return new Allocation(
        Columns.uuid(row, "allocation_id"),
        Columns.text(row, "name"),
        amount == null
            ? new Allocation.Share.Percent(PercentFormat.plain(Columns.decimal(row, "percent")))
            : new Allocation.Share.Fixed(
                new Money(amount, new CurrencyCode(Columns.text(row, "currency")))),
        Optional.ofNullable(row.get("goal_id", UUID.class)),
        Optional.ofNullable(row.get("bill_id", UUID.class)));
  }
}
