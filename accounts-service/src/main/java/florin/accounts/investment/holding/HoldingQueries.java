package florin.accounts.investment.holding;

import florin.accounts.investment.security.SecurityResponse;
import florin.accounts.investment.security.ValuationResponse;
import florin.events.Quantity;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads table {@code holding}: what is held now, or was at the end of a day. */
@Component
class HoldingQueries {

  static final String LIST =
      """
      select h.account_id, h.quantity, h.price, h.price_as_of, h.value, h.cost_basis,
          h.currency, h.since, h.until,
          s.security_id, s.described, s.name as security_name, s.ticker, s.isin, s.cusip,
          s.type as security_type, s.provider_type as security_provider_type,
          s.provider_subtype as security_provider_subtype, s.cash_equivalent,
          s.currency as security_currency, s.market, s.sector, s.industry, s.provider,
          s.external_id as security_external_id
      from holding h
      join security s on s.user_id = h.user_id and s.security_id = h.security_id
      where h.user_id = :user
        and (:accounts::uuid[] is null or h.account_id = any(:accounts::uuid[]))
        and (:security::uuid is null or h.security_id = :security::uuid)
        and (:asOf::date is null and h.until is null
          or h.since < (:asOf::date + 1)::timestamp at time zone 'UTC'
            and (h.until is null or h.until >= (:asOf::date + 1)::timestamp at time zone 'UTC'))
        and (:afterAccount::uuid is null
          or (h.account_id, h.security_id) > (:afterAccount::uuid, :afterSecurity::uuid))
      order by h.account_id, h.security_id
      limit :limit
      """;

  private final Cursors cursors;

  HoldingQueries(Cursors cursors) {
    this.cursors = cursors;
  }

  /**
   * @param asOf at the end of which day, in UTC; null for now
   */
  record Filter(List<UUID> accounts, @Nullable UUID security, @Nullable LocalDate asOf) {}

  /**
   * A holding on the wire.
   *
   * @param quantity a decimal string, exact to 18 decimals
   * @param costBasis of the whole position; null where the bank does not report it
   * @param unrealizedGain value less cost basis
   * @param since when it began to be as it is
   * @param until when it ceased to be so; null if it is so now
   */
  record HoldingResponse(
      UUID accountId,
      SecurityResponse security,
      String quantity,
      ValuationResponse price,
      @Nullable LocalDate priceAsOf,
      ValuationResponse value,
      @Nullable ValuationResponse costBasis,
      @Nullable ValuationResponse unrealizedGain,
      Instant since,
      @Nullable Instant until) {}

  Mono<Page<HoldingResponse>> page(
      Session session, UUID user, Filter filter, int limit, @Nullable String cursor) {
    String query = "holdings " + user + " " + filter;
    @Nullable List<String> after = cursor == null ? null : cursors.values(query, cursor);
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("accounts", Parameters.in(R2dbcType.VARCHAR, uuids(filter.accounts())))
        .bind("security", Parameters.in(R2dbcType.VARCHAR, text(filter.security())))
        .bind("asOf", Parameters.in(R2dbcType.VARCHAR, text(filter.asOf())))
        .bind("afterAccount", Parameters.in(R2dbcType.VARCHAR, after == null ? null : after.get(0)))
        .bind(
            "afterSecurity", Parameters.in(R2dbcType.VARCHAR, after == null ? null : after.get(1)))
        .bind("limit", limit + 1)
        .map(HoldingQueries::item)
        .all()
        .collectList()
        .map(rows -> cursors.page(query, rows, limit, HoldingQueries::place));
  }

  private static List<String> place(HoldingResponse last) {
    return List.of(last.accountId().toString(), last.security().id().toString());
  }

  private static @Nullable String uuids(List<UUID> ids) {
    return ids.isEmpty() ? null : UnnestColumns.column(ids, UUID.class, id -> id);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static HoldingResponse item(Readable row) {
    String currency = Columns.text(row, "currency");
    BigDecimal value = Columns.decimal(row, "value");
    BigDecimal cost = row.get("cost_basis", BigDecimal.class);
    return new HoldingResponse(
        Columns.uuid(row, "account_id"),
        SecurityResponse.of(row),
        new Quantity(Columns.decimal(row, "quantity")).toString(),
        ValuationResponse.known(Columns.decimal(row, "price"), currency),
        row.get("price_as_of", LocalDate.class),
        ValuationResponse.known(value, currency),
        ValuationResponse.of(cost, currency),
        cost == null ? null : ValuationResponse.known(value.subtract(cost), currency),
        Columns.instant(row, "since"),
        Columns.nullableInstant(row, "until"));
  }
}
