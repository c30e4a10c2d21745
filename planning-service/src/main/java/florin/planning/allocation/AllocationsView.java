package florin.planning.allocation;

import florin.events.Money;
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

/** Keeps {@code allocation_list} and {@code allocation}: of each scenario the last list set. */
@Component
final class AllocationsView implements Projection {

  private static final ViewTable<LatestList> LISTS =
      ViewTable.<LatestList>named("allocation_list", "scenario_id")
          .uuid("scenario_id", l -> l.said().scenario())
          .text("currency", l -> l.said().currency().code())
          .stamped(LatestList::event, "changed_at");

  private static final ViewTable<AllocationRow> LINES =
      ViewTable.<AllocationRow>named("allocation", "allocation_id")
          .uuid("allocation_id", l -> l.allocation().id())
          .uuid("scenario_id", l -> l.last().said().scenario())
          .uuid("user_id", l -> l.last().event().stream().user())
          .integer("ordinal", AllocationRow::ordinal)
          .text("name", l -> l.allocation().name())
          .text("kind", l -> AllocationResponse.kind(l.allocation().share()))
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
  private record LatestList(AllocationsEvent.Set said, PendingEvent event) {}

  private record AllocationRow(LatestList last, int ordinal, Allocation allocation) {}

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(LISTS, LINES);
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, LatestList> last = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof AllocationsEvent event) {
        AllocationsEvent.Set said =
            switch (event) {
              case AllocationsEvent.Set set -> set;
            };
        last.put(said.scenario(), new LatestList(said, pending));
      }
    }
    List<LatestList> lists = List.copyOf(last.values());
    return lists.isEmpty()
        ? Mono.empty()
        : LISTS
            .upsert(session, lists)
            .then(Mono.defer(() -> remove(session, lists)))
            .then(Mono.defer(() -> LINES.upsert(session, lines(lists))));
  }

  private static List<AllocationRow> lines(List<LatestList> lists) {
    List<AllocationRow> lines = new ArrayList<>();
    for (LatestList latestList : lists) {
      int ordinal = 0;
      for (Allocation allocation : latestList.said().allocations()) {
        lines.add(new AllocationRow(latestList, ordinal++, allocation));
      }
    }
    return lines;
  }

  private static Mono<Void> remove(Session session, List<LatestList> lists) {
    return session
        .sql(REMOVE)
        .bind("users", UnnestColumns.column(lists, UUID.class, l -> l.event().stream().user()))
        .bind("scenarios", UnnestColumns.column(lists, UUID.class, l -> l.said().scenario()))
        .bind("kept", UnnestColumns.column(lines(lists), UUID.class, l -> l.allocation().id()))
        .then();
  }

  private static @Nullable BigDecimal amount(AllocationRow allocationRow) {
    return switch (allocationRow.allocation().share()) {
      case Allocation.Share.Fixed(Money amount) -> amount.amount();
      case Allocation.Share.Percent _ -> null;
    };
  }

  private static @Nullable BigDecimal percent(AllocationRow allocationRow) {
    return switch (allocationRow.allocation().share()) {
      case Allocation.Share.Fixed _ -> null;
      case Allocation.Share.Percent(BigDecimal percent) -> percent;
    };
  }
}
