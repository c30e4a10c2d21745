package florin.accounts.user;

import florin.events.Money;
import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code profile}: the settings as they stand. */
@Component
class UserView implements Projection {

  private static final String UPSERT =
      """
      insert into profile (user_id, time_zone, base_currency, buffer_amount, buffer_currency,
          spend_from_savings, stream_version, version, at)
      select * from unnest(:users::uuid[], :timeZones::text[], :baseCurrencies::text[],
          :bufferAmounts::numeric[], :bufferCurrencies::text[], :spendFromSavings::boolean[], :streamVersions::int[],
          :versions::int[], :ats::timestamptz[]) as p (user_id)
      order by p.user_id
      on conflict (user_id) do update set
        time_zone = excluded.time_zone, base_currency = excluded.base_currency,
        buffer_amount = excluded.buffer_amount, buffer_currency = excluded.buffer_currency,
        spend_from_savings = excluded.spend_from_savings,
        stream_version = excluded.stream_version, version = excluded.version, at = excluded.at
      where profile.stream_version < excluded.stream_version
      """;

  private record Row(UUID user, UserSettings settings, PendingEvent last) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, Row> rows = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof UserEvent event) {
        Row row = row(pending, event);
        rows.put(row.user(), row);
      }
    }
    return rows.isEmpty() ? Mono.empty() : upsert(session, List.copyOf(rows.values()));
  }

  private static Row row(PendingEvent pending, UserEvent event) {
    return switch (event) {
      case UserEvent.Registered e ->
          new Row(
              e.user(),
              new UserSettings(
                  e.timeZone(),
                  e.baseCurrency(),
                  UserSettings.DEFAULTS.buffer(),
                  UserSettings.DEFAULTS.spendFromSavings()),
              pending);
      case UserEvent.Revised e -> new Row(e.user(), e.settings(), pending);
    };
  }

  private static Mono<Void> upsert(Session session, List<Row> rows) {
    return UnnestColumns.stamped(session.sql(UPSERT), rows, Row::last)
        .bind("timeZones", UnnestColumns.column(rows, String.class, r -> r.settings().timeZone()))
        .bind(
            "baseCurrencies",
            UnnestColumns.column(rows, String.class, r -> r.settings().baseCurrency().code()))
        .bind(
            "bufferAmounts",
            UnnestColumns.column(
                rows, BigDecimal.class, r -> r.settings().buffer().map(Money::amount).orElse(null)))
        .bind(
            "bufferCurrencies",
            UnnestColumns.column(
                rows,
                String.class,
                r -> r.settings().buffer().map(m -> m.currency().code()).orElse(null)))
        .bind(
            "spendFromSavings",
            UnnestColumns.column(rows, Boolean.class, r -> r.settings().spendFromSavings()))
        .then();
  }
}
