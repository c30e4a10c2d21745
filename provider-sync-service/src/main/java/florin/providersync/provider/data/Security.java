package florin.providersync.provider.data;

import florin.events.CurrencyCode;
import florin.events.Quantity;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A tradable security.
 *
 * @param type of Florin's types; {@code other} if the provider's type is none of them
 * @param market ISO 10383 market identifier code
 */
public record Security(
    String externalId,
    Optional<String> name,
    Optional<String> ticker,
    Optional<String> isin,
    Optional<String> cusip,
    String type,
    Optional<String> providerType,
    Optional<String> providerSubtype,
    boolean cashEquivalent,
    CurrencyCode currency,
    Optional<Quantity> closePrice,
    Optional<LocalDate> closePriceAsOf,
    Optional<String> market,
    Optional<String> sector,
    Optional<String> industry) {}
