package florin.accounts.account.value;

import java.util.Optional;
import java.util.UUID;

/**
 * What a bank calls an account.
 *
 * @param connection through which it is seen
 * @param externalId the provider's, unique within the connection
 * @param mask the last few characters of its number; not unique
 * @param type ours; the provider's own words stand beside it
 */
public record ProviderAccount(
    UUID connection,
    String externalId,
    String name,
    Optional<String> officialName,
    Optional<String> mask,
    AccountType type,
    String providerType,
    Optional<String> providerSubtype) {

  public Optional<String> subtype() {
    return providerSubtype.map(type::subtype);
  }
}
