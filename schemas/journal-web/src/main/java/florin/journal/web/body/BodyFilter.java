package florin.journal.web.body;

import florin.journal.stream.Rejection;
import florin.journal.web.ProblemWriter;
import florin.journal.web.RequestFilter;
import florin.journal.web.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

/**
 * Takes the bytes of a body from the {@link BodyBudget} before any of it is read and gives them
 * back when the request ends; without room the request is refused. A request without a user passes
 * and its body is not read here: webhooks limit their bodies themselves, and one sender must not
 * use up the room of another. For a write with an Idempotency-Key it keeps the bytes, which are
 * hashed once the caller is known.
 */
public final class BodyFilter implements WebFilter, Ordered {

  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  public static final String BODY = BodyFilter.class.getName() + ".body";

  /** After the filters of Spring Security, so that the user is known. */
  private static final int ORDER = 0;

  /**
   * The longest time that the bytes of a command without a client stay reserved; most end sooner.
   */
  private static final Duration LINGER = Duration.ofSeconds(10);

  private final ProblemWriter problems;
  private final BodyBudget bodyBudget;

  public BodyFilter(ProblemWriter problems, BodyBudget bodyBudget) {
    this.problems = problems;
    this.bodyBudget = bodyBudget;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    long bytes = bytes(exchange.getRequest());
    return bytes == 0
        ? kept(exchange, chain)
        : exchange
            .getPrincipal()
            .map(principal -> Optional.of(principal.getName()))
            .defaultIfEmpty(Optional.empty())
            .flatMap(
                user ->
                    user.isPresent()
                        ? withinBudget(user.get(), bytes, exchange, chain)
                        : chain.filter(exchange));
  }

  /** At most so many; a body of unknown length and an upload count as the largest. */
  private static long bytes(ServerHttpRequest request) {
    HttpHeaders headers = request.getHeaders();
    if (RequestFilter.isUpload(request)) {
      return RequestFilter.LARGEST_BODY;
    }
    long announced = headers.getContentLength();
    if (announced >= 0) {
      return announced;
    }
    return headers.containsHeader(HttpHeaders.TRANSFER_ENCODING) ? RequestFilter.LARGEST_BODY : 0;
  }

  private Mono<Void> withinBudget(
      String user, long bytes, ServerWebExchange exchange, WebFilterChain chain) {
    if (!bodyBudget.tryTake(user, bytes)) {
      return problems.handle(
          exchange,
          new Rejection(
              ProblemType.TOO_MANY_BODIES,
              "body: %d bytes (expected: at most %d bytes of one user in progress)"
                  .formatted(bytes, bodyBudget.share())));
    }
    AtomicBoolean read = new AtomicBoolean();
    return kept(exchange.mutate().request(watched(exchange.getRequest(), read)).build(), chain)
        .doFinally(end -> giveBack(user, bytes, end == SignalType.CANCEL && read.get()));
  }

  /** A command that has begun goes on without its client, and its body stays in the heap. */
  private void giveBack(String user, long bytes, boolean goesOn) {
    if (goesOn) {
      Schedulers.parallel()
          .schedule(
              () -> bodyBudget.giveBack(user, bytes), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      bodyBudget.giveBack(user, bytes);
    }
  }

  private static ServerHttpRequest watched(ServerHttpRequest request, AtomicBoolean read) {
    return new ServerHttpRequestDecorator(request) {
      @Override
      public Flux<DataBuffer> getBody() {
        return super.getBody().doOnComplete(() -> read.set(true));
      }
    };
  }

  private static Mono<Void> kept(ServerWebExchange exchange, WebFilterChain chain) {
    if (RequestFilter.isUpload(exchange.getRequest())) {
      exchange.getAttributes().put(BODY, new byte[0]);
      return chain.filter(exchange);
    }
    return exchange.getRequest().getHeaders().getFirst(IDEMPOTENCY_KEY) == null
        ? chain.filter(exchange)
        : DataBufferUtils.join(exchange.getRequest().getBody(), RequestFilter.LARGEST_BODY)
            .map(BodyFilter::bytes)
            .defaultIfEmpty(new byte[0])
            .flatMap(body -> chain.filter(withBody(exchange, body)));
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private static ServerWebExchange withBody(ServerWebExchange exchange, byte[] body) {
    exchange.getAttributes().put(BODY, body);
    ServerHttpRequest again =
        new ServerHttpRequestDecorator(exchange.getRequest()) {
          @Override
          public Flux<DataBuffer> getBody() {
            return body.length == 0
                ? Flux.empty()
                : Flux.defer(() -> Flux.just(exchange.getResponse().bufferFactory().wrap(body)));
          }
        };
    return exchange.mutate().request(again).build();
  }

  @Override
  public int getOrder() {
    return ORDER;
  }
}
