package florin.providersync.connection;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Connections with the state of their sync jobs. */
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
      select count(*) as connections,
          count(*) filter (where c.state <> 'linked' or j.repair_until > clock_timestamp()) as in_repair
      from connection c left join work.sync_job j on j.connection_id = c.id and j.user_id = c.user_id
      where c.user_id = :user and c.provider = :provider and c.institution_id = :institution
        and c.state not in ('removed', 'disconnected')
      """;

  private static final String KNOWN_ACCOUNTS =
      """
      select a.account_id, a.name, a.mask, a.subtype, a.persistent_id
      from work.external_account a join connection c on c.id = a.connection_id and c.user_id = a.user_id
      where c.user_id = :user and c.provider = :provider and c.institution_id = :institution and c.state <> 'removed'
        and a.superseded_at is null and a.unlisted_at is null
      order by a.account_id
      """;

  Mono<ConnectionResponse> one(Session session, UUID user, UUID id) {
    return session.sql(ONE).bind("user", user).bind("id", id).map(ConnectionQueries::row).one();
  }

  Mono<List<ConnectionResponse>> list(
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

  /**
   * The user's connections to an institution that are not over.
   *
   * @param inRepair how many of them need the user, or are being repaired in the provider's
   *     dialogue
   */
  record Duplicates(long connections, long inRepair) {}

  Mono<Duplicates> duplicates(Session session, UUID user, String provider, String institution) {
    return session
        .sql(DUPLICATE)
        .bind("user", user)
        .bind("provider", provider)
        .bind("institution", institution)
        .map(
            row ->
                new Duplicates(
                    Columns.number(row, "connections"), Columns.number(row, "in_repair")))
        .one();
  }

  /** The accounts of the user's connections to an institution. */
  Mono<List<KnownAccount>> knownAccounts(
      Session session, UUID user, String provider, String institution) {
    return session
        .sql(KNOWN_ACCOUNTS)
        .bind("user", user)
        .bind("provider", provider)
        .bind("institution", institution)
        .map(
            row ->
                new KnownAccount(
                    Columns.uuid(row, "account_id"),
                    Columns.text(row, "name"),
                    Optional.ofNullable(row.get("mask", String.class)),
                    Optional.ofNullable(row.get("subtype", String.class)),
                    Optional.ofNullable(row.get("persistent_id", String.class))))
        .all()
        .collectList();
  }

  private static ConnectionResponse row(Readable row) {
    String institution = row.get("institution_id", String.class);
    return new ConnectionResponse(
        Columns.uuid(row, "id"),
        Columns.text(row, "provider"),
        Columns.text(row, "state"),
        row.get("reason", String.class),
        Columns.nullableInstant(row, "disconnects_at"),
        List.of(Objects.requireNonNull(row.get("products", String[].class))),
        institution == null
            ? null
            : new ConnectionResponse.ConnectionInstitution(
                institution, row.get("institution_name", String.class)),
        Columns.instant(row, "linked_at"),
        Columns.nullableInstant(row, "last_synced_at"),
        Columns.nullableInstant(row, "stale_since"),
        Columns.integer(row, "version"),
        null);
  }
}
