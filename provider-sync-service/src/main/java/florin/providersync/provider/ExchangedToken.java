package florin.providersync.provider;

/**
 * What a public token became.
 *
 * @param itemId the provider's id of the login, case-sensitive
 */
public record ExchangedToken(AccessToken token, String itemId) {}
