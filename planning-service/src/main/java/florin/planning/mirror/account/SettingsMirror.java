package florin.planning.mirror.account;

import florin.events.Money;
import florin.journal.database.Session;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps {@code mirror.settings}: a user's choices, whole. */
public final class SettingsMirror {

  private static final String CHOOSE =
      """
      insert into settings as s (user_id, time_zone, base_currency, buffer_amount, buffer_currency,
          spend_from_savings)
      select r.user_id, r.time_zone, r.base_currency, r.buffer_amount, r.buffer_currency,
          r.spend_from_savings
      from unnest(:users::uuid[], :zones::text[], :bases::text[], :amounts::numeric[], :currencies::text[],
          :savings::boolean[])
        as r (user_id, time_zone, base_currency, buffer_amount, buffer_currency, spend_from_savings)
      order by r.user_id
      on conflict (user_id) do update
      set time_zone = excluded.time_zone, base_currency = excluded.base_currency,
          buffer_amount = excluded.buffer_amount, buffer_currency = excluded.buffer_currency,
          spend_from_savings = excluded.spend_from_savings
      where (s.time_zone, s.base_currency, s.buffer_amount, s.buffer_currency, s.spend_from_savings)
          is distinct from (excluded.time_zone, excluded.base_currency, excluded.buffer_amount,
            excluded.buffer_currency, excluded.spend_from_savings)
      """;

  public Mono<Void> apply(Session session, List<SettingsUpdate> facts) {
    Map<UUID, SettingsUpdate> last = new LinkedHashMap<>();
    facts.forEach(fact -> last.put(fact.user(), fact));
    List<SettingsUpdate> rows = List.copyOf(last.values());
    return rows.isEmpty() ? Mono.empty() : choose(session, rows);
  }

  private static Mono<Void> choose(Session session, List<SettingsUpdate> rows) {
    return session
        .sql(CHOOSE)
        .bind("users", rows.stream().map(SettingsUpdate::user).toArray(UUID[]::new))
        .bind("zones", rows.stream().map(SettingsUpdate::timeZone).toArray(String[]::new))
        .bind("bases", rows.stream().map(SettingsUpdate::baseCurrency).toArray(String[]::new))
        .bind(
            "amounts",
            rows.stream()
                .map(r -> r.buffer().map(Money::amount).orElse(null))
                .toArray(BigDecimal[]::new))
        .bind(
            "currencies",
            rows.stream()
                .map(r -> r.buffer().map(m -> m.currency().code()).orElse(null))
                .toArray(String[]::new))
        .bind(
            "savings", rows.stream().map(SettingsUpdate::spendFromSavings).toArray(Boolean[]::new))
        .then();
  }
}
