package florin.providersync.provider;

import java.util.List;
import java.util.Optional;

/**
 * A login at a bank, as the provider sees it now.
 *
 * @param failure why it does not work, empty if it does
 */
public record ProviderLogin(
    String itemId,
    Optional<String> institutionId,
    Optional<String> institutionName,
    List<String> products,
    Optional<ProviderFailure> failure) {}
