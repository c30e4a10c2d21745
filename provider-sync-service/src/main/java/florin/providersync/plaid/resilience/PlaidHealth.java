package florin.providersync.plaid.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Shows where Plaid fails. A failing Plaid does not take this service down: {@code DEGRADED} is not
 * aggregated, and everything but syncing continues.
 */
@Component("plaidHealthIndicator")
public final class PlaidHealth implements ReactiveHealthIndicator {

  private final PlaidResilience plaidResilience;

  public PlaidHealth(PlaidResilience plaidResilience) {
    this.plaidResilience = plaidResilience;
  }

  @Override
  public Mono<Health> health() {
    return Mono.fromSupplier(
        () -> {
          Map<String, State> circuits = plaidResilience.circuits();
          boolean closed = circuits.values().stream().allMatch(State.CLOSED::equals);
          return (closed ? Health.up() : Health.status("DEGRADED")).withDetails(circuits).build();
        });
  }
}
