package florin.planning.goal;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Columns;
import florin.journal.Session;
import florin.planning.allocation.Allocation;
import florin.planning.allocation.AllocationsQueries;
import florin.planning.settings.SettingsQueries;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads goals with what they have come to. */
@Component
final class GoalQueries {

  private static final String GOALS =
      """
      select g.goal_id, g.name, g.target, g.currency, g.due_date, g.account_id, g.monthly, g.note, g.state,
          g.version, g.created_at, coalesce(b.current_amount, b.available_amount) as held, pace.inflow
      from view.goal g
        left join mirror.balance b
          on b.user_id = g.user_id and b.account_id = g.account_id and b.currency = g.currency
        left join lateral (
          select coalesce(sum(t.amount), 0) as inflow
          from mirror.transaction t
          where t.user_id = g.user_id and t.account_id = g.account_id and t.currency = g.currency
            and t.date > :today::date - :days::int and t.date <= :today::date and not t.removed and not t.pending
        ) pace on g.account_id is not null
      where g.user_id = :user and (g.state <> 'abandoned' or :withAbandoned)
        and (:only::uuid is null or g.goal_id = :only::uuid)
        and (:afterAt::timestamptz is null or (g.created_at, g.goal_id) < (:afterAt::timestamptz, :afterId::uuid))
      order by g.created_at desc, g.goal_id desc
      limit :limit
      """;

  private static final String ACCOUNT =
      "select currency from mirror.account where user_id = :user and account_id = :account";

  private final SettingsQueries settings;
  private final AllocationsQueries allocations;

  GoalQueries(SettingsQueries settings, AllocationsQueries allocations) {
    this.settings = settings;
    this.allocations = allocations;
  }

  /** A row with the value it is sorted by. */
  record Listed(GoalRow row, Instant createdAt) {}

  /** The row a page goes on after. */
  record After(Instant createdAt, UUID id) {}

  /** Which goals. */
  record Asked(@Nullable UUID only, boolean withAbandoned, @Nullable After after, int limit) {

    static Asked one(UUID goal) {
      return new Asked(goal, true, null, 1);
    }
  }

  private record Found(
      Aim aim,
      String state,
      int version,
      Instant createdAt,
      Optional<BigDecimal> held,
      Optional<BigDecimal> inflow) {}

  Mono<List<Listed>> goals(Session session, UUID user, Instant at, Asked asked) {
    return settings
        .settings(session, user)
        .map(chosen -> chosen.today(at))
        .flatMap(
            today ->
                found(session, user, today, asked)
                    .flatMap(
                        goals ->
                            setAside(session, user, goals)
                                .map(aside -> listed(goals, aside, today))));
  }

  Mono<GoalRow> goal(Session session, UUID user, Instant at, UUID goal) {
    return goals(session, user, at, Asked.one(goal))
        .filter(goals -> !goals.isEmpty())
        .map(goals -> goals.getFirst().row());
  }

  /** The currency of an account of the user's, if the accounts topic has told of it. */
  Mono<CurrencyCode> account(Session session, UUID user, UUID account) {
    return session
        .sql(ACCOUNT)
        .bind("user", user)
        .bind("account", account)
        .map(row -> new CurrencyCode(Columns.text(row, "currency")))
        .one();
  }

  private static Mono<List<Found>> found(Session session, UUID user, LocalDate today, Asked asked) {
    GenericExecuteSpec query =
        session
            .sql(GOALS)
            .bind("user", user)
            .bind("today", today)
            .bind("days", Progress.PACE_DAYS)
            .bind("withAbandoned", asked.withAbandoned())
            .bind("limit", asked.limit());
    query =
        asked.only() == null
            ? query.bindNull("only", UUID.class)
            : query.bind("only", asked.only());
    After after = asked.after();
    return (after == null
            ? query.bindNull("afterAt", OffsetDateTime.class).bindNull("afterId", UUID.class)
            : query
                .bind("afterAt", after.createdAt().atOffset(ZoneOffset.UTC))
                .bind("afterId", after.id()))
        .map(GoalQueries::found)
        .all()
        .collectList();
  }

  /** What the plans that count allocate to each goal, asked only if a goal lives on that. */
  private Mono<Map<UUID, BigDecimal>> setAside(Session session, UUID user, List<Found> goals) {
    if (goals.stream().allMatch(found -> found.aim().account().isPresent())) {
      return Mono.just(Map.of());
    }
    return allocations
        .baselines(session, user)
        .flatMap(ids -> allocations.plans(session, user, ids))
        .map(plans -> perGoal(plans.values()));
  }

  private static Map<UUID, BigDecimal> perGoal(
      java.util.Collection<AllocationsQueries.Plan> plans) {
    Map<UUID, BigDecimal> aside = new HashMap<>();
    for (AllocationsQueries.Plan plan : plans) {
      List<Money> parts = plan.split().parts();
      int i = 0;
      for (Allocation allocation : plan.allocations()) {
        BigDecimal part = parts.get(i++).amount();
        allocation.goal().ifPresent(goal -> aside.merge(goal, part, BigDecimal::add));
      }
    }
    return aside;
  }

  private static List<Listed> listed(
      List<Found> goals, Map<UUID, BigDecimal> aside, LocalDate today) {
    return goals.stream()
        .map(
            found -> {
              BigDecimal held =
                  found.aim().account().isPresent()
                      ? found.held().orElse(BigDecimal.ZERO)
                      : aside.getOrDefault(found.aim().id(), BigDecimal.ZERO);
              Progress progress = Progress.of(found.aim(), held, found.inflow(), today);
              GoalRow row = GoalRow.of(found.aim(), found.state(), progress, found.version());
              return new Listed(row, found.createdAt());
            })
        .toList();
  }

  private static Found found(Readable row) {
    CurrencyCode currency = new CurrencyCode(Columns.text(row, "currency"));
    Aim aim =
        new Aim(
            Columns.uuid(row, "goal_id"),
            Columns.text(row, "name"),
            new Money(Columns.decimal(row, "target"), currency),
            Optional.ofNullable(row.get("due_date", LocalDate.class)),
            Optional.ofNullable(row.get("account_id", UUID.class)),
            Optional.ofNullable(row.get("monthly", BigDecimal.class))
                .map(amount -> new Money(amount, currency)),
            Optional.ofNullable(row.get("note", String.class)));
    return new Found(
        aim,
        Columns.text(row, "state"),
        Columns.integer(row, "version"),
        Columns.instant(row, "created_at"),
        Optional.ofNullable(row.get("held", BigDecimal.class)),
        Optional.ofNullable(row.get("inflow", BigDecimal.class)));
  }
}
