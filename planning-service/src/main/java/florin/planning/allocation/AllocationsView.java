package florin.planning.allocation;

import florin.events.Money;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.Unnest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps {@code allocation_list} and {@code allocation}: of each scenario the last list set. */
@Component
final class AllocationsView implements Projection {

  private static final String LIST =
      """
      insert into allocation_list as l (scenario_id, user_id, currency, changed_at, stream_version, version)
      select r.id, r.user_id, r.currency, r.at, r.stream_version, r.version
      from unnest(:scenarios::uuid[], :users::uuid[], :currencies::text[], :ats::timestamptz[],
          :streamVersions::int[], :versions::int[]) as r (id, user_id, currency, at, stream_version, version)
      order by r.id
      on conflict (scenario_id) do update
      set currency = excluded.currency, changed_at = excluded.changed_at,
          stream_version = excluded.stream_version, version = excluded.version
      where l.stream_version < excluded.stream_version
      """;

  private static final String REMOVE =
      """
      delete from allocation as a
      using unnest(:users::uuid[], :scenarios::uuid[]) as r (user_id, id)
      where a.user_id = r.user_id and a.scenario_id = r.id and a.allocation_id <> all(:kept::uuid[])
      """;

  private static final String WRITE =
      """
      insert into allocation as a (allocation_id, scenario_id, user_id, ordinal, name, kind, amount, percent, currency,
          goal_id, bill_id)
      select r.id, r.scenario_id, r.user_id, r.ordinal, r.name, case when r.percent is null then 'fixed' else 'percent' end,
          r.amount, r.percent, r.currency, r.goal_id, r.bill_id
      from unnest(:ids::uuid[], :scenarios::uuid[], :users::uuid[], :ordinals::int[], :names::text[],
          :amounts::numeric[], :percents::numeric[], :currencies::text[], :goals::uuid[], :bills::uuid[])
        as r (id, scenario_id, user_id, ordinal, name, amount, percent, currency, goal_id, bill_id)
      order by r.id
      on conflict (allocation_id) do update
      set ordinal = excluded.ordinal, name = excluded.name, kind = excluded.kind, amount = excluded.amount,
          percent = excluded.percent, goal_id = excluded.goal_id, bill_id = excluded.bill_id
      where (a.ordinal, a.name, a.kind, a.amount, a.percent, a.goal_id, a.bill_id) is distinct from (excluded.ordinal,
          excluded.name, excluded.kind, excluded.amount, excluded.percent, excluded.goal_id, excluded.bill_id)
      """;

  /** The last list of a scenario that a batch sets. */
  private record Last(AllocationsEvent.Set said, PendingEvent event) {}

  private record Line(Last last, int ordinal, Allocation allocation) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, Last> last = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof AllocationsEvent event) {
        AllocationsEvent.Set said =
            switch (event) {
              case AllocationsEvent.Set set -> set;
            };
        last.put(said.scenario(), new Last(said, pending));
      }
    }
    List<Last> lists = List.copyOf(last.values());
    return lists.isEmpty()
        ? Mono.empty()
        : list(session, lists)
            .then(Mono.defer(() -> remove(session, lists)))
            .then(Mono.defer(() -> write(session, lines(lists))));
  }

  private static List<Line> lines(List<Last> lists) {
    List<Line> lines = new ArrayList<>();
    for (Last last : lists) {
      int ordinal = 0;
      for (Allocation allocation : last.said().allocations()) {
        lines.add(new Line(last, ordinal++, allocation));
      }
    }
    return lines;
  }

  private static Mono<Void> list(Session session, List<Last> lists) {
    return Unnest.stamped(session.sql(LIST), lists, Last::event)
        .bind("scenarios", scenarios(lists))
        .bind(
            "currencies",
            lists.stream().map(l -> l.said().currency().code()).toArray(String[]::new))
        .then();
  }

  private static Mono<Void> remove(Session session, List<Last> lists) {
    return session
        .sql(REMOVE)
        .bind("scenarios", scenarios(lists))
        .bind("users", users(lists))
        .bind("kept", ids(lines(lists), line -> line.allocation().id()))
        .then();
  }

  private static Mono<Void> write(Session session, List<Line> lines) {
    if (lines.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(WRITE)
        .bind("ids", ids(lines, line -> line.allocation().id()))
        .bind("scenarios", ids(lines, line -> line.last().said().scenario()))
        .bind("users", ids(lines, line -> line.last().event().stream().user()))
        .bind("ordinals", lines.stream().map(Line::ordinal).toArray(Integer[]::new))
        .bind("names", lines.stream().map(l -> l.allocation().name()).toArray(String[]::new))
        .bind("amounts", lines.stream().map(AllocationsView::amount).toArray(BigDecimal[]::new))
        .bind("percents", lines.stream().map(AllocationsView::percent).toArray(BigDecimal[]::new))
        .bind(
            "currencies",
            lines.stream().map(l -> l.last().said().currency().code()).toArray(String[]::new))
        .bind("goals", ids(lines, line -> line.allocation().goal().orElse(null)))
        .bind("bills", ids(lines, line -> line.allocation().bill().orElse(null)))
        .then();
  }

  private static @Nullable BigDecimal amount(Line line) {
    return switch (line.allocation().share()) {
      case Allocation.Share.Fixed(Money amount) -> amount.amount();
      case Allocation.Share.Percent _ -> null;
    };
  }

  private static @Nullable BigDecimal percent(Line line) {
    return switch (line.allocation().share()) {
      case Allocation.Share.Fixed _ -> null;
      case Allocation.Share.Percent(BigDecimal percent) -> percent;
    };
  }

  private static UUID[] scenarios(List<Last> lists) {
    return lists.stream().map(l -> l.said().scenario()).toArray(UUID[]::new);
  }

  private static UUID[] users(List<Last> lists) {
    return lists.stream().map(l -> l.event().stream().user()).toArray(UUID[]::new);
  }

  private static UUID[] ids(List<Line> lines, Function<Line, @Nullable UUID> id) {
    return lines.stream().map(id).toArray(UUID[]::new);
  }
}
