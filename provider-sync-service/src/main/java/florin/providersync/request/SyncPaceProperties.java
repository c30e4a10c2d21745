package florin.providersync.request;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param rest how long a connection rests when wishes come faster than runs can end, or when the
 *     last one was for nothing: a storm of webhooks makes two runs; a single one is never kept
 *     waiting
 */
@ConfigurationProperties(prefix = "florin.sync-pace", ignoreUnknownFields = false)
public record SyncPaceProperties(@DefaultValue("5s") Duration rest) {}
