package florin.accounts.investment.holding;

import florin.accounts.investment.security.ValuationResponse;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Investment accounts with the sums of their holdings, per currency. */
@Component
class InvestmentAccountQueries {

  private static final String LIST =
      """
      with chosen as (
        select a.account_id, coalesce(a.own_name, a.bank_name) as name, a.type, a.subtype,
            a.status, a.hidden, a.currency, a.current, a.observed_at
        from account a
        where a.user_id = :user
          and (a.type = 'investment' or exists (
            select from holding h
            where h.user_id = :user and h.account_id = a.account_id and h.until is null))
          and (:after::uuid is null or a.account_id > :after::uuid)
        order by a.account_id
        limit :limit)
      select c.*, t.held_currency, t.holdings, t.value, t.cost_basis, t.gain, t.without_cost
      from chosen c
      left join lateral (
        select h.currency as held_currency, count(*) as holdings, sum(h.value) as value,
            sum(h.cost_basis) as cost_basis, sum(h.value - h.cost_basis) as gain,
            count(*) filter (where h.cost_basis is null) as without_cost
        from holding h
        where h.user_id = :user and h.account_id = c.account_id and h.until is null
        group by h.currency) t on true
      order by c.account_id, t.held_currency
      """;

  private final Cursors cursors;

  InvestmentAccountQueries(Cursors cursors) {
    this.cursors = cursors;
  }

  /**
   * An investment account on the wire.
   *
   * @param balance the balance stated by the bank, which need not be the sum of the holdings
   */
  record InvestmentAccountResponse(
      UUID accountId,
      String name,
      String type,
      @Nullable String subtype,
      String status,
      boolean hidden,
      @Nullable Money balance,
      @Nullable Instant balanceObservedAt,
      List<HoldingsTotalResponse> totals) {

    private InvestmentAccountResponse and(InvestmentAccountResponse other) {
      List<HoldingsTotalResponse> both = new ArrayList<>(totals);
      both.addAll(other.totals);
      return new InvestmentAccountResponse(
          accountId, name, type, subtype, status, hidden, balance, balanceObservedAt, both);
    }
  }

  /**
   * @param withoutCostBasis how many holdings have no known cost
   */
  record HoldingsTotalResponse(
      String currency,
      long holdings,
      ValuationResponse value,
      @Nullable ValuationResponse costBasis,
      @Nullable ValuationResponse unrealizedGain,
      long withoutCostBasis) {}

  Mono<Page<InvestmentAccountResponse>> page(
      Session session, UUID user, int limit, @Nullable String cursor) {
    String query = "investment accounts " + user;
    @Nullable String after = cursor == null ? null : cursors.values(query, cursor).getFirst();
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("after", Parameters.in(R2dbcType.VARCHAR, after))
        .bind("limit", limit + 1)
        .map(InvestmentAccountQueries::item)
        .all()
        .collectList()
        .map(InvestmentAccountQueries::grouped)
        .map(
            rows -> cursors.page(query, rows, limit, last -> List.of(last.accountId().toString())));
  }

  private static List<InvestmentAccountResponse> grouped(List<InvestmentAccountResponse> rows) {
    Map<UUID, InvestmentAccountResponse> accounts = new LinkedHashMap<>();
    rows.forEach(row -> accounts.merge(row.accountId(), row, InvestmentAccountResponse::and));
    return List.copyOf(accounts.values());
  }

  private static InvestmentAccountResponse item(Readable row) {
    BigDecimal current = row.get("current", BigDecimal.class);
    return new InvestmentAccountResponse(
        Columns.uuid(row, "account_id"),
        Columns.text(row, "name"),
        Columns.text(row, "type"),
        row.get("subtype", String.class),
        Columns.text(row, "status"),
        Columns.bool(row, "hidden"),
        current == null
            ? null
            : new Money(current, new CurrencyCode(Columns.text(row, "currency"))),
        Columns.nullableInstant(row, "observed_at"),
        totals(row));
  }

  private static List<HoldingsTotalResponse> totals(Readable row) {
    String currency = row.get("held_currency", String.class);
    return currency == null
        ? List.of()
        : List.of(
            new HoldingsTotalResponse(
                currency,
                Columns.number(row, "holdings"),
                ValuationResponse.known(Columns.decimal(row, "value"), currency),
                ValuationResponse.of(row.get("cost_basis", BigDecimal.class), currency),
                ValuationResponse.of(row.get("gain", BigDecimal.class), currency),
                Columns.number(row, "without_cost")));
  }
}
