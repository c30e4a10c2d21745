package florin.planning.scenario.bill;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.web.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the bills of a scenario. */
record BillsResponse(
    @Schema(description = "The bills of this page, by name") List<BillResponse> items,
    @Schema(description = "The cursor of the next page; null on the last one")
        @Nullable String next,
    @Schema(description = "The sum of monthlyAmount of all bills of the scenario")
        Money monthlyTotal) {

  static BillsResponse of(Page<BillResponse> page, Money monthlyTotal) {
    return new BillsResponse(page.items(), page.next(), monthlyTotal);
  }

  static Money perMonth(CurrencyCode currency, List<BillResponse> bills) {
    return bills.stream()
        .map(BillResponse::monthlyAmount)
        .reduce(new Money(BigDecimal.ZERO, currency), Money::plus);
  }
}
