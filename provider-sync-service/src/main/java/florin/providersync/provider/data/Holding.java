package florin.providersync.provider.data;

import florin.events.CurrencyCode;
import florin.events.Quantity;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A position.
 *
 * @param price of a unit
 * @param value of all of it
 * @param costBasis of all of it, fees included
 */
public record Holding(
    String securityExternalId,
    Quantity quantity,
    Quantity price,
    Optional<LocalDate> priceAsOf,
    Quantity value,
    Optional<Quantity> costBasis,
    CurrencyCode currency) {}
