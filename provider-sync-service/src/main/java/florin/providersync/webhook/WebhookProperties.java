package florin.providersync.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of key look-ups, and the retention of the webhook log.
 *
 * @param questions look-ups of ids never seen before, in each window; as many again of repeated ids
 * @param returning after how long an id counts as repeated; the provider repeats a refused webhook
 *     after half a minute (Plaid documentation, "Webhooks")
 * @param kept how long a key is used before it is looked up again
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
   * @param keep retention of the log
   * @param upkeep how often older rows are deleted, and unverified webhooks counted
   */
  record Log(@DefaultValue("7d") Duration keep, @DefaultValue("1m") Duration upkeep) {}
}
