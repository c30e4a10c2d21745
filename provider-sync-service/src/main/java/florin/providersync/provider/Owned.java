package florin.providersync.provider;

/** Something of an account, and the provider's id of that. */
public record Owned<T>(String externalAccountId, T what) {}
