package florin.accounts.user;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads table {@code profile}. */
@Component
public class UserQueries {

  private static final String FIND =
      """
      select user_id, time_zone, base_currency, buffer_amount, buffer_currency, spend_from_savings, version
      from profile
      where user_id = :user
      """;

  /** A user on the wire. */
  record UserResponse(
      UUID id,
      String timeZone,
      String baseCurrency,
      @Nullable Money buffer,
      @Schema(
              defaultValue = "false",
              description = "Whether safe-to-spend counts savings accounts as money to spend")
          boolean spendFromSavings,
      int version) {

    static UserResponse of(UUID user, UserSettings userSettings, int version) {
      return new UserResponse(
          user,
          userSettings.timeZone(),
          userSettings.baseCurrency().code(),
          userSettings.buffer().orElse(null),
          userSettings.spendFromSavings(),
          version);
    }
  }

  /** The zone that decides what day it is for the user. */
  public Mono<ZoneId> zone(Session session, UUID user) {
    return profile(session, user)
        .map(UserResponse::timeZone)
        .map(zone -> UserSettings.ZONES.contains(zone) ? zone : UserSettings.DEFAULTS.timeZone())
        .map(ZoneId::of);
  }

  /** The settings as they stand, the defaults for who never chose; reading writes nothing. */
  Mono<UserResponse> profile(Session session, UUID user) {
    return session
        .sql(FIND)
        .bind("user", user)
        .map(UserQueries::profile)
        .one()
        .defaultIfEmpty(UserResponse.of(user, UserSettings.DEFAULTS, 0));
  }

  private static UserResponse profile(Readable row) {
    BigDecimal buffer = row.get("buffer_amount", BigDecimal.class);
    UserSettings userSettings =
        new UserSettings(
            Columns.text(row, "time_zone"),
            new CurrencyCode(Columns.text(row, "base_currency")),
            Optional.ofNullable(buffer)
                .map(
                    amount ->
                        new Money(amount, new CurrencyCode(Columns.text(row, "buffer_currency")))),
            Columns.bool(row, "spend_from_savings"));
    return UserResponse.of(
        Columns.uuid(row, "user_id"), userSettings, Columns.integer(row, "version"));
  }
}
