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

/**
 * A statement of a balance. An asset is positive, a debt or an overdraft negative.
 *
 * @param observedAt when the account had it
 * @param source {@code provider}, {@code manual}, {@code opening} or {@code holdings}
 * @param recordedAt decides which rows of its day it includes: those that were recorded before it
 */
record BalanceObservationResponse(
    UUID accountId,
    Instant observedAt,
    @Schema(allowableValues = {"provider", "manual", "opening", "holdings"}) String source,
    @Nullable Money current,
    @Nullable Money available,
    @Nullable Money creditLimit,
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
