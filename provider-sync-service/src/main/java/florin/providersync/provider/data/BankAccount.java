package florin.providersync.provider.data;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.util.Optional;

/**
 * An account as a bank described it.
 *
 * @param type {@code depository}, {@code credit}, {@code loan}, {@code investment} or {@code other}
 * @param providerType the provider's own word for it
 * @param current from the holder's view: an asset is positive, a debt negative
 * @param available what can be spent
 */
public record BankAccount(
    String externalId,
    Optional<String> persistentId,
    String name,
    Optional<String> officialName,
    Optional<String> mask,
    String type,
    String providerType,
    Optional<String> providerSubtype,
    CurrencyCode currency,
    Optional<Money> current,
    Optional<Money> available,
    Optional<Money> creditLimit) {}
