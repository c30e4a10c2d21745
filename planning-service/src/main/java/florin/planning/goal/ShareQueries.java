package florin.planning.goal;

import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.planning.allocation.Allocation;
import florin.planning.allocation.AllocationsQueries;
import florin.planning.allocation.AllocationsQueries.ScenarioAllocations;
import florin.planning.goal.GoalQueries.FoundGoal;
import florin.planning.goal.share.PayOff;
import florin.planning.goal.share.Share;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Works out which part of a balance counts for which goal. */
@Component
final class ShareQueries {

  private static final int MOST_PAY_OFFS = 1000;

  /** Those of some goals that live on what the active scenario allocates to them. */
  private static final String ALLOCATED =
      """
      select goal_id
      from view.goal
      where user_id = :user and goal_id = any(:goals) and kind = 'save' and account_id is null
        and state <> 'abandoned'
      """;

  private static final String PAY_OFFS =
      """
      select g.goal_id, coalesce(l.merged_into, g.account_id) as account_id, g.target, g.start_debt
      from view.goal g
        left join mirror.account_link l on l.user_id = g.user_id and l.account_id = g.account_id
      where g.user_id = :user and coalesce(l.merged_into, g.account_id) = any(:accounts) and g.kind = 'pay-off'
        and g.state <> 'abandoned'
      order by (state = 'reached'), due_date nulls last, created_at, goal_id
      limit :limit
      """;

  private final AllocationsQueries allocations;

  ShareQueries(AllocationsQueries allocations) {
    this.allocations = allocations;
  }

  /**
   * The allocations of the active scenarios to goals without an account.
   *
   * @param ofAccounts how much of it is of a scenario with an account
   */
  private record Allocated(Map<UUID, BigDecimal> toGoals, Map<UUID, BigDecimal> ofAccounts) {}

  /** The share of every goal, by its id. */
  Mono<Map<UUID, Share>> shares(Session session, UUID user, List<FoundGoal> goals) {
    if (goals.isEmpty()) {
      return Mono.just(Map.of());
    }
    return allocated(session, user)
        .flatMap(
            allocated ->
                payOffs(session, user, goals).map(payOffs -> together(goals, allocated, payOffs)));
  }

  private static Map<UUID, Share> together(
      List<FoundGoal> goals, Allocated allocated, Map<UUID, Share> payOffs) {
    Map<UUID, Share> shares = new HashMap<>(payOffs);
    for (FoundGoal goal : goals) {
      GoalDetails goalDetails = goal.aim();
      BigDecimal target = goalDetails.target().amount();
      if (goal.abandoned()) {
        shares.put(goalDetails.id(), Share.abandoned(target, goal.held()));
      } else if (goal.queue().isPresent()) {
        BigDecimal reserved =
            goalDetails.account().map(allocated.ofAccounts()::get).orElse(BigDecimal.ZERO);
        shares.put(
            goalDetails.id(),
            Share.saved(target, goal.held(), reserved, goal.queue().orElseThrow()));
      } else {
        BigDecimal part = allocated.toGoals().getOrDefault(goalDetails.id(), BigDecimal.ZERO);
        shares.putIfAbsent(goalDetails.id(), Share.allocated(target, part));
      }
    }
    return shares;
  }

  private Mono<Allocated> allocated(Session session, UUID user) {
    return allocations
        .baselines(session, user)
        .flatMap(ids -> allocations.plans(session, user, ids))
        .flatMap(
            plans ->
                withoutAccount(session, user, targets(plans.values()))
                    .map(goals -> allocated(plans.values(), goals)));
  }

  private static Set<UUID> targets(Collection<ScenarioAllocations> plans) {
    return plans.stream()
        .flatMap(scenarioAllocations -> scenarioAllocations.allocations().stream())
        .flatMap(allocation -> allocation.goal().stream())
        .collect(Collectors.toSet());
  }

  private static Mono<Set<UUID>> withoutAccount(Session session, UUID user, Set<UUID> goals) {
    if (goals.isEmpty()) {
      return Mono.just(Set.of());
    }
    return session
        .sql(ALLOCATED)
        .bind("user", user)
        .bind("goals", goals.toArray(UUID[]::new))
        .map(row -> Columns.uuid(row, "goal_id"))
        .all()
        .collect(Collectors.toSet());
  }

  /** Allocations beyond the balance of their scenario are covered in the order of the list. */
  private static Allocated allocated(Collection<ScenarioAllocations> plans, Set<UUID> goals) {
    Map<UUID, BigDecimal> toGoals = new HashMap<>();
    Map<UUID, BigDecimal> ofAccounts = new HashMap<>();
    for (ScenarioAllocations scenarioAllocations : plans) {
      List<Money> parts = scenarioAllocations.split().parts();
      BigDecimal left = Share.positive(scenarioAllocations.balance().amount());
      int i = 0;
      for (Allocation allocation : scenarioAllocations.allocations()) {
        BigDecimal covered = parts.get(i++).amount().min(left);
        left = left.subtract(covered);
        Optional<UUID> goal = allocation.goal().filter(goals::contains);
        goal.ifPresent(id -> toGoals.merge(id, covered, BigDecimal::add));
        goal.flatMap(_ -> scenarioAllocations.account())
            .ifPresent(account -> ofAccounts.merge(account, covered, BigDecimal::add));
      }
    }
    return new Allocated(toGoals, ofAccounts);
  }

  private static Mono<Map<UUID, Share>> payOffs(Session session, UUID user, List<FoundGoal> goals) {
    Map<UUID, Optional<BigDecimal>> balances = new HashMap<>();
    goals.stream()
        .filter(goal -> goal.aim().kind() == GoalKind.PAY_OFF && !goal.abandoned())
        .forEach(goal -> goal.aim().account().ifPresent(id -> balances.put(id, goal.held())));
    if (balances.isEmpty()) {
      return Mono.just(Map.of());
    }
    return session
        .sql(PAY_OFFS)
        .bind("user", user)
        .bind("accounts", balances.keySet().toArray(UUID[]::new))
        .bind("limit", MOST_PAY_OFFS)
        .map(
            row ->
                Map.entry(
                    Columns.uuid(row, "account_id"),
                    new PayOff(
                        Columns.uuid(row, "goal_id"),
                        Columns.decimal(row, "target"),
                        Columns.decimal(row, "start_debt"))))
        .all()
        .collectList()
        .map(rows -> payOffs(balances, rows));
  }

  private static Map<UUID, Share> payOffs(
      Map<UUID, Optional<BigDecimal>> balances, List<Map.Entry<UUID, PayOff>> rows) {
    Map<UUID, List<PayOff>> ofAccount = new LinkedHashMap<>();
    rows.forEach(
        row -> ofAccount.computeIfAbsent(row.getKey(), _ -> new ArrayList<>()).add(row.getValue()));
    Map<UUID, Share> shares = new HashMap<>();
    ofAccount.forEach(
        (account, goals) ->
            shares.putAll(PayOff.shares(balances.getOrDefault(account, Optional.empty()), goals)));
    return shares;
  }
}
