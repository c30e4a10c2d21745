package florin.planning.goal;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.web.export.Exports;
import florin.planning.balance.CurrentBalances;
import florin.planning.goal.share.Share;
import florin.planning.settings.SettingsQueries;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads goals with their progress. */
@Component
final class GoalQueries {

  private static final String GOALS =
      """
      with queue as (
        select g.goal_id,
            (row_number() over in_order)::int as place,
            (count(*) over together)::int as goals,
            (count(*) filter (where state = 'open') over together)::int as open,
            coalesce(sum(target) over (in_order rows between unbounded preceding and 1 preceding), 0) as before,
            sum(target) over together as targets
        from view.goal g
          left join mirror.account_link l on l.user_id = g.user_id and l.account_id = g.account_id
        where g.user_id = :user and g.kind = 'save' and g.account_id is not null and g.state <> 'abandoned'
        window together as (partition by coalesce(l.merged_into, g.account_id), currency),
            in_order as (partition by coalesce(l.merged_into, g.account_id), currency
              order by (state = 'reached'), due_date nulls last, created_at, goal_id)
      )
      select g.goal_id, g.kind, g.name, g.target, g.currency, g.due_date,
          coalesce(own.merged_into, g.account_id) as account_id, g.monthly, g.note, g.start_debt, g.state, g.version, g.created_at, pace.inflow,
          queue.place, queue.goals, queue.open, queue.before, queue.targets
      from view.goal g
        left join mirror.account_link own on own.user_id = g.user_id and own.account_id = g.account_id
        left join queue on queue.goal_id = g.goal_id
        left join lateral (
          select coalesce(sum(d.amount), 0) as inflow
          from (
            select distinct r.date, r.amount, r.description, r.occurrence
            from (
              select t.date, t.amount, t.description,
                row_number() over (
                  partition by t.account_id, t.date, t.amount, t.description order by t.transaction_id)
                  as occurrence
              from mirror.transaction t
              where t.user_id = g.user_id and t.currency = g.currency and t.account_id in (
                  select g.account_id
                  union
                  select l.account_id
                  from mirror.account_link o
                    join mirror.account_link l on l.user_id = o.user_id
                      and coalesce(l.merged_into, l.account_id) = coalesce(o.merged_into, o.account_id)
                  where o.user_id = g.user_id and o.account_id = g.account_id)
                and t.date > :today::date - :days::int and t.date <= :today::date and not t.removed
                and not t.pending) r) d
        ) pace on g.account_id is not null
      where g.user_id = :user and (g.state <> 'abandoned' or :withAbandoned)
        and (:only::uuid is null or g.goal_id = :only::uuid)
        and (:afterAt::timestamptz is null or (g.created_at, g.goal_id) < (:afterAt::timestamptz, :afterId::uuid))
      order by g.created_at desc, g.goal_id desc
      limit :limit
      """;

  private static final String ACCOUNT =
      """
      select a.currency
      from mirror.account a
      where a.user_id = :user and a.account_id = :account
      """;

  private final SettingsQueries settings;
  private final ShareQueries shares;
  private final CurrentBalances balances;

  GoalQueries(SettingsQueries settings, ShareQueries shares, CurrentBalances balances) {
    this.settings = settings;
    this.balances = balances;
    this.shares = shares;
  }

  /** A row with the value it is sorted by. */
  record ListedGoal(GoalResponse row, Instant createdAt) {}

  /** The row a page goes on after. */
  record PageStart(Instant createdAt, UUID id) {}

  /** Which goals. */
  record GoalSelection(
      @Nullable UUID only, boolean withAbandoned, @Nullable PageStart after, int limit) {

    static GoalSelection one(UUID goal) {
      return new GoalSelection(goal, true, null, 1);
    }
  }

  /**
   * An account of the user's.
   *
   * @param balance below zero if it is in debt; empty if it is not known
   */
  record Held(CurrencyCode currency, Optional<BigDecimal> balance) {}

  /**
   * A goal as it was read, before its share is worked out.
   *
   * @param aim with the survivor in place of a merged account
   * @param queue of a goal to be saved on an account, if it is not abandoned
   */
  record FoundGoal(
      GoalDetails aim,
      String state,
      int version,
      Instant createdAt,
      Optional<BigDecimal> held,
      Optional<BigDecimal> inflow,
      Optional<Share.Queue> queue) {

    boolean abandoned() {
      return state.equals(Goal.GoalStatus.ABANDONED.text());
    }
  }

  Mono<List<ListedGoal>> goals(
      Session session, UUID user, Instant at, GoalSelection goalSelection) {
    return settings
        .settings(session, user)
        .flatMap(
            chosen ->
                balances
                    .all(session, user, chosen.today(at), chosen.zone())
                    .flatMap(
                        current -> goals(session, user, chosen.today(at), goalSelection, current)));
  }

