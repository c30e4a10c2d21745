package florin.transactions.list;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.filter.CountedParts;
import florin.transactions.filter.MatchedFilter;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The totals of all transactions of a filter. With a filter on categories or kinds a split
 * transaction adds those of its parts that match.
 */
public record TransactionTotals(
    @Schema(description = "Transactions on all pages.") long count,
    @Schema(description = "Sums per currency, in the order of the codes.")
        List<CurrencyTotal> sums) {

  private static final String SUMS =
      """
      select currency, (select count(*) from matched) as rows, count(*) as entries, sum(amount) as net,
        coalesce(sum(amount) filter (where amount > 0), 0) as inward,
        coalesce(sum(amount) filter (where amount < 0), 0) as outward
      from part group by currency order by currency
      """;

  /** The sums of one currency. */
  public record CurrencyTotal(
      @Schema(description = "Currency code.") String currency,
      @Schema(description = "Amounts summed: undivided transactions and matching parts.")
          long entries,
      @Schema(description = "Sum of the amounts above 0.") Money in,
      @Schema(description = "Sum of the amounts below 0.") Money out,
      @Schema(description = "Sum of all amounts.") Money net) {

    /** Reads the columns currency, entries, inward, outward and net. */
    public static CurrencyTotal read(Readable row) {
      String currency = Columns.text(row, "currency");
      return new CurrencyTotal(
          currency,
          Columns.number(row, "entries"),
          money(row, "inward", currency),
          money(row, "outward", currency),
          money(row, "net", currency));
    }

    private static Money money(Readable row, String column, String currency) {
      return new Money(Columns.decimal(row, column), new CurrencyCode(currency));
    }
  }

  private record Group(long rows, CurrencyTotal total) {}

  static Mono<TransactionTotals> of(Session session, MatchedFilter filter) {
    CountedParts parts = CountedParts.ofRows(filter);
    String sql = parts.text() + SUMS;
    return parts
        .bind(session.sql(sql), sql)
        .map(row -> new Group(Columns.number(row, "rows"), CurrencyTotal.read(row)))
        .all()
        .collectList()
        .map(
            groups ->
                new TransactionTotals(
                    groups.isEmpty() ? 0 : groups.getFirst().rows(),
                    groups.stream().map(Group::total).toList()));
  }
}
