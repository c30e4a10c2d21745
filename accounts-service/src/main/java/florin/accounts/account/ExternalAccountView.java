package florin.accounts.account;

import florin.accounts.account.value.ProviderAccount;
import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code account_reference}: every name a provider ever had for an account. */
@Component
@Order(3)
class ExternalAccountView implements Projection {

  private static final String UPSERT =
      """
      insert into account_reference (user_id, connection_id, external_id, account_id,
          stream_version, version, at)
      select * from unnest(:users::uuid[], :connections::uuid[], :externalIds::text[],
          :accounts::uuid[], :streamVersions::int[], :versions::int[], :ats::timestamptz[])
        as r (user_id, connection_id, external_id)
      order by r.user_id, r.connection_id, r.external_id
      on conflict (user_id, connection_id, external_id) do update set
        account_id = excluded.account_id, stream_version = excluded.stream_version,
        version = excluded.version, at = excluded.at
      """;

  private record Key(UUID user, UUID connection, String externalId) {}

  private record Row(Key key, PendingEvent last) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<Key, Row> rows = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof AccountEvent event) {
        provider(event)
            .map(said -> new Key(pending.stream().user(), said.connection(), said.externalId()))
            .ifPresent(key -> rows.put(key, new Row(key, pending)));
      }
    }
    return rows.isEmpty() ? Mono.empty() : upsert(session, List.copyOf(rows.values()));
  }

  private static Optional<ProviderAccount> provider(AccountEvent event) {
    return switch (event) {
      case AccountEvent.Opened e -> e.provider();
      case AccountEvent.Revised e -> Optional.of(e.provider());
      case AccountEvent.Renamed _,
          AccountEvent.Hidden _,
          AccountEvent.Shown _,
          AccountEvent.Closed _,
          AccountEvent.Reopened _,
          AccountEvent.MergeProposed _,
          AccountEvent.Classified _,
          AccountEvent.MergeDismissed _,
          AccountEvent.MergeReconsidered _,
          AccountEvent.BalanceObserved _,
          AccountEvent.BalanceWithdrawn _ ->
          Optional.empty();
    };
  }

  private static Mono<Void> upsert(Session session, List<Row> rows) {
    return UnnestColumns.stamped(session.sql(UPSERT), rows, Row::last)
        .bind("connections", UnnestColumns.column(rows, UUID.class, r -> r.key().connection()))
        .bind("externalIds", UnnestColumns.column(rows, String.class, r -> r.key().externalId()))
        .bind("accounts", UnnestColumns.column(rows, UUID.class, r -> r.last().stream().id()))
        .then();
  }
}
