package florin.gateway.edge;

import florin.gateway.GatewaySettings;
import florin.journal.web.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stops a body at its limit: at once if its length is announced, else in mid-stream. A body with a
 * content encoding is refused: nothing here or behind decodes one. Bodies are passed on as they
 * come, but those of webhooks, which need no token, are collected first: a slow one costs no
 * connection to a service. All that are being collected share {@code webhooks} bytes of memory.
 */
@Component
@Order(0)
class BodyLimitFilter implements WebFilter {

  private static final String WEBHOOKS = "/webhooks/";

  private static final int LONGEST_QUOTE = 40;

  private final GatewaySettings.Bodies limits;
  private final AtomicLong collected = new AtomicLong();

  BodyLimitFilter(GatewaySettings settings) {
    this.limits = settings.bodies();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    var encoding = encoding(request);
    if (!encoding.isEmpty()) {
      return Mono.error(EdgeProblem.encoded(encoding));
    }
    var path = request.getPath().value();
    var limit = limit(path);
    if (request.getHeaders().getContentLength() > limit) {
      return Mono.error(tooLarge(limit));
    }
    var limited = limited(request, limit);
    return path.startsWith(WEBHOOKS)
        ? collect(limited)
            .flatMap(body -> chain.filter(exchange.mutate().request(with(limited, body)).build()))
        : chain.filter(exchange.mutate().request(limited).build());
  }

  /** Any but {@code identity}, in any number of headers. */
  private static String encoding(ServerHttpRequest request) {
    return request.getHeaders().getOrEmpty(HttpHeaders.CONTENT_ENCODING).stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::strip)
        .filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("identity"))
        .map(value -> value.replaceAll("[^A-Za-z0-9._*-]", "?"))
        .map(value -> value.substring(0, Math.min(value.length(), LONGEST_QUOTE)))
        .findFirst()
        .orElse("");
  }

  private Mono<byte[]> collect(ServerHttpRequest request) {
    return Mono.using(
        AtomicLong::new,
        held ->
            request
                .getBody()
                .collect(ByteArrayOutputStream::new, (all, next) -> add(all, next, held))
                .map(ByteArrayOutputStream::toByteArray),
        held -> collected.addAndGet(-held.get()));
  }

  private void add(ByteArrayOutputStream all, DataBuffer next, AtomicLong held) {
    try {
      var bytes = new byte[next.readableByteCount()];
      held.addAndGet(bytes.length);
      if (collected.addAndGet(bytes.length) > limits.webhooks().toBytes()) {
        throw EdgeProblem.unavailable("The webhook receiver");
      }
      next.read(bytes);
      all.writeBytes(bytes);
    } finally {
      DataBufferUtils.release(next);
    }
  }

  private static ServerHttpRequest with(ServerHttpRequest request, byte[] body) {
    return new ServerHttpRequestDecorator(request) {
      @Override
      public Flux<DataBuffer> getBody() {
        return body.length == 0
            ? Flux.empty()
            : Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body));
      }
    };
  }

  private long limit(String path) {
    if (path.startsWith(WEBHOOKS)) {
      return limits.webhook().toBytes();
    }
    if (path.startsWith("/auth/")) {
      return limits.login().toBytes();
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

  private static EdgeProblem tooLarge(long limit) {
    return EdgeProblem.of(ProblemType.TOO_LARGE, "The body is larger than " + limit + " bytes.");
  }
}
