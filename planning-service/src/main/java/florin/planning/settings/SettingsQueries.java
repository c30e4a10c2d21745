package florin.planning.settings;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads a user's choices. */
@Component
public final class SettingsQueries {

  private static final String SETTINGS =
      """
      select time_zone, buffer_amount, buffer_currency, spend_from_savings
      from mirror.settings
      where user_id = :user
      """;

  /** The choices, or those of a user who has made none. */
  public Mono<PlanningSettings> settings(Session session, UUID user) {
    return session
        .sql(SETTINGS)
        .bind("user", user)
        .map(SettingsQueries::settings)
        .one()
        .defaultIfEmpty(PlanningSettings.DEFAULTS);
  }

  private static PlanningSettings settings(Readable row) {
    return new PlanningSettings(
        PlanningSettings.zone(Columns.text(row, "time_zone")),
        Optional.ofNullable(row.get("buffer_amount", BigDecimal.class))
            .map(
                amount ->
                    new Money(amount, new CurrencyCode(Columns.text(row, "buffer_currency")))),
        Columns.bool(row, "spend_from_savings"));
  }
}
