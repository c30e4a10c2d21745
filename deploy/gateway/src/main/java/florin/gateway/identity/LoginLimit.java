package florin.gateway.identity;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import florin.gateway.GatewaySettings;
import florin.gateway.edge.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Failed log-ins are rationed, per name and address and per address. A log-in is paid for before
 * the password is looked at and paid back if it was right, so parallel guesses count too.
 */
final class LoginLimit {

  private static final int REMEMBERED = 20_000;

  private record Guess(String name, String address) {}

  private final LoadingCache<Guess, Bucket> byUser;
  private final LoadingCache<String, Bucket> byAddress;

  LoginLimit(GatewaySettings.Logins logins, TimeMeter clock) {
    byUser = buckets(logins.perUser(), logins.window(), clock);
    byAddress = buckets(logins.perAddress(), logins.window(), clock);
  }

  private static <K> LoadingCache<K, Bucket> buckets(
      int allowed, Duration window, TimeMeter clock) {
    return Caffeine.newBuilder()
        .maximumSize(REMEMBERED)
        .expireAfterAccess(window)
        .build(
            _ ->
                Bucket.builder()
                    .addLimit(limit -> limit.capacity(allowed).refillGreedy(allowed, window))
                    .withCustomTimePrecision(clock)
                    .build());
  }

  void take(String name, String address) {
    take(byAddress.get(address));
    take(byUser.get(new Guess(name, address)));
  }

  void giveBack(String name, String address) {
    byAddress.get(address).addTokens(1);
    byUser.get(new Guess(name, address)).addTokens(1);
  }

  private static void take(Bucket bucket) {
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw Refusal.tooManyLogins(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }
}
