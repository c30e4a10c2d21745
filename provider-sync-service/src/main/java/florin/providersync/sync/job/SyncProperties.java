package florin.providersync.sync.job;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pace of syncing.
 *
 * @param lanes runs at the same time
 * @param poll how often due jobs are looked for without a ring of the bell
 * @param lease how long a silent worker keeps its job
 * @param sweep how often every healthy connection is read even if no webhook comes
 * @param retry the first pause after a failure; it doubles
 * @param settling the first pause while the provider is still reading the bank; it doubles
 * @param patience how long a run waits for holdings and the like the first time; it doubles
 */
@ConfigurationProperties(prefix = "florin.sync", ignoreUnknownFields = false)
public record SyncProperties(
    @DefaultValue("4") int lanes,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("12s") Duration lease,
    @DefaultValue("6h") Duration sweep,
    @DefaultValue("5s") Duration retry,
    @DefaultValue("1s") Duration settling,
    @DefaultValue("10s") Duration patience) {}
