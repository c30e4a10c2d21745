package florin.accounts.investment.holding;

import florin.events.Quantity;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.Unnest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Table {@code holding}: one row for as long as a position was as it was. A row without end is what
 * the account holds now; the ended ones are its history.
 */
@Component
@Order(3)
class HoldingView implements Projection {

  private static final String END =
      """
      update holding h
      set until = e.at, until_version = e.stream_version
      from unnest(:accounts::uuid[], :securities::uuid[], :streamVersions::int[], :ats::timestamptz[])
        as e (account_id, security_id, stream_version, at)
      where h.account_id = e.account_id and h.security_id = e.security_id and h.until is null
        and h.stream_version < e.stream_version
      """;

  private static final String INSERT =
      """
      insert into holding (account_id, security_id, stream_version, user_id, quantity, price,
          price_as_of, value, cost_basis, currency, since, until, until_version, version, at)
      select * from unnest(:accounts::uuid[], :securities::uuid[], :streamVersions::int[],
          :users::uuid[], :quantities::numeric[], :prices::numeric[], :pricesAsOf::date[],
          :values::numeric[], :costs::numeric[], :currencies::text[], :sinces::timestamptz[],
          :untils::timestamptz[], :untilVersions::int[], :versions::int[], :ats::timestamptz[])
        as h (account_id, security_id, stream_version)
      order by h.account_id, h.security_id, h.stream_version
      on conflict (account_id, security_id, stream_version) do nothing
      """;

  private record Key(UUID account, UUID security) {}

  /** What a snapshot says of a position; nothing if it is gone. */
  private record Step(Key key, Optional<Position> position, PendingEvent at) {}

  private record Row(Position position, Step from, Optional<Step> until) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<Key, List<Step>> steps = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof PortfolioEvent event) {
        switch (event) {
          case PortfolioEvent.SnapshotTaken e -> {
            e.gone().forEach(id -> add(steps, e.account(), id, Optional.empty(), pending));
            e.held()
                .forEach(one -> add(steps, e.account(), one.security(), Optional.of(one), pending));
          }
        }
      }
    }
    return steps.isEmpty() ? Mono.empty() : written(session, steps);
  }

  private static void add(
      Map<Key, List<Step>> steps,
      UUID account,
      UUID security,
      Optional<Position> position,
      PendingEvent at) {
    Key key = new Key(account, security);
    steps.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Step(key, position, at));
  }

  private static Mono<Void> written(Session session, Map<Key, List<Step>> steps) {
    List<Step> first = steps.values().stream().map(List::getFirst).sorted(order()).toList();
    List<Row> rows = new ArrayList<>();
    for (List<Step> of : steps.values()) {
      for (int i = 0; i < of.size(); i++) {
        Step step = of.get(i);
        Optional<Step> next = i + 1 < of.size() ? Optional.of(of.get(i + 1)) : Optional.empty();
        step.position().ifPresent(position -> rows.add(new Row(position, step, next)));
      }
    }
    return end(session, first)
        .then(rows.isEmpty() ? Mono.empty() : Mono.defer(() -> insert(session, rows)));
  }

  private static Comparator<Step> order() {
    return Comparator.comparing((Step step) -> step.key().account(), florin.journal.Ids.ORDER)
        .thenComparing(step -> step.key().security(), florin.journal.Ids.ORDER);
  }

  private static Mono<Void> end(Session session, List<Step> steps) {
    return session
        .sql(END)
        .bind("accounts", Unnest.column(steps, UUID.class, s -> s.key().account()))
        .bind("securities", Unnest.column(steps, UUID.class, s -> s.key().security()))
        .bind("streamVersions", Unnest.column(steps, Integer.class, s -> s.at().version()))
        .bind("ats", Unnest.column(steps, OffsetDateTime.class, HoldingView::at))
        .then();
  }

  private static Mono<Void> insert(Session session, List<Row> rows) {
    return session
        .sql(INSERT)
        .bind("accounts", Unnest.column(rows, UUID.class, r -> r.from().key().account()))
        .bind("securities", Unnest.column(rows, UUID.class, r -> r.position().security()))
        .bind("streamVersions", Unnest.column(rows, Integer.class, r -> r.from().at().version()))
        .bind("users", Unnest.column(rows, UUID.class, r -> r.from().at().stream().user()))
        .bind("quantities", exact(rows, p -> Optional.of(p.quantity())))
        .bind("prices", exact(rows, p -> Optional.of(p.price())))
        .bind(
            "pricesAsOf",
            Unnest.column(rows, LocalDate.class, r -> r.position().priceAsOf().orElse(null)))
        .bind("values", exact(rows, p -> Optional.of(p.value())))
        .bind("costs", exact(rows, Position::costBasis))
        .bind("currencies", Unnest.column(rows, String.class, r -> r.position().currency().code()))
        .bind("sinces", Unnest.column(rows, OffsetDateTime.class, r -> at(r.from())))
        .bind(
            "untils",
            Unnest.column(
                rows, OffsetDateTime.class, r -> r.until().map(HoldingView::at).orElse(null)))
        .bind(
            "untilVersions",
            Unnest.column(
                rows, Integer.class, r -> r.until().map(s -> s.at().version()).orElse(null)))
        .bind("versions", Unnest.column(rows, Integer.class, r -> r.from().at().userVersion()))
        .bind("ats", Unnest.column(rows, OffsetDateTime.class, r -> at(r.from())))
        .then();
  }

  private static String exact(List<Row> rows, Function<Position, Optional<Quantity>> field) {
    return Unnest.column(rows, BigDecimal.class, row -> plain(field.apply(row.position())));
  }

  private static @Nullable BigDecimal plain(Optional<Quantity> quantity) {
    return quantity.map(Quantity::scaled).orElse(null);
  }

  private static OffsetDateTime at(Step step) {
    return step.at().at().atOffset(ZoneOffset.UTC);
  }
}
