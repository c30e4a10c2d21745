package florin.planning.goal;

import florin.events.Money;
import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps {@code goal}: a row from the event that sets it, then what a batch makes of it. */
@Component
final class GoalView implements Projection {

  private static final String SET =
      """
      insert into goal (goal_id, user_id, name, target, currency, due_date, account_id, monthly, note, kind, start_debt,
          state, created_at, changed_at, stream_version, version)
      select r.id, r.user_id, r.name, r.target, r.currency, r.due_date, r.account_id, r.monthly, r.note, r.kind, r.start_debt,
          r.state, r.at, r.at, r.stream_version, r.version
      from unnest(:ids::uuid[], :users::uuid[], :names::text[], :targets::numeric[], :currencies::text[],
          :dueDates::date[], :accounts::uuid[], :monthlies::numeric[], :notes::text[], :kinds::text[],
          :startDebts::numeric[], :states::text[],
          :ats::timestamptz[], :streamVersions::int[], :versions::int[])
        as r (id, user_id, name, target, currency, due_date, account_id, monthly, note, kind, start_debt, state, at,
          stream_version, version)
      order by r.id
      on conflict (goal_id) do nothing
      """;

  private static final String MOVE_ON =
      """
      update goal as g
      set name = case when r.name is null then g.name else r.name end,
          target = case when r.name is null then g.target else r.target end,
          due_date = case when r.name is null then g.due_date else r.due_date end,
          account_id = case when r.name is null then g.account_id else r.account_id end,
          monthly = case when r.name is null then g.monthly else r.monthly end,
          note = case when r.name is null then g.note else r.note end,
          start_debt = case when r.name is null then g.start_debt else r.start_debt end,
          state = coalesce(r.state, g.state), changed_at = r.at,
          stream_version = r.stream_version, version = r.version
      from unnest(:ids::uuid[], :users::uuid[], :names::text[], :targets::numeric[], :currencies::text[],
          :dueDates::date[], :accounts::uuid[], :monthlies::numeric[], :notes::text[], :kinds::text[],
          :startDebts::numeric[], :states::text[],
          :ats::timestamptz[], :streamVersions::int[], :versions::int[])
        as r (id, user_id, name, target, currency, due_date, account_id, monthly, note, kind, start_debt, state, at,
          stream_version, version)
      where g.user_id = r.user_id and g.goal_id = r.id and g.stream_version < r.stream_version
      """;

  /** What some events of one goal add up to; null is as it was. */
  private record GoalUpdate(
      @Nullable GoalDetails aim, Goal.@Nullable GoalStatus standing, PendingEvent last) {

    GoalUpdate then(GoalUpdate next) {
      return new GoalUpdate(
          next.aim == null ? aim : next.aim,
          next.standing == null ? standing : next.standing,
          next.last);
    }

    private <T> @Nullable T of(java.util.function.Function<GoalDetails, @Nullable T> value) {
      return aim == null ? null : value.apply(aim);
    }
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, GoalUpdate> set = new LinkedHashMap<>();
    Map<UUID, GoalUpdate> steps = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof GoalEvent.Set event) {
        set.put(pending.stream().id(), step(event, pending));
      } else if (pending.event() instanceof GoalEvent event) {
        steps.merge(pending.stream().id(), step(event, pending), GoalUpdate::then);
      }
    }
    return write(session, SET, List.copyOf(set.values()))
        .then(Mono.defer(() -> write(session, MOVE_ON, List.copyOf(steps.values()))));
  }

  private static GoalUpdate step(GoalEvent event, PendingEvent pending) {
    return switch (event) {
      case GoalEvent.Set e -> new GoalUpdate(e.aim(), Goal.GoalStatus.OPEN, pending);
      case GoalEvent.Revised e -> new GoalUpdate(e.aim(), null, pending);
      case GoalEvent.Reached _ -> new GoalUpdate(null, Goal.GoalStatus.REACHED, pending);
      case GoalEvent.Abandoned _ -> new GoalUpdate(null, Goal.GoalStatus.ABANDONED, pending);
      case GoalEvent.Reopened _ -> new GoalUpdate(null, Goal.GoalStatus.OPEN, pending);
    };
  }

  private static Mono<Void> write(Session session, String statement, List<GoalUpdate> steps) {
    return steps.isEmpty() ? Mono.empty() : bound(session.sql(statement), steps).then();
  }

  private static GenericExecuteSpec bound(GenericExecuteSpec statement, List<GoalUpdate> steps) {
    return UnnestColumns.stamped(statement, steps, GoalUpdate::last)
        .bind("ids", UnnestColumns.column(steps, UUID.class, s -> s.last().stream().id()))
        .bind("names", steps.stream().map(s -> s.of(GoalDetails::name)).toArray(String[]::new))
        .bind(
            "targets",
            steps.stream().map(s -> s.of(a -> a.target().amount())).toArray(BigDecimal[]::new))
        .bind(
            "currencies",
            steps.stream().map(s -> s.of(a -> a.target().currency().code())).toArray(String[]::new))
        .bind(
            "dueDates",
            steps.stream().map(s -> s.of(a -> or(a.dueDate()))).toArray(LocalDate[]::new))
        .bind("accounts", steps.stream().map(s -> s.of(a -> or(a.account()))).toArray(UUID[]::new))
        .bind(
            "monthlies",
            steps.stream()
                .map(s -> s.of(a -> or(a.monthly().map(Money::amount))))
                .toArray(BigDecimal[]::new))
        .bind("notes", steps.stream().map(s -> s.of(a -> or(a.note()))).toArray(String[]::new))
        .bind("kinds", steps.stream().map(s -> s.of(a -> a.kind().text())).toArray(String[]::new))
        .bind(
            "startDebts",
            steps.stream()
                .map(s -> s.of(a -> or(a.startDebt().map(Money::amount))))
                .toArray(BigDecimal[]::new))
        .bind(
            "states",
            steps.stream()
                .map(s -> s.standing() == null ? null : s.standing().text())
                .toArray(String[]::new));
  }

  private static <T> @Nullable T or(Optional<T> value) {
    return value.orElse(null);
  }
}
