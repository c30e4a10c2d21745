package florin.providersync.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How keys of webhooks are looked up, and how long it is known what came in.
 *
 * @param questions about ids never seen before, in each window; as many again about ids that came
 *     back
 * @param returning after how long an id that comes again counts as one that came back; the provider
 *     repeats what was refused after half a minute (Plaid documentation, "Webhooks")
 * @param kept how long a key is used before it is asked for again
 * @param body how long the body of a webhook may take to arrive
 */
@ConfigurationProperties(prefix = "florin.webhooks", ignoreUnknownFields = false)
record WebhookProperties(
    @DefaultValue("5") int questions,
    @DefaultValue("30s") Duration window,
    @DefaultValue("20s") Duration returning,
    @DefaultValue("1h") Duration kept,
    @DefaultValue("5s") Duration body,
    @DefaultValue Log log) {

  /**
   * @param keep how long it is known what came in
   * @param upkeep how often older rows are deleted, and strangers counted
   */
  record Log(@DefaultValue("7d") Duration keep, @DefaultValue("1m") Duration upkeep) {}
}
