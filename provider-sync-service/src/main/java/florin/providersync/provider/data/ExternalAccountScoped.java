package florin.providersync.provider.data;

/** Something of an account, and the provider's id of that. */
public record ExternalAccountScoped<T>(String externalAccountId, T what) {}
