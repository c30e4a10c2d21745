package florin.accounts.investment.security;

import florin.events.CurrencyCode;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a security.
 *
 * @param type one of Florin's types, {@code other} where the provider's word is none of them
 * @param market ISO 10383 market identifier code
 */
public record SecurityDetails(
    Optional<String> name,
    Optional<String> ticker,
    Optional<String> isin,
    Optional<String> cusip,
    String type,
    Optional<String> providerType,
    Optional<String> providerSubtype,
    boolean cashEquivalent,
    CurrencyCode currency,
    Optional<String> market,
    Optional<String> sector,
    Optional<String> industry) {

  private static final String OTHER = "other";
  private static final Set<String> TYPES =
      Set.of(
          "cash",
          "cryptocurrency",
          "derivative",
          "equity",
          "etf",
          "fixed income",
          "loan",
          "mutual fund",
          OTHER);

  public SecurityDetails {
    type = TYPES.contains(type) ? type : OTHER;
  }
}
