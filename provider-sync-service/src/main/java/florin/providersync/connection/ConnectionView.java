package florin.providersync.connection;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.stream.PendingEvent;
import florin.providersync.connection.ConnectionEvent.Extended;
import florin.providersync.connection.ConnectionEvent.Linked;
import florin.providersync.connection.ConnectionEvent.NeedsAttention;
import florin.providersync.connection.ConnectionEvent.Removed;
import florin.providersync.connection.ConnectionEvent.Repaired;
import florin.providersync.connection.ConnectionEvent.TokenRotated;
import florin.providersync.connection.ConnectionEvent.Warned;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One row per connection. */
@Component
final class ConnectionView implements Projection {

  /** Reasons that no update mode mends: the login is no more at the provider. */
  private static final Set<String> FINAL =
      Set.of(
          "not-found",
          "invalid-access-token",
          "user-permission-revoked",
          "user-account-revoked",
          "institution-no-longer-supported");

  private static final String LINK =
      """
      insert into connection (id, user_id, provider, external_item_id, institution_id, institution_name, products,
          state, linked_at, stream_version, version, at)
      values (:id, :user, :provider, :item, :institution, :institutionName, :products, 'linked', :at, 1, :version, :at)
      on conflict (id) do nothing
      """;

  private static final String UPDATE =
      """
      update connection c
      set state = n.state, reason = n.reason, disconnects_at = n.disconnects_at,
          stream_version = n.stream_version, version = n.version, at = n.at
      from unnest(:ids::uuid[], :states::text[], :reasons::text[], :disconnects::timestamptz[],
          :streamVersions::int[], :versions::int[], :ats::timestamptz[])
        as n (id, state, reason, disconnects_at, stream_version, version, at)
      where c.id = n.id
      """;

  private static final String EXTEND =
      """
      update connection
      set products = :products,
          at = case when stream_version < :streamVersion then :at else at end,
          stream_version = greatest(stream_version, :streamVersion)
      where id = :id
      """;

  private record State(String state, @Nullable String reason, Optional<Instant> disconnectsAt) {}

  private record Row(PendingEvent event, State state) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> ours =
        events.stream().filter(event -> event.event() instanceof ConnectionEvent).toList();
    return Flux.fromIterable(ours)
        .filter(event -> event.event() instanceof Linked)
        .concatMap(event -> link(session, event, (Linked) event.event()))
        .then(Mono.defer(() -> update(session, latest(ours))))
        .thenMany(Flux.fromIterable(ours))
        .filter(event -> event.event() instanceof Extended)
        .concatMap(event -> extend(session, event, (Extended) event.event()))
        .then();
  }

  /** As rare as a link. */
  private static Mono<Void> extend(Session session, PendingEvent event, Extended extended) {
    return session
        .sql(EXTEND)
        .bind("id", extended.id())
        .bind("products", extended.products().toArray(String[]::new))
        .bind("streamVersion", event.version())
        .bind("at", utc(event.at()))
        .then();
  }

  /** Links come one at a time, from people; everything else may come in batches. */
  private static Mono<Void> link(Session session, PendingEvent event, Linked linked) {
    var statement =
        session
            .sql(LINK)
            .bind("id", linked.id())
            .bind("user", event.stream().user())
            .bind("provider", linked.provider())
            .bind("item", linked.externalItemId())
            .bind("products", linked.products().toArray(String[]::new))
            .bind("version", event.userVersion())
            .bind("at", linked.at());
    statement = bind(statement, "institution", linked.institutionId());
    return bind(statement, "institutionName", linked.institutionName()).then();
  }

  private static org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec bind(
      org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec statement,
      String name,
      Optional<String> value) {
    return value.isPresent()
        ? statement.bind(name, value.get())
        : statement.bindNull(name, String.class);
  }

  private static List<Row> latest(List<PendingEvent> events) {
    Map<UUID, Row> rows = new LinkedHashMap<>();
    for (PendingEvent event : events) {
      state((ConnectionEvent) event.event())
          .ifPresent(state -> rows.put(event.stream().id(), new Row(event, state)));
    }
    return rows.values().stream()
        .sorted(Comparator.comparing(row -> row.event().stream().id()))
        .toList();
  }

  private static Optional<State> state(ConnectionEvent event) {
    return switch (event) {
      case Linked _, Extended _, TokenRotated _ -> Optional.empty();
      case Repaired _ -> Optional.of(new State("linked", null, Optional.empty()));
      case NeedsAttention e ->
          Optional.of(
              new State(
                  FINAL.contains(e.reason()) ? "disconnected" : "needs-attention",
                  e.reason(),
                  Optional.empty()));
      case Warned e -> Optional.of(new State("warned", e.reason(), e.disconnectsAt()));
      case Removed e -> Optional.of(new State("removed", e.reason(), Optional.empty()));
    };
  }

  private static Mono<Void> update(Session session, List<Row> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(UPDATE)
        .bind("ids", rows.stream().map(row -> row.event().stream().id()).toArray(UUID[]::new))
        .bind("states", rows.stream().map(row -> row.state().state()).toArray(String[]::new))
        .bind("reasons", rows.stream().map(row -> row.state().reason()).toArray(String[]::new))
        .bind(
            "disconnects",
            rows.stream()
                .map(row -> row.state().disconnectsAt().map(ConnectionView::utc).orElse(null))
                .toArray(OffsetDateTime[]::new))
        .bind(
            "streamVersions",
            rows.stream().map(row -> row.event().version()).toArray(Integer[]::new))
        .bind(
            "versions", rows.stream().map(row -> row.event().userVersion()).toArray(Integer[]::new))
        .bind("ats", rows.stream().map(row -> utc(row.event().at())).toArray(OffsetDateTime[]::new))
        .then();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
