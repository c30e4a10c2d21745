package florin.providersync.provider.data;

import florin.events.Money;
import florin.events.Quantity;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A transaction of an investment account.
 *
 * @param securityExternalId empty for cash
 * @param date settled; a calendar date of the bank
 * @param quantity positive = bought or received
 * @param amount negative = cash out
 * @param fees never negative
 * @param type of Florin's types; {@code other} if the provider's type is none of them
 */
public record InvestmentTransaction(
    String externalId,
    Optional<String> securityExternalId,
    LocalDate date,
    String name,
    Quantity quantity,
    Optional<Quantity> price,
    Money amount,
    Optional<Money> fees,
    String type,
    String providerType,
    Optional<String> providerSubtype) {}
