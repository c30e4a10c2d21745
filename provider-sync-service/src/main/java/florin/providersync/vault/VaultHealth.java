package florin.providersync.vault;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Shows whether the key source answers. While it does not, syncs wait and everything else
 * continues: {@code DEGRADED} is not aggregated.
 */
@Component("vaultHealthIndicator")
final class VaultHealth implements ReactiveHealthIndicator {

  private final DataKeys keys;

  VaultHealth(DataKeys keys) {
    this.keys = keys;
  }

  @Override
  public Mono<Health> health() {
    return keys.sourceFailure()
        .map(
            away ->
                away.map(why -> Health.status("DEGRADED").withDetail("keys", why).build())
                    .orElseGet(() -> Health.up().build()));
  }
}
