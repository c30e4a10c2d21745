package florin.providersync.plaid;

import florin.journal.setup.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which Plaid, as whom.
 *
 * @param baseUrl the only address this adapter ever calls
 * @param webhookUrl where Plaid posts to; blank for none
 * @param days of history asked for at link time; cannot be raised later
 * @param page updates a page, at most 500
 * @param largestAnswer a page of 500 rich transactions takes 1.5 MB
 */
@ConfigurationProperties(prefix = "florin.plaid", ignoreUnknownFields = false)
record PlaidProperties(
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
    @DefaultValue("8MB") DataSize largestAnswer) {

  Optional<String> webhook() {
    return Optional.ofNullable(webhookUrl).filter(url -> !url.isBlank());
  }
}
