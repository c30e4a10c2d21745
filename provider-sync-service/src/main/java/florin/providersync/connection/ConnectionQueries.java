package florin.providersync.connection;

import florin.journal.Columns;
import florin.journal.Session;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Connections with what their sync jobs know. */
@Component
public final class ConnectionQueries {

  private static final String ROW =
      """
      select c.id, c.provider,
          case when c.state <> 'linked' then c.state
               when j.last_synced_at is null then 'linking' else 'healthy' end as state,
          c.reason, c.disconnects_at, c.products, c.institution_id, c.institution_name, c.linked_at,
          j.last_synced_at, j.stale_since, c.version
      from connection c left join work.sync_job j on j.connection_id = c.id and j.user_id = c.user_id
      where c.user_id = :user
      """;

  private static final String ONE = ROW + " and c.id = :id";

  private static final String LIST =
      ROW
          + """
           and (c.state <> 'removed' or :includeRemoved) and c.id > :after
          order by c.id limit :limit
          """;

  private static final String DUPLICATE =
      """
      select exists (
        select from connection
        where user_id = :user and provider = :provider and institution_id = :institution
          and state not in ('removed', 'disconnected')) as duplicate
      """;

  Mono<ConnectionRow> one(Session session, UUID user, UUID id) {
    return session.sql(ONE).bind("user", user).bind("id", id).map(ConnectionQueries::row).one();
  }

  Mono<List<ConnectionRow>> list(
      Session session, UUID user, boolean includeRemoved, UUID after, int limit) {
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("includeRemoved", includeRemoved)
        .bind("after", after)
        .bind("limit", limit)
        .map(ConnectionQueries::row)
        .all()
        .collectList();
  }

  /** Whether the user has a connection to this institution that lives. */
  Mono<Boolean> duplicate(Session session, UUID user, String provider, String institution) {
    return session
        .sql(DUPLICATE)
        .bind("user", user)
        .bind("provider", provider)
        .bind("institution", institution)
        .map(row -> Columns.bool(row, "duplicate"))
        .one();
  }

  private static ConnectionRow row(Readable row) {
    String institution = row.get("institution_id", String.class);
    return new ConnectionRow(
        Columns.uuid(row, "id"),
        Columns.text(row, "provider"),
        Columns.text(row, "state"),
        row.get("reason", String.class),
        Columns.nullableInstant(row, "disconnects_at"),
        List.of(Objects.requireNonNull(row.get("products", String[].class))),
        institution == null
            ? null
            : new ConnectionRow.Institution(institution, row.get("institution_name", String.class)),
        Columns.instant(row, "linked_at"),
        Columns.nullableInstant(row, "last_synced_at"),
        Columns.nullableInstant(row, "stale_since"),
        Columns.integer(row, "version"));
  }
}
