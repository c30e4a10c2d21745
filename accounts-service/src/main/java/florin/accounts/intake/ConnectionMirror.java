package florin.accounts.intake;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code mirror.connection}. */
@Component
class ConnectionMirror {

  private static final String UPSERT =
      """
      insert into mirror.connection (connection_id, user_id, provider, state, reason,
          stream_version)
      select * from unnest(:connections::uuid[], :users::uuid[], :providers::text[],
          :states::text[], :reasons::text[], :streamVersions::int[]) as c (connection_id)
      order by c.connection_id
      on conflict (connection_id) do update set
        provider = coalesce(excluded.provider, connection.provider),
        state = excluded.state, reason = excluded.reason,
        stream_version = excluded.stream_version
      where connection.stream_version < excluded.stream_version
      """;

  private static final String SYNCED =
      """
      update mirror.connection c
      set synced_at = s.at
      from unnest(:connections::uuid[], :users::uuid[], :ats::timestamptz[])
        as s (connection_id, user_id, at)
      where c.user_id = s.user_id and c.connection_id = s.connection_id
        and (c.synced_at is null or c.synced_at < s.at)
      """;

  /** A complete sync of a connection. */
  record SyncedConnection(UUID connection, UUID user, Instant at) {}

  /** Later ones come later. */
  Mono<Void> synced(Session session, List<SyncedConnection> synced) {
    Map<UUID, SyncedConnection> last = new TreeMap<>();
    synced.forEach(sync -> last.put(sync.connection(), sync));
    List<SyncedConnection> rows = List.copyOf(last.values());
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(SYNCED)
            .bind(
                "connections", UnnestColumns.column(rows, UUID.class, SyncedConnection::connection))
            .bind("users", UnnestColumns.column(rows, UUID.class, SyncedConnection::user))
            .bind(
                "ats",
                UnnestColumns.column(
                    rows, OffsetDateTime.class, s -> s.at().atOffset(ZoneOffset.UTC)))
            .then();
  }

  /**
   * The state of a connection after one of its events.
   *
   * @param provider if the event has it
   */
  record ConnectionState(
      UUID connection,
      UUID user,
      Optional<String> provider,
      String state,
      Optional<String> reason,
      int streamVersion) {

    private ConnectionState after(ConnectionState before) {
      return new ConnectionState(
          connection, user, provider.or(before::provider), state, reason, streamVersion);
    }
  }

  Mono<Void> mirror(Session session, List<ConnectionState> standings) {
    Map<UUID, ConnectionState> last = new LinkedHashMap<>();
    standings.forEach(
        connectionState ->
            last.merge(
                connectionState.connection(),
                connectionState,
                (before, next) -> next.after(before)));
    return last.isEmpty() ? Mono.empty() : upsert(session, List.copyOf(last.values()));
  }

  private static Mono<Void> upsert(Session session, List<ConnectionState> rows) {
    return session
        .sql(UPSERT)
        .bind("connections", UnnestColumns.column(rows, UUID.class, ConnectionState::connection))
        .bind("users", UnnestColumns.column(rows, UUID.class, ConnectionState::user))
        .bind("providers", UnnestColumns.column(rows, String.class, s -> s.provider().orElse(null)))
        .bind("states", UnnestColumns.column(rows, String.class, ConnectionState::state))
        .bind("reasons", UnnestColumns.column(rows, String.class, s -> s.reason().orElse(null)))
        .bind(
            "streamVersions",
            UnnestColumns.column(rows, Integer.class, ConnectionState::streamVersion))
        .then();
  }
}
