package florin.providersync.plaid.resilience;

import florin.journal.settings.Secret;
import florin.providersync.provider.AccessToken;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The address and credentials of Plaid, and the limits of calls.
 *
 * @param baseUrl the only address this adapter calls
 * @param webhookUrl where Plaid posts to; blank for none
 * @param days of history requested at link time; cannot be raised later
 * @param page updates per page, at most 500
 * @param timeout of one attempt
 * @param slowTimeout of one attempt of an operation for which Plaid calls the bank
 * @param largestAnswer in bytes; a page of 500 rich transactions takes 1.5 MB
 */
@ConfigurationProperties(prefix = "florin.plaid", ignoreUnknownFields = false)
public record PlaidProperties(
    @DefaultValue("http://127.0.0.1:18090") URI baseUrl,
    @DefaultValue("") String clientId,
    @DefaultValue("") Secret secret,
    @Nullable String webhookUrl,
    @DefaultValue("Florin") String clientName,
    @DefaultValue("en") String language,
    @DefaultValue("US") List<String> countryCodes,
    @DefaultValue("730") int days,
    @DefaultValue("500") int page,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("60s") Duration timeout,
    @DefaultValue("120s") Duration slowTimeout,
    @DefaultValue("8MB") DataSize largestAnswer,
    @DefaultValue PlaidLimits limits) {

  private static final String PRODUCTION = "production.plaid.com";
  private static final String SANDBOX = "sandbox.plaid.com";

  public PlaidProperties {
    boolean plaids = baseUrl.getHost() != null && baseUrl.getHost().endsWith(".plaid.com");
    if (baseUrl.getHost() == null || (plaids && !"https".equals(baseUrl.getScheme()))) {
      throw new IllegalArgumentException(
          "florin.plaid.base-url: " + baseUrl + " (expected: such as https://" + PRODUCTION + ")");
    }
  }

  /**
   * Whether a token belongs to the environment that is called: Plaid's error for a token of another
   * environment is the same as for a removed item, so a wrong address would look like the end of
   * every connection.
   */
  public boolean knows(AccessToken token) {
    String host = String.valueOf(baseUrl.getHost());
    return switch (host) {
      case PRODUCTION -> !token.reveal().startsWith("access-sandbox-");
      case SANDBOX -> !token.reveal().startsWith("access-production-");
      default -> true;
    };
  }

  public Optional<String> webhook() {
    return Optional.ofNullable(webhookUrl).filter(url -> !url.isBlank());
  }
}
