package florin.accounts.investment.trade;

import florin.accounts.investment.security.SecurityResponse;
import florin.accounts.investment.security.ValuationResponse;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.Quantity;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Searches table {@code investment_transaction}, newest first; filters and pages in SQL. */
@Component
class TradeQueries {

  static final String LIST =
      """
      select t.transaction_id, t.account_id, t.date, t.name, t.quantity, t.price, t.amount,
          t.fees, t.currency, t.type, t.subtype, t.provider_type, t.provider_subtype,
          t.external_id,
          s.security_id, s.described, s.name as security_name, s.ticker, s.isin, s.cusip,
          s.type as security_type, s.provider_type as security_provider_type,
          s.provider_subtype as security_provider_subtype, s.cash_equivalent,
          s.currency as security_currency, s.market, s.sector, s.industry, s.provider,
          s.external_id as security_external_id
      from investment_transaction t
      left join security s on s.user_id = t.user_id and s.security_id = t.security_id
      where t.user_id = :user
        and (:accounts::uuid[] is null or t.account_id = any(:accounts::uuid[]))
        and (:security::uuid is null or t.security_id = :security::uuid)
        and (:type::text is null or t.type = :type)
        and (:subtype::text is null or t.subtype = :subtype)
        and (:from::date is null or t.date >= :from::date)
        and (:to::date is null or t.date <= :to::date)
        and (:afterDate::date is null
          or (t.date, t.transaction_id) < (:afterDate::date, :afterId::uuid))
      order by t.date desc, t.transaction_id desc
      limit :limit
      """;

  private final Cursors cursors;

  TradeQueries(Cursors cursors) {
    this.cursors = cursors;
  }

  /** The filter of a list of investment transactions; both days are included. */
  record Filter(
      List<UUID> accounts,
      @Nullable UUID security,
      @Nullable String type,
      @Nullable String subtype,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {}

  /**
   * An investment transaction on the wire.
   *
   * @param date settled
   * @param quantity positive = bought or received; a decimal string, exact to 18 decimals
   * @param amount negative = cash out
   * @param fees never negative; part of the amount
   * @param providerType the provider's own word
   */
  record InvestmentTransactionResponse(
      UUID id,
      UUID accountId,
      LocalDate date,
      String name,
      @Schema(allowableValues = {"buy", "sell", "cancel", "cash", "fee", "transfer", "other"})
          String type,
      @Nullable String subtype,
      String providerType,
      @Nullable String providerSubtype,
      String quantity,
      @Nullable ValuationResponse price,
      Money amount,
      @Nullable Money fees,
      @Nullable SecurityResponse security,
      String externalId) {}

  Mono<Page<InvestmentTransactionResponse>> page(
      Session session, UUID user, Filter filter, int limit, @Nullable String cursor) {
    String query = "investment transactions " + user + " " + filter;
    @Nullable List<String> after = cursor == null ? null : cursors.values(query, cursor);
    List<UUID> accounts = filter.accounts();
    return session
        .sql(LIST)
        .bind("user", user)
        .bind(
            "accounts",
            text(accounts.isEmpty() ? null : UnnestColumns.column(accounts, UUID.class, id -> id)))
        .bind("security", text(filter.security()))
        .bind("type", text(filter.type()))
        .bind("subtype", text(filter.subtype()))
        .bind("from", text(filter.from()))
        .bind("to", text(filter.to()))
        .bind("afterDate", text(after == null ? null : after.get(0)))
        .bind("afterId", text(after == null ? null : after.get(1)))
        .bind("limit", limit + 1)
        .map(TradeQueries::item)
        .all()
        .collectList()
        .map(rows -> cursors.page(query, rows, limit, TradeQueries::place));
  }

  private static List<String> place(InvestmentTransactionResponse last) {
    return List.of(last.date().toString(), last.id().toString());
  }

  private static io.r2dbc.spi.Parameter text(@Nullable Object value) {
    return Parameters.in(R2dbcType.VARCHAR, value == null ? null : value.toString());
  }

  private static InvestmentTransactionResponse item(Readable row) {
    String code = Columns.text(row, "currency");
    CurrencyCode currency = new CurrencyCode(code);
    BigDecimal fees = row.get("fees", BigDecimal.class);
    return new InvestmentTransactionResponse(
        Columns.uuid(row, "transaction_id"),
        Columns.uuid(row, "account_id"),
        Columns.date(row, "date"),
        Columns.text(row, "name"),
        Columns.text(row, "type"),
        row.get("subtype", String.class),
        Columns.text(row, "provider_type"),
        row.get("provider_subtype", String.class),
        new Quantity(Columns.decimal(row, "quantity")).toString(),
        ValuationResponse.of(row.get("price", BigDecimal.class), code),
        new Money(Columns.decimal(row, "amount"), currency),
        fees == null ? null : new Money(fees, currency),
        row.get("security_id", UUID.class) == null ? null : SecurityResponse.of(row),
        Columns.text(row, "external_id"));
  }
}
