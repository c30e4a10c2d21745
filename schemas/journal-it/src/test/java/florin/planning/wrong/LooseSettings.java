package florin.planning.wrong;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Configuration that is no record and accepts unknown keys. */
@ConfigurationProperties(prefix = "wrong")
class LooseSettings {}
