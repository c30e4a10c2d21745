package florin.gateway.edge;

import florin.gateway.GatewaySettings;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stops a body at its limit: at once if its length is announced, else in mid-stream. Bodies are
 * never held here.
 */
@Component
@Order(0)
class BodyLimits implements WebFilter {

  private final GatewaySettings.Bodies limits;

  BodyLimits(GatewaySettings settings) {
    this.limits = settings.bodies();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    var limit = limit(request.getPath().value());
    if (request.getHeaders().getContentLength() > limit) {
      return Mono.error(tooLarge(limit));
    }
    return chain.filter(exchange.mutate().request(limited(request, limit)).build());
  }

  private long limit(String path) {
    if (path.startsWith("/webhooks/")) {
      return limits.webhook().toBytes();
    }
    return (path.startsWith("/api/imports") ? limits.imports() : limits.api()).toBytes();
  }

  private static ServerHttpRequest limited(ServerHttpRequest request, long limit) {
    return new ServerHttpRequestDecorator(request) {
      @Override
      public Flux<DataBuffer> getBody() {
        var seen = new AtomicLong();
        return super.getBody()
            .handle(
                (buffer, sink) -> {
                  if (seen.addAndGet(buffer.readableByteCount()) > limit) {
                    DataBufferUtils.release(buffer);
                    sink.error(tooLarge(limit));
                  } else {
                    sink.next(buffer);
                  }
                });
      }
    };
  }

  private static Refusal tooLarge(long limit) {
    return Refusal.of(Kind.TOO_LARGE, "The body is larger than " + limit + " bytes.");
  }
}
