package florin.planning.allocation;

import florin.events.Money;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.Unnest;
import florin.journal.ViewTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps {@code allocation_list} and {@code allocation}: of each scenario the last list set. */
@Component
final class AllocationsView implements Projection {

  private static final ViewTable<Last> LISTS =
      ViewTable.<Last>named("allocation_list", "scenario_id")
          .uuid("scenario_id", l -> l.said().scenario())
          .text("currency", l -> l.said().currency().code())
          .stamped(Last::event, "changed_at");

  private static final ViewTable<Line> LINES =
      ViewTable.<Line>named("allocation", "allocation_id")
          .uuid("allocation_id", l -> l.allocation().id())
          .uuid("scenario_id", l -> l.last().said().scenario())
          .uuid("user_id", l -> l.last().event().stream().user())
          .integer("ordinal", Line::ordinal)
          .text("name", l -> l.allocation().name())
          .text("kind", l -> AllocationRow.kind(l.allocation().share()))
          .numeric("amount", AllocationsView::amount)
          .numeric("percent", AllocationsView::percent)
          .text("currency", l -> l.last().said().currency().code())
          .uuid("goal_id", l -> l.allocation().goal().orElse(null))
          .uuid("bill_id", l -> l.allocation().bill().orElse(null));

  private static final String REMOVE =
      """
      delete from allocation as a
      using unnest(:users::uuid[], :scenarios::uuid[]) as r (user_id, id)
      where a.user_id = r.user_id and a.scenario_id = r.id and a.allocation_id <> all(:kept::uuid[])
      """;

  /** The last list of a scenario that a batch sets. */
  private record Last(AllocationsEvent.Set said, PendingEvent event) {}

  private record Line(Last last, int ordinal, Allocation allocation) {}

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(LISTS, LINES);
  }

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
        : LISTS
            .upsert(session, lists)
            .then(Mono.defer(() -> remove(session, lists)))
            .then(Mono.defer(() -> LINES.upsert(session, lines(lists))));
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

  private static Mono<Void> remove(Session session, List<Last> lists) {
    return session
        .sql(REMOVE)
        .bind("users", Unnest.column(lists, UUID.class, l -> l.event().stream().user()))
        .bind("scenarios", Unnest.column(lists, UUID.class, l -> l.said().scenario()))
        .bind("kept", Unnest.column(lines(lists), UUID.class, l -> l.allocation().id()))
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
}
