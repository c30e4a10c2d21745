package florin.planning.scenario;

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
import reactor.core.publisher.Mono;

/** Keeps {@code bill}, after the scenarios its rows belong to. */
final class BillView {

  private static final String WRITE =
      """
      insert into bill (bill_id, scenario_id, user_id, name, amount, currency, due_date, frequency, account_id,
          category_id, paid_through, series_id, changed_at, stream_version, version)
      select r.bill_id, r.id, r.user_id, r.name, r.amount, r.currency, r.due_date, r.frequency, r.account_id,
          r.category_id, r.paid_through, r.series_id, r.at, r.stream_version, r.version
      from unnest(:bills::uuid[], :ids::uuid[], :users::uuid[], :names::text[], :amounts::numeric[],
          :currencies::text[], :dueDates::date[], :frequencies::text[], :accounts::uuid[], :categories::uuid[],
          :paidThroughs::date[], :series::uuid[], :ats::timestamptz[], :streamVersions::int[], :versions::int[])
        as r (bill_id, id, user_id, name, amount, currency, due_date, frequency, account_id, category_id,
          paid_through, series_id, at, stream_version, version)
      order by r.bill_id
      on conflict (bill_id) do update
      set name = excluded.name, amount = excluded.amount, currency = excluded.currency,
          due_date = excluded.due_date, frequency = excluded.frequency, account_id = excluded.account_id,
          category_id = excluded.category_id, paid_through = excluded.paid_through,
          series_id = excluded.series_id, changed_at = excluded.changed_at,
          stream_version = excluded.stream_version, version = excluded.version
      where bill.stream_version < excluded.stream_version
      """;

  private static final String REMOVE =
      """
      delete from bill as b
      using unnest(:users::uuid[], :bills::uuid[]) as r (user_id, bill_id)
      where b.user_id = r.user_id and b.bill_id = r.bill_id
      """;

  /** The last that a batch says of a bill; no bill if it is gone. */
  private record LatestBill(UUID id, Optional<Bill> bill, PendingEvent event) {}

  Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, LatestBill> last = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof ScenarioEvent event) {
        last(event, pending).ifPresent(said -> last.put(said.id(), said));
      }
    }
    List<LatestBill> kept = last.values().stream().filter(said -> said.bill().isPresent()).toList();
    List<LatestBill> gone = last.values().stream().filter(said -> said.bill().isEmpty()).toList();
    return write(session, kept).then(Mono.defer(() -> remove(session, gone)));
  }

  private static Optional<LatestBill> last(ScenarioEvent event, PendingEvent pending) {
    return switch (event) {
      case ScenarioEvent.BillPlanned e -> Optional.of(kept(e.bill(), pending));
      case ScenarioEvent.BillRevised e -> Optional.of(kept(e.bill(), pending));
      case ScenarioEvent.BillRemoved e ->
          Optional.of(new LatestBill(e.bill(), Optional.empty(), pending));
      case ScenarioEvent.Created _,
          ScenarioEvent.Renamed _,
          ScenarioEvent.Rebased _,
          ScenarioEvent.Deleted _,
          ScenarioEvent.Restored _ ->
          Optional.empty();
    };
  }

  private static LatestBill kept(Bill bill, PendingEvent pending) {
    return new LatestBill(bill.id(), Optional.of(bill), pending);
  }

  private static Mono<Void> write(Session session, List<LatestBill> kept) {
    if (kept.isEmpty()) {
      return Mono.empty();
    }
    List<Bill> bills = kept.stream().flatMap(said -> said.bill().stream()).toList();
    return UnnestColumns.stamped(session.sql(WRITE), kept, LatestBill::event)
        .bind("ids", UnnestColumns.column(kept, UUID.class, said -> said.event().stream().id()))
        .bind("bills", bills.stream().map(Bill::id).toArray(UUID[]::new))
        .bind("names", bills.stream().map(Bill::name).toArray(String[]::new))
        .bind("amounts", bills.stream().map(b -> b.amount().amount()).toArray(BigDecimal[]::new))
        .bind(
            "currencies",
            bills.stream().map(b -> b.amount().currency().code()).toArray(String[]::new))
        .bind(
            "dueDates", bills.stream().map(b -> b.dueDate().orElse(null)).toArray(LocalDate[]::new))
        .bind("frequencies", bills.stream().map(b -> b.frequency().text()).toArray(String[]::new))
        .bind("accounts", bills.stream().map(b -> b.account().orElse(null)).toArray(UUID[]::new))
        .bind("categories", bills.stream().map(b -> b.category().orElse(null)).toArray(UUID[]::new))
        .bind("series", bills.stream().map(b -> b.series().orElse(null)).toArray(UUID[]::new))
        .bind(
            "paidThroughs",
            bills.stream().map(b -> b.paidThrough().orElse(null)).toArray(LocalDate[]::new))
        .then();
  }

  private static Mono<Void> remove(Session session, List<LatestBill> gone) {
    if (gone.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(REMOVE)
        .bind("users", gone.stream().map(said -> said.event().stream().user()).toArray(UUID[]::new))
        .bind("bills", gone.stream().map(LatestBill::id).toArray(UUID[]::new))
        .then();
  }
}
