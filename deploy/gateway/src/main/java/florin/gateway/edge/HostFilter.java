package florin.gateway.edge;

import florin.gateway.GatewaySettings;
import florin.journal.web.problem.ProblemType;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses requests for host names that are not Florin's. A web page can let its own name resolve to
 * this machine (DNS rebinding) and would then be of the same origin; its name stays in the Host
 * header.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class HostFilter implements WebFilter {

  private final Set<HostName> allowed;

  HostFilter(GatewaySettings settings) {
    this.allowed =
        Stream.concat(settings.hosts().stream(), Stream.of(settings.bind()))
            .flatMap(name -> HostName.parse(name).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var host = HostName.of(exchange.getRequest());
    if (host.isEmpty()) {
      return Mono.error(
          EdgeProblem.of(ProblemType.INVALID_REQUEST, "Host (expected: one header with a name)"));
    }
    return host.filter(this::isAllowed).isPresent()
        ? chain.filter(exchange)
        : Mono.error(
            EdgeProblem.of(
                GatewayProblem.UNKNOWN_HOST,
                "Host (expected: an address, localhost, or a name of florin.gateway.hosts)"));
  }

  private boolean isAllowed(HostName host) {
    return host.isLoopback() || host.isAddress() || allowed.contains(host);
  }
}
