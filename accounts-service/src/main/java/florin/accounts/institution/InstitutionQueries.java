package florin.accounts.institution;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads table {@code institution}, by name. */
@Component
class InstitutionQueries {

  private static final String LIST =
      """
      select i.institution_id, i.provider, i.external_id, i.name, a.accounts, a.synced_at
      from institution i
      cross join lateral (
        select coalesce(array_agg(a.account_id order by a.account_id)
            filter (where m.survivor_id is null), '{}') as accounts,
          max(c.synced_at) as synced_at
        from account a
        left join account_merge m on m.user_id = a.user_id and m.account_id = a.account_id
        left join mirror.connection c
          on c.user_id = a.user_id and c.connection_id = a.connection_id
        where a.user_id = :user and a.institution_id = i.institution_id) a
      where i.user_id = :user
        and (:after::uuid is null or (i.name, i.institution_id) > (
          select last.name, last.institution_id from institution last
          where last.user_id = :user and last.institution_id = :after::uuid))
      order by i.name, i.institution_id
      limit :limit
      """;

  /**
   * An institution on the wire.
   *
   * @param accountIds hidden and closed ones too, in the order in which they were first seen
   * @param lastRefreshedAt when a sync last was complete; null for never
   */
  record InstitutionResponse(
      UUID id,
      String name,
      String provider,
      String externalId,
      List<UUID> accountIds,
      @Nullable Instant lastRefreshedAt) {}

  /**
   * @param after the id of the last one of the page before, if there is one
   */
  Mono<List<InstitutionResponse>> list(Session session, UUID user, List<String> after, int limit) {
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("after", Parameters.in(R2dbcType.VARCHAR, after.isEmpty() ? null : after.getFirst()))
        .bind("limit", limit)
        .map(InstitutionQueries::item)
        .all()
        .collectList();
  }

  private static InstitutionResponse item(Readable row) {
    return new InstitutionResponse(
        Columns.uuid(row, "institution_id"),
        Columns.text(row, "name"),
        Columns.text(row, "provider"),
        Columns.text(row, "external_id"),
        List.of(Objects.requireNonNull(row.get("accounts", UUID[].class))),
        Columns.nullableInstant(row, "synced_at"));
  }
}
