package florin.planning.scenario;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.database.ViewTable;
import florin.journal.stream.PendingEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps {@code scenario} and {@code bill}. A scenario's row is inserted when it is created and
 * moved on by what the batch adds up to; a bill's row is written whole.
 */
@Component
final class ScenarioView implements Projection {

  private static final ViewTable<NewScenario> TABLE =
      ViewTable.<NewScenario>named("scenario", "scenario_id")
          .uuid("scenario_id", row -> row.event().scenario())
          .text("name", row -> row.event().name())
          .numeric("starting_balance", row -> row.event().startingBalance().amount())
          .text("currency", row -> row.event().startingBalance().currency().code())
          .uuid("account_id", row -> row.event().account().orElse(null))
          .integer("bill_count", _ -> 0)
          .bool("deleted", _ -> false)
          .instant("created_at", row -> row.pending().at())
          .stamped(NewScenario::pending, "changed_at");

  private static final String MOVE_ON =
      """
      update scenario as s
      set name = coalesce(r.name, s.name), deleted = coalesce(r.deleted, s.deleted),
          starting_balance = coalesce(r.balance, s.starting_balance),
          account_id = case when r.balance is null then s.account_id else r.account_id end,
          bill_count = s.bill_count + r.bills, changed_at = r.at,
          stream_version = r.stream_version, version = r.version
      from unnest(:ids::uuid[], :users::uuid[], :names::text[], :deleteds::boolean[], :balances::numeric[],
          :accounts::uuid[], :bills::int[], :ats::timestamptz[], :streamVersions::int[], :versions::int[])
        as r (id, user_id, name, deleted, balance, account_id, bills, at, stream_version, version)
      where s.user_id = r.user_id and s.scenario_id = r.id and s.stream_version < r.stream_version
      """;

  private final BillView bills = new BillView();

  private record NewScenario(ScenarioEvent.Created event, PendingEvent pending) {}

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(TABLE, bills.table());
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<NewScenario> created = new ArrayList<>();
    Map<UUID, ScenarioUpdate> steps = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof ScenarioEvent.Created event) {
        created.add(new NewScenario(event, pending));
      } else if (pending.event() instanceof ScenarioEvent event) {
        steps.merge(pending.stream().id(), step(event, pending), ScenarioUpdate::then);
      }
    }
    return TABLE
        .insert(session, created)
        .then(Mono.defer(() -> moveOn(session, List.copyOf(steps.values()))))
        .then(Mono.defer(() -> bills.project(session, events)));
  }

  /**
   * The sum of some events of one scenario.
   *
   * @param name the new one, null if it stays
   * @param deleted whether it is now, null if that stays
   * @param base the new balance with its account, null if they stay
   * @param bills how many more there are
   * @param last the last of the events
   */
  private record ScenarioUpdate(
      @Nullable String name,
      @Nullable Boolean deleted,
      ScenarioEvent.@Nullable Rebased base,
      int bills,
      PendingEvent last) {

    ScenarioUpdate then(ScenarioUpdate next) {
      return new ScenarioUpdate(
          next.name == null ? name : next.name,
          next.deleted == null ? deleted : next.deleted,
          next.base == null ? base : next.base,
          bills + next.bills,
          next.last);
    }
  }

  private static ScenarioUpdate step(ScenarioEvent event, PendingEvent pending) {
    return switch (event) {
      case ScenarioEvent.Created _, ScenarioEvent.BillRevised _ ->
          new ScenarioUpdate(null, null, null, 0, pending);
      case ScenarioEvent.Renamed e -> new ScenarioUpdate(e.name(), null, null, 0, pending);
      case ScenarioEvent.Rebased e -> new ScenarioUpdate(null, null, e, 0, pending);
      case ScenarioEvent.Deleted _ -> new ScenarioUpdate(null, true, null, 0, pending);
      case ScenarioEvent.Restored _ -> new ScenarioUpdate(null, false, null, 0, pending);
      case ScenarioEvent.BillPlanned _ -> new ScenarioUpdate(null, null, null, 1, pending);
      case ScenarioEvent.BillRemoved _ -> new ScenarioUpdate(null, null, null, -1, pending);
    };
  }

  private static Mono<Void> moveOn(Session session, List<ScenarioUpdate> steps) {
    if (steps.isEmpty()) {
      return Mono.empty();
    }
    return UnnestColumns.stamped(session.sql(MOVE_ON), steps, ScenarioUpdate::last)
        .bind("ids", UnnestColumns.column(steps, UUID.class, s -> s.last().stream().id()))
        .bind("names", steps.stream().map(ScenarioUpdate::name).toArray(String[]::new))
        .bind("deleteds", steps.stream().map(ScenarioUpdate::deleted).toArray(Boolean[]::new))
        .bind(
            "balances",
            steps.stream()
                .map(s -> s.base() == null ? null : s.base().startingBalance().amount())
                .toArray(BigDecimal[]::new))
        .bind(
            "accounts",
            steps.stream()
                .map(s -> s.base() == null ? null : s.base().account().orElse(null))
                .toArray(UUID[]::new))
        .bind("bills", steps.stream().map(ScenarioUpdate::bills).toArray(Integer[]::new))
        .then();
  }
}
