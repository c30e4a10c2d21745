package florin.gateway.edge;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * One line per request when its response begins: without the query, which may hold private text,
 * and without any header but the request id.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
@ConditionalOnProperty("florin.gateway.access-log")
class AccessLog implements WebFilter {

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var begin = System.nanoTime();
    // The response commits after the error handlers, which are outside of all filters.
    exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> write(exchange, begin)));
    return chain.filter(exchange);
  }

  private static void write(ServerWebExchange exchange, long begin) {
    var status = exchange.getResponse().getStatusCode();
    log.info(
        "{} {} {} {} ms address={} request={}",
        exchange.getRequest().getMethod(),
        exchange.getRequest().getURI().getRawPath(),
        status == null ? 200 : status.value(),
        Duration.ofNanos(System.nanoTime() - begin).toMillis(),
        Client.of(exchange).address(),
        HeaderFilter.requestId(exchange));
  }
}
