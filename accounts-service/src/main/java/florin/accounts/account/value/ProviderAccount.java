package florin.accounts.account.value;

import java.util.Optional;
import java.util.UUID;

/**
 * An account with the values of its bank.
 *
 * @param connection through which it is seen
 * @param externalId the provider's, unique within the connection
 * @param mask the last few characters of its number; not unique
 * @param type Florin's type; the provider's own values are kept beside it
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
