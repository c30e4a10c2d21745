package florin.accounts.balance;

import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.balance.DayRange.Interval;
import florin.accounts.dayend.DayEnds;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
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

  /** The source of a balance. */
  enum BalanceBasis {
    OBSERVED,
    MANUAL,
    DERIVED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static BalanceBasis by(@Nullable String source) {
      if (source == null) {
        return DERIVED;
      }
      return switch (BalanceObservation.Source.of(source)) {
        case PROVIDER, HOLDINGS -> OBSERVED;
        case MANUAL, OPENING -> MANUAL;
      };
    }
  }

  /**
   * The balance of a day on the wire.
   *
   * @param known {@code observed} at the bank, {@code manual}: entered by the user, or {@code
   *     derived} from those and the transactions
   * @param available as observed, never derived
   * @param creditLimit as observed, never derived
   * @param source who stated it: {@code provider}, {@code manual}, {@code opening}, or {@code
   *     holdings} for the sum of the holdings of an investment account; null without a source
   * @param unexplained the difference between the stated change and the sum of the transactions
   *     since the previous observation
   */
  record DayBalanceResponse(
      LocalDate date,
      Money current,
      @Schema(allowableValues = {"observed", "manual", "derived"}) String known,
      @Nullable Money available,
      @Nullable Money creditLimit,
      @Nullable String source,
      @Nullable Instant observedAt,
      @Nullable Money unexplained) {}

  /** A balance as it was just entered. */
  record ManualBalanceResponse(
      LocalDate date, @Nullable Money current, String source, Instant observedAt) {

    static ManualBalanceResponse of(BalanceObservation said, ZoneId zone) {
      Balance balance = said.balance();
      return new ManualBalanceResponse(
          LocalDate.ofInstant(said.observedAt(), zone),
          balance.current().orElse(null),
          said.source().wireName(),
          said.observedAt());
    }
  }

  Mono<List<DayBalanceResponse>> series(
      Session session, UUID user, UUID account, DayRange dayRange, ZoneId zone) {
    return session
        .sql(SERIES)
        .bind("user", user)
        .bind("account", account.toString())
        .bind("zone", zone.getId())
        .bind("points", points(dayRange, Interval.DAY))
        .map(BalanceQueries::item)
        .all()
        .collectList();
  }

  static String points(DayRange dayRange, Interval interval) {
    return UnnestColumns.column(dayRange.points(interval), LocalDate.class, day -> day);
  }

  private static DayBalanceResponse item(Readable row) {
    CurrencyCode currency = new CurrencyCode(Columns.text(row, "currency"));
    String source = row.get("source", String.class);
    return new DayBalanceResponse(
        Columns.date(row, "date"),
        new Money(Columns.decimal(row, "balance"), currency),
        BalanceBasis.by(source).word(),
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
