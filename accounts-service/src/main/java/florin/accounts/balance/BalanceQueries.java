package florin.accounts.balance;

import florin.accounts.account.Balance;
import florin.accounts.account.Observation;
import florin.accounts.balance.Days.Interval;
import florin.accounts.dayend.DayEnds;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Columns;
import florin.journal.Session;
import florin.journal.Unnest;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the balances of an account day by day. */
@Component
class BalanceQueries {

  static final String SERIES =
      DayEnds.SQL
          + """
          select date, currency, balance, source, observed_at, available, credit_limit, unexplained
          from history
          where balance is not null
          order by date, currency
          """;

  /** How a balance is known. */
  enum Known {
    OBSERVED,
    MANUAL,
    DERIVED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Known by(@Nullable String source) {
      if (source == null) {
        return DERIVED;
      }
      return Observation.Source.of(source) == Observation.Source.PROVIDER ? OBSERVED : MANUAL;
    }
  }

  /**
   * The balance of a day on the wire.
   *
   * @param known {@code observed} by the bank, {@code manual}: entered by the user, or {@code
   *     derived} from those and the transactions
   * @param available as observed, never derived
   * @param creditLimit as observed, never derived
   * @param source who said it; null if nobody did
   * @param unexplained by how much what was said differs from what the transactions since the
   *     observation before add up to
   */
  @Schema(name = "DayBalance")
  record Item(
      LocalDate date,
      Money current,
      @Schema(allowableValues = {"observed", "manual", "derived"}) String known,
      @Nullable Money available,
      @Nullable Money creditLimit,
      @Nullable String source,
      @Nullable Instant observedAt,
      @Nullable Money unexplained) {}

  /** A balance as it was just entered. */
  @Schema(name = "ObservedBalance")
  record Entered(LocalDate date, @Nullable Money current, String source, Instant observedAt) {

    static Entered of(Observation said, ZoneId zone) {
      Balance balance = said.balance();
      return new Entered(
          LocalDate.ofInstant(said.observedAt(), zone),
          balance.current().orElse(null),
          said.source().word(),
          said.observedAt());
    }
  }

  Mono<List<Item>> series(Session session, UUID user, UUID account, Days days, ZoneId zone) {
    return session
        .sql(SERIES)
        .bind("user", user)
        .bind("account", account.toString())
        .bind("zone", zone.getId())
        .bind("points", points(days, Interval.DAY))
        .map(BalanceQueries::item)
        .all()
        .collectList();
  }

  static String points(Days days, Interval interval) {
    return Unnest.column(days.points(interval), LocalDate.class, day -> day);
  }

  private static Item item(Readable row) {
    CurrencyCode currency = new CurrencyCode(Columns.text(row, "currency"));
    String source = row.get("source", String.class);
    return new Item(
        Columns.date(row, "date"),
        new Money(Columns.decimal(row, "balance"), currency),
        Known.by(source).word(),
        money(row, "available", currency),
        money(row, "credit_limit", currency),
        source,
        Columns.nullableInstant(row, "observed_at"),
        money(row, "unexplained", currency));
  }

  private static @Nullable Money money(Readable row, String column, CurrencyCode currency) {
    BigDecimal amount = row.get(column, BigDecimal.class);
    return amount == null ? null : new Money(amount, currency);
  }
}
