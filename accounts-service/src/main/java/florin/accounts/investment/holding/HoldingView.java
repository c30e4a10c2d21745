package florin.accounts.investment.holding;

import florin.events.Quantity;
import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
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

  /** A position of a snapshot; empty if it is gone. */
  private record PositionChange(Key key, Optional<Position> position, PendingEvent at) {}

  private record Row(Position position, PositionChange from, Optional<PositionChange> until) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<Key, List<PositionChange>> steps = new LinkedHashMap<>();
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
      Map<Key, List<PositionChange>> steps,
      UUID account,
      UUID security,
      Optional<Position> position,
      PendingEvent at) {
    Key key = new Key(account, security);
    steps.computeIfAbsent(key, _ -> new ArrayList<>()).add(new PositionChange(key, position, at));
  }

  private static Mono<Void> written(Session session, Map<Key, List<PositionChange>> steps) {
    List<PositionChange> first =
        steps.values().stream().map(List::getFirst).sorted(order()).toList();
    List<Row> rows = new ArrayList<>();
    for (List<PositionChange> of : steps.values()) {
      for (int i = 0; i < of.size(); i++) {
        PositionChange positionChange = of.get(i);
        Optional<PositionChange> next =
            i + 1 < of.size() ? Optional.of(of.get(i + 1)) : Optional.empty();
        positionChange
            .position()
            .ifPresent(position -> rows.add(new Row(position, positionChange, next)));
      }
    }
    return end(session, first)
        .then(rows.isEmpty() ? Mono.empty() : Mono.defer(() -> insert(session, rows)));
  }

  private static Comparator<PositionChange> order() {
    return Comparator.comparing(
            (PositionChange positionChange) -> positionChange.key().account(),
            florin.journal.stream.Ids.ORDER)
        .thenComparing(
            positionChange -> positionChange.key().security(), florin.journal.stream.Ids.ORDER);
  }

  private static Mono<Void> end(Session session, List<PositionChange> steps) {
    return session
        .sql(END)
        .bind("accounts", UnnestColumns.column(steps, UUID.class, s -> s.key().account()))
        .bind("securities", UnnestColumns.column(steps, UUID.class, s -> s.key().security()))
        .bind("streamVersions", UnnestColumns.column(steps, Integer.class, s -> s.at().version()))
        .bind("ats", UnnestColumns.column(steps, OffsetDateTime.class, HoldingView::at))
        .then();
  }

  private static Mono<Void> insert(Session session, List<Row> rows) {
    return session
        .sql(INSERT)
        .bind("accounts", UnnestColumns.column(rows, UUID.class, r -> r.from().key().account()))
        .bind("securities", UnnestColumns.column(rows, UUID.class, r -> r.position().security()))
        .bind(
            "streamVersions",
            UnnestColumns.column(rows, Integer.class, r -> r.from().at().version()))
        .bind("users", UnnestColumns.column(rows, UUID.class, r -> r.from().at().stream().user()))
        .bind("quantities", exact(rows, p -> Optional.of(p.quantity())))
        .bind("prices", exact(rows, p -> Optional.of(p.price())))
        .bind(
            "pricesAsOf",
            UnnestColumns.column(rows, LocalDate.class, r -> r.position().priceAsOf().orElse(null)))
        .bind("values", exact(rows, p -> Optional.of(p.value())))
        .bind("costs", exact(rows, Position::costBasis))
        .bind(
            "currencies",
            UnnestColumns.column(rows, String.class, r -> r.position().currency().code()))
        .bind("sinces", UnnestColumns.column(rows, OffsetDateTime.class, r -> at(r.from())))
        .bind(
            "untils",
            UnnestColumns.column(
                rows, OffsetDateTime.class, r -> r.until().map(HoldingView::at).orElse(null)))
        .bind(
            "untilVersions",
            UnnestColumns.column(
                rows, Integer.class, r -> r.until().map(s -> s.at().version()).orElse(null)))
        .bind(
            "versions", UnnestColumns.column(rows, Integer.class, r -> r.from().at().userVersion()))
        .bind("ats", UnnestColumns.column(rows, OffsetDateTime.class, r -> at(r.from())))
        .then();
  }

  private static String exact(List<Row> rows, Function<Position, Optional<Quantity>> field) {
    return UnnestColumns.column(rows, BigDecimal.class, row -> plain(field.apply(row.position())));
  }

  private static @Nullable BigDecimal plain(Optional<Quantity> quantity) {
    return quantity.map(Quantity::scaled).orElse(null);
  }

  private static OffsetDateTime at(PositionChange positionChange) {
    return positionChange.at().at().atOffset(ZoneOffset.UTC);
  }
}
