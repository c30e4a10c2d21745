package florin.transactions.intake;

import florin.journal.database.Session;
import java.util.SortedMap;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Table {@code mirror.settings}: the time zones of users. */
final class ZoneMirror {

  private static final String UPSERT =
      """
      insert into settings as s (user_id, time_zone)
      select * from unnest(:users::uuid[], :zones::text[])
      on conflict (user_id) do update set time_zone = excluded.time_zone
      where s.time_zone <> excluded.time_zone
      """;

  private ZoneMirror() {}

  static Mono<Void> apply(Session session, SortedMap<UUID, String> zones) {
    return zones.isEmpty()
        ? Mono.empty()
        : session
            .sql(UPSERT)
            .bind("users", zones.keySet().toArray(UUID[]::new))
            .bind("zones", zones.values().toArray(String[]::new))
            .then();
  }
}
