package florin.accounts.balance;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A statement of a balance. An asset is positive, a debt or an overdraft negative. */
record BalanceObservationResponse(
    @Schema(description = "The account.") UUID accountId,
    @Schema(description = "When the account had the balance.") Instant observedAt,
    @Schema(
            description = "Who stated it.",
            allowableValues = {"provider", "manual", "opening", "holdings"})
        String source,
    @Schema(description = "The balance; an asset is positive, a debt negative.")
        @Nullable Money current,
    @Schema(description = "The amount that can be spent.") @Nullable Money available,
    @Schema(description = "The credit limit.") @Nullable Money creditLimit,
    @Schema(
            description =
                "When it was recorded: rows of its day that were recorded before are included in"
                    + " it.")
        Instant recordedAt) {

  static BalanceObservationResponse read(Readable row) {
    CurrencyCode currency = new CurrencyCode(Columns.text(row, "currency"));
    return new BalanceObservationResponse(
        Columns.uuid(row, "account_id"),
        Columns.instant(row, "observed_at"),
        Columns.text(row, "source"),
        money(row, "current", currency),
        money(row, "available", currency),
        money(row, "credit_limit", currency),
        Columns.instant(row, "at"));
  }

  private static @Nullable Money money(Readable row, String column, CurrencyCode currency) {
    BigDecimal amount = row.get(column, BigDecimal.class);
    return amount == null ? null : new Money(amount, currency);
  }
}
