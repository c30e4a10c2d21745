package florin.planning.active;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
import florin.planning.active.ActiveScenariosEvent.Chosen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps {@code active_scenario}: the last choice of each user and currency. */
@Component
final class ActiveScenariosView implements Projection {

  private static final String CHOOSE =
      """
      insert into active_scenario as a (user_id, currency, scenario_id, changed_at, stream_version, version)
      select r.user_id, r.currency, r.scenario_id, r.at, r.stream_version, r.version
      from unnest(:users::uuid[], :currencies::text[], :scenarios::uuid[], :ats::timestamptz[],
          :streamVersions::int[], :versions::int[])
        as r (user_id, currency, scenario_id, at, stream_version, version)
      order by r.user_id, r.currency
      on conflict (user_id, currency) do update
      set scenario_id = excluded.scenario_id, changed_at = excluded.changed_at,
          stream_version = excluded.stream_version, version = excluded.version
      where a.stream_version < excluded.stream_version
      """;

  private record Key(UUID user, String currency) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<Key, PendingEvent> last = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof Chosen chosen) {
        last.put(new Key(pending.stream().user(), chosen.currency().code()), pending);
      }
    }
    return last.isEmpty() ? Mono.empty() : choose(session, List.copyOf(last.values()));
  }

  private static Mono<Void> choose(Session session, List<PendingEvent> rows) {
    List<Chosen> choices = rows.stream().map(row -> (Chosen) row.event()).toList();
    return UnnestColumns.stamped(session.sql(CHOOSE), rows, Function.identity())
        .bind("currencies", choices.stream().map(c -> c.currency().code()).toArray(String[]::new))
        .bind(
            "scenarios", choices.stream().map(c -> c.scenario().orElse(null)).toArray(UUID[]::new))
        .then();
  }
}
