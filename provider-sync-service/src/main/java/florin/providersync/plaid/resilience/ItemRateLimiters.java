package florin.providersync.plaid.resilience;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import florin.providersync.plaid.wire.PlaidEndpoint;
import florin.providersync.provider.AccessToken;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The rate limits of single items. Idle ones are removed, because a limit is per minute; tokens are
 * kept as hashes.
 */
final class ItemRateLimiters {

  private static final int MOST = 50_000;

  private record Key(PlaidEndpoint endpoint, String item) {}

  private final Cache<Key, RateLimiter> limiters =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofMinutes(2)).build();

  RateLimiter of(PlaidEndpoint plaidEndpoint, AccessToken token, RateLimiterConfig config) {
    return limiters.get(
        new Key(plaidEndpoint, hash(token)),
        key -> RateLimiter.of(key.endpoint().metricLabel(), config));
  }

  private static String hash(AccessToken token) {
    try {
      byte[] bytes = token.reveal().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** After the idle ones were removed. */
  long size() {
    limiters.cleanUp();
    return limiters.estimatedSize();
  }

  /** Only the hashes. */
  @Override
  public String toString() {
    return limiters.asMap().keySet().toString();
  }
}