  /** All goals, the newest first, in pages. */
  Flux<List<GoalResponse>> all(Session session, UUID user, Instant at) {
    return Exports.<ListedGoal>pages(
            last ->
                goals(
                    session,
                    user,
                    at,
                    new GoalSelection(
                        null,
                        true,
                        last.map(one -> new PageStart(one.createdAt(), one.row().id()))
                            .orElse(null),
                        Exports.PAGE)))
        .map(page -> page.stream().map(ListedGoal::row).toList());
  }

  private Mono<List<ListedGoal>> goals(
      Session session,
      UUID user,
      LocalDate today,
      GoalSelection goalSelection,
      Map<UUID, Money> current) {
    return found(session, user, today, goalSelection, current)
        .flatMap(
            goals ->
                shares
                    .shares(session, user, goals)
                    .map(
                        parts ->
                            goals.stream()
                                .map(
                                    goal ->
                                        listed(
                                            goal,
                                            Objects.requireNonNull(parts.get(goal.aim().id())),
                                            today))
                                .toList()));
  }

  Mono<GoalResponse> goal(Session session, UUID user, Instant at, UUID goal) {
    return goals(session, user, at, GoalSelection.one(goal))
        .filter(goals -> !goals.isEmpty())
        .map(goals -> goals.getFirst().row());
  }

  /** An account of the user's, if it is known from the accounts topic. */
  Mono<Held> account(Session session, UUID user, UUID account, Instant at) {
    return settings
        .settings(session, user)
        .flatMap(chosen -> balances.all(session, user, chosen.today(at), chosen.zone()))
        .flatMap(
            current ->
                session
                    .sql(ACCOUNT)
                    .bind("user", user)
                    .bind("account", account)
                    .map(
                        row ->
                            new Held(
                                new CurrencyCode(Columns.text(row, "currency")),
                                Optional.ofNullable(current.get(account)).map(Money::amount)))
                    .one());
  }

  private static Mono<List<FoundGoal>> found(
      Session session,
      UUID user,
      LocalDate today,
      GoalSelection goalSelection,
      Map<UUID, Money> current) {
    GenericExecuteSpec query =
        session
            .sql(GOALS)
            .bind("user", user)
            .bind("today", today)
            .bind("days", GoalProgress.PACE_DAYS)
            .bind("withAbandoned", goalSelection.withAbandoned())
            .bind("limit", goalSelection.limit());
    query =
        goalSelection.only() == null
            ? query.bindNull("only", UUID.class)
            : query.bind("only", goalSelection.only());
    PageStart pageStart = goalSelection.after();
    return (pageStart == null
            ? query.bindNull("afterAt", OffsetDateTime.class).bindNull("afterId", UUID.class)
            : query
                .bind("afterAt", pageStart.createdAt().atOffset(ZoneOffset.UTC))
                .bind("afterId", pageStart.id()))
        .map(row -> found(row, current))
        .all()
        .collectList();
  }

  private static ListedGoal listed(FoundGoal goal, Share share, LocalDate today) {
    GoalProgress goalProgress = GoalProgress.of(goal.aim(), share, goal.inflow(), today);
    return new ListedGoal(
        GoalResponse.of(goal.aim(), goal.state(), share, goalProgress, goal.version()),
        goal.createdAt());
  }

  /** From a row with the columns of {@code goal}. */
  static GoalDetails details(Readable row) {
    CurrencyCode currency = new CurrencyCode(Columns.text(row, "currency"));
    String kind = Columns.text(row, "kind");
    return new GoalDetails(
        Columns.uuid(row, "goal_id"),
        GoalKind.named(kind).orElseThrow(() -> new IllegalStateException("kind: " + kind)),
        Columns.text(row, "name"),
        new Money(Columns.decimal(row, "target"), currency),
        Optional.ofNullable(row.get("due_date", LocalDate.class)),
        Optional.ofNullable(row.get("account_id", UUID.class)),
        money(row, "monthly", currency),
        Optional.ofNullable(row.get("note", String.class)),
        money(row, "start_debt", currency));
  }

  private static FoundGoal found(Readable row, Map<UUID, Money> current) {
    GoalDetails goalDetails = details(row);
    return new FoundGoal(
        goalDetails,
        Columns.text(row, "state"),
        Columns.integer(row, "version"),
        Columns.instant(row, "created_at"),
        goalDetails
            .account()
            .map(current::get)
            .filter(balance -> balance.currency().equals(goalDetails.target().currency()))
            .map(Money::amount),
        Optional.ofNullable(row.get("inflow", BigDecimal.class)),
        Optional.ofNullable(row.get("place", Integer.class)).map(place -> queue(row, place)));
  }

  private static Share.Queue queue(Readable row, int place) {
    return new Share.Queue(
        place,
        Columns.integer(row, "goals"),
        Columns.integer(row, "open"),
        Columns.decimal(row, "before"),
        Columns.decimal(row, "targets"));
  }

  private static Optional<Money> money(Readable row, String column, CurrencyCode currency) {
    return Optional.ofNullable(row.get(column, BigDecimal.class))
        .map(amount -> new Money(amount, currency));
  }
}
