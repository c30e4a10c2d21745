package florin.providersync.provider;

/**
 * The result of a token exchange.
 *
 * @param itemId the provider's id of the login, case-sensitive
 */
public record ExchangedToken(AccessToken token, String itemId) {}
