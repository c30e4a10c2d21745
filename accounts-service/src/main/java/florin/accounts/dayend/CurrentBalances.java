package florin.accounts.dayend;

import florin.accounts.user.UserQueries;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the balances that accounts have at the end of the user's today. */
@Component
public class CurrentBalances {

  static final String CURRENT =
      DayEnds.SQL
          + """
          select m.member_id, h.currency, h.balance, h.source
          from history h
          join member m on m.account_id = h.account_id
          join account a on a.user_id = :user and a.account_id = h.account_id
            and a.currency = h.currency
          where h.balance is not null
          """;

  private final UserQueries users;

  CurrentBalances(UserQueries users) {
    this.users = users;
  }

  /**
   * The balance of an account in its own currency.
   *
   * @param source of the statement that holds for today; null if the balance is derived
   */
  public record Current(UUID account, Money balance, @Nullable String source) {

    private static Current of(Readable row) {
      return new Current(
          Columns.uuid(row, "member_id"),
          new Money(
              Columns.decimal(row, "balance"), new CurrencyCode(Columns.text(row, "currency"))),
          row.get("source", String.class));
    }
  }

  /** By account; a merged account has its survivor's, one of unknown balance is absent. */
  public Mono<Map<UUID, Current>> all(Session session, UUID user, Instant now) {
    return read(session, user, null, now);
  }

  /** The same for one account and those that are merged with it. */
  public Mono<Map<UUID, Current>> of(Session session, UUID user, UUID account, Instant now) {
    return read(session, user, account.toString(), now);
  }

  private Mono<Map<UUID, Current>> read(
      Session session, UUID user, @Nullable String account, Instant now) {
    return users
        .zone(session, user)
        .flatMap(zone -> read(session, user, account, LocalDate.ofInstant(now, zone), zone));
  }

  private static Mono<Map<UUID, Current>> read(
      Session session, UUID user, @Nullable String account, LocalDate today, ZoneId zone) {
    return session
        .sql(CURRENT)
        .bind("user", user)
        .bind("account", Parameters.in(R2dbcType.VARCHAR, account))
        .bind("zone", zone.getId())
        .bind("points", "{" + today + "}")
        .map(Current::of)
        .all()
        .collectMap(Current::account);
  }
}
