package florin.transactions.projection;

import florin.transactions.transaction.value.TransactionEntry;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/** The other party of a transaction as the provider names it, and how the payment was made. */
public record Counterparty(
    @Nullable String name,
    @Nullable String channel,
    @Nullable String website,
    @Nullable String logoUrl) {

  static final Counterparty NONE = new Counterparty(null, null, null, null);

  static Counterparty of(TransactionEntry.ProviderFact fact) {
    return new Counterparty(
        fact.merchantName().orElse(null),
        fact.paymentChannel().orElse(null),
        fact.website().orElse(null),
        fact.logoUrl().orElse(null));
  }

  static Counterparty read(Readable row) {
    return new Counterparty(
        row.get("counterparty", String.class),
        row.get("payment_channel", String.class),
        row.get("website", String.class),
        row.get("logo_url", String.class));
  }
}
