package florin.journal.web.caller;

import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.body.BodyFilter;
import florin.journal.web.problem.ProblemType;
import java.lang.reflect.Executable;
import java.security.Principal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Makes the {@link Caller} of a handler from token and headers, once its {@link RequestParameters}
 * are found good.
 */
public final class CallerResolver implements HandlerMethodArgumentResolver {

  private static final Pattern ETAG = Pattern.compile("\"(\\d{1,9})\"");
  private static final int LONGEST_KEY = 255;

  private final String realm;
  private final Clock clock;
  private final Map<Executable, RequestParameters> parameters = new ConcurrentHashMap<>();

  public CallerResolver(String realm, Clock clock) {
    this.realm = realm;
    this.clock = clock;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Mono<Object> resolveArgument(
      MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
    return exchange.getPrincipal().map(principal -> caller(parameter, exchange, principal));
  }

  private Caller caller(
      MethodParameter parameter, ServerWebExchange exchange, Principal principal) {
    parameters.computeIfAbsent(parameter.getExecutable(), RequestParameters::new).demand(exchange);
    return new Caller(
        Ids.user(realm, principal.getName()),
        clock.instant(),
        ifMatch(exchange.getRequest()),
        idempotency(exchange));
  }

  private static Optional<Integer> ifMatch(ServerHttpRequest request) {
    String given = request.getHeaders().getFirst(HttpHeaders.IF_MATCH);
    if (given == null || given.equals("*")) {
      return Optional.empty();
    }
    Matcher etag = ETAG.matcher(given);
    if (!etag.matches()) {
      throw new Rejection(
          ProblemType.INVALID_REQUEST.code(),
          "If-Match: " + given + " (expected: the ETag of the resource, such as \"3\")",
          "If-Match");
    }
    return Optional.of(Integer.parseInt(etag.group(1)));
  }

  private static Optional<Caller.IdempotencyKey> idempotency(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    String key = request.getHeaders().getFirst(BodyFilter.IDEMPOTENCY_KEY);
    byte[] body = exchange.getAttribute(BodyFilter.BODY);
    if (key == null || body == null) {
      return Optional.empty();
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new Rejection(
          ProblemType.INVALID_REQUEST.code(),
          "Idempotency-Key: " + key.length() + " characters (expected: 1 to " + LONGEST_KEY + ")",
          "Idempotency-Key");
    }
    return Optional.of(
        new Caller.IdempotencyKey(
            request.getMethod().name(), request.getPath().value(), key, CanonicalBody.hash(body)));
  }
}
