package florin.providersync.payload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retention of stored responses.
 *
 * @param keep after the end of the month in which they arrived; 0 keeps none at all
 * @param upkeep how often it is looked whether a month is over
 */
@ConfigurationProperties(prefix = "florin.payloads", ignoreUnknownFields = false)
record PayloadProperties(@DefaultValue("30d") Duration keep, @DefaultValue("1h") Duration upkeep) {}
