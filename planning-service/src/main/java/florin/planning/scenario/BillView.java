package florin.planning.scenario;

import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.PendingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps {@code bill}, after the scenarios its rows belong to. */
final class BillView {

  private static final ViewTable<KeptBill> TABLE =
      ViewTable.<KeptBill>named("bill", "bill_id")
          .uuid("bill_id", row -> row.bill().id())
          .uuid("scenario_id", row -> row.last().stream().id())
          .text("name", row -> row.bill().name())
          .numeric("amount", row -> row.bill().amount().amount())
          .text("currency", row -> row.bill().amount().currency().code())
          .date("due_date", row -> row.bill().dueDate().orElse(null))
          .text("frequency", row -> row.bill().frequency().text())
          .uuid("account_id", row -> row.bill().account().orElse(null))
          .uuid("category_id", row -> row.bill().category().orElse(null))
          .date("paid_through", row -> row.bill().paidThrough().orElse(null))
          .uuid("series_id", row -> row.bill().series().orElse(null))
          .stamped(KeptBill::last, "changed_at");

  private static final String REMOVE =
      """
      delete from bill as b
      using unnest(:users::uuid[], :bills::uuid[]) as r (user_id, bill_id)
      where b.user_id = r.user_id and b.bill_id = r.bill_id
      """;

  /** A bill after its last event of a batch. */
  private sealed interface LatestBill {
    PendingEvent last();
  }

  private record KeptBill(Bill bill, PendingEvent last) implements LatestBill {}

  private record RemovedBill(UUID id, PendingEvent last) implements LatestBill {}

  ViewTable<?> table() {
    return TABLE;
  }

  Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, LatestBill> bills = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof ScenarioEvent event) {
        put(bills, event, pending);
      }
    }
    List<KeptBill> kept = rows(bills, KeptBill.class);
    List<RemovedBill> removed = rows(bills, RemovedBill.class);
    return TABLE.upsert(session, kept).then(Mono.defer(() -> remove(session, removed)));
  }

  private static void put(Map<UUID, LatestBill> bills, ScenarioEvent event, PendingEvent pending) {
    switch (event) {
      case ScenarioEvent.BillPlanned e -> bills.put(e.bill().id(), new KeptBill(e.bill(), pending));
      case ScenarioEvent.BillRevised e -> bills.put(e.bill().id(), new KeptBill(e.bill(), pending));
      case ScenarioEvent.BillRemoved e -> bills.put(e.bill(), new RemovedBill(e.bill(), pending));
      case ScenarioEvent.Created _,
          ScenarioEvent.Renamed _,
          ScenarioEvent.Rebased _,
          ScenarioEvent.Deleted _,
          ScenarioEvent.Restored _ -> {
        // the bills stay as they are
      }
    }
  }

  private static <T extends LatestBill> List<T> rows(Map<UUID, LatestBill> bills, Class<T> type) {
    return bills.values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static Mono<Void> remove(Session session, List<RemovedBill> removed) {
    if (removed.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(REMOVE)
        .bind("users", removed.stream().map(row -> row.last().stream().user()).toArray(UUID[]::new))
        .bind("bills", removed.stream().map(RemovedBill::id).toArray(UUID[]::new))
        .then();
  }
}
