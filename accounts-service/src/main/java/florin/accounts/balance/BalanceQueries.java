package florin.accounts.balance;

import florin.accounts.Lists;
import florin.accounts.account.Balance;
import florin.accounts.account.Observation;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Columns;
import florin.journal.Session;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads table {@code balance}, oldest first. */
@Component
class BalanceQueries {

  static final String LIST =
      """
      select observed_at, source, currency, current, available, credit_limit
      from balance
      where user_id = :user and account_id = :account
        and (:from::timestamptz is null or observed_at >= :from::timestamptz)
        and (:until::timestamptz is null or observed_at < :until::timestamptz)
        and (:afterAt::timestamptz is null
          or (observed_at, source) > (:afterAt::timestamptz, :afterSource))
      order by observed_at, source
      limit :limit
      """;

  private final Cursors cursors;

  BalanceQueries(Cursors cursors) {
    this.cursors = cursors;
  }

  /**
   * The days wanted, in UTC, both included.
   *
   * @param from null for since ever
   * @param to null for until now
   */
  record Days(@Nullable LocalDate from, @Nullable LocalDate to) {

    @Nullable String start() {
      return from == null ? null : from.atStartOfDay(ZoneOffset.UTC).toString();
    }

    @Nullable String end() {
      return to == null ? null : to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toString();
    }
  }

  /**
   * An observed balance on the wire.
   *
   * @param date the day of {@code observedAt}, in UTC
   */
  @Schema(name = "ObservedBalance")
  record Item(
      LocalDate date,
      @Nullable Money current,
      @Nullable Money available,
      @Nullable Money creditLimit,
      String source,
      Instant observedAt) {

    static Item of(Observation said) {
      Balance balance = said.balance();
      return new Item(
          LocalDate.ofInstant(said.observedAt(), ZoneOffset.UTC),
          balance.current().orElse(null),
          balance.available().orElse(null),
          balance.creditLimit().orElse(null),
          said.source().word(),
          said.observedAt());
    }
  }

  Mono<Page<Item>> page(
      Session session, UUID user, UUID account, Days days, int limit, @Nullable String cursor) {
    String query = "balances " + user + " " + account + " " + days;
    @Nullable List<String> after = cursor == null ? null : cursors.values(query, cursor);
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("account", account)
        .bind("from", Parameters.in(R2dbcType.VARCHAR, days.start()))
        .bind("until", Parameters.in(R2dbcType.VARCHAR, days.end()))
        .bind("afterAt", Parameters.in(R2dbcType.VARCHAR, after == null ? null : after.get(0)))
        .bind("afterSource", Parameters.in(R2dbcType.VARCHAR, after == null ? null : after.get(1)))
        .bind("limit", limit + 1)
        .map(BalanceQueries::item)
        .all()
        .collectList()
        .map(
            rows ->
                Lists.page(
                    rows,
                    limit,
                    last ->
                        cursors.after(
                            query, List.of(last.observedAt().toString(), last.source()))));
  }

  private static Item item(Readable row) {
    return Item.of(
        new Observation(
            Balance.of(
                new CurrencyCode(Columns.text(row, "currency")),
                row.get("current", BigDecimal.class),
                row.get("available", BigDecimal.class),
                row.get("credit_limit", BigDecimal.class)),
            Observation.Source.of(Columns.text(row, "source")),
            Columns.instant(row, "observed_at")));
  }
}
