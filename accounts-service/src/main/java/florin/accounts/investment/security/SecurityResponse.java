package florin.accounts.investment.security;

import florin.journal.database.Columns;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A security on the wire.
 *
 * @param described false while only its id is known: something refers to it that the provider has
 *     not described yet
 * @param providerType the provider's own word
 */
public record SecurityResponse(
    UUID id,
    boolean described,
    @Nullable String name,
    @Nullable String ticker,
    @Nullable String isin,
    @Nullable String cusip,
    @Schema(
            allowableValues = {
              "cash",
              "cryptocurrency",
              "derivative",
              "equity",
              "etf",
              "fixed income",
              "loan",
              "mutual fund",
              "other"
            })
        @Nullable String type,
    @Nullable String providerType,
    @Nullable String providerSubtype,
    @Nullable Boolean cashEquivalent,
    @Nullable String currency,
    @Nullable String market,
    @Nullable String sector,
    @Nullable String industry,
    String provider,
    String externalId) {

  public static SecurityResponse of(Readable row) {
    return new SecurityResponse(
        Columns.uuid(row, "security_id"),
        Columns.bool(row, "described"),
        row.get("security_name", String.class),
        row.get("ticker", String.class),
        row.get("isin", String.class),
        row.get("cusip", String.class),
        row.get("security_type", String.class),
        row.get("security_provider_type", String.class),
        row.get("security_provider_subtype", String.class),
        row.get("cash_equivalent", Boolean.class),
        row.get("security_currency", String.class),
        row.get("market", String.class),
        row.get("sector", String.class),
        row.get("industry", String.class),
        Columns.text(row, "provider"),
        Columns.text(row, "security_external_id"));
  }
}
