package florin.gateway.edge;

import florin.gateway.GatewaySettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Removes request headers that a client must not set and adds those that every request has. Runs
 * before all other filters, so that none of them sees a forged header.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HeaderFilter implements WebFilter {

  static final String REQUEST_ID = "X-Request-Id";

  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final List<String> FORGEABLE = List.of("x-user-", "x-forwarded-");
  // If-None-Match: a 304 would hide what a sync changed, for an ETag counts the user's own changes.
  private static final Set<String> DROPPED =
      Set.of(
          "forwarded",
          "x-real-ip",
          "x-original-url",
          "x-rewrite-url",
          "x-http-method-override",
          "if-none-match");

  /** The request id, which the logs of all services contain. */
  static @Nullable String requestId(ServerWebExchange exchange) {
    return exchange.getAttribute(REQUEST_ID);
  }

  private final ClientAddress addresses;

  HeaderFilter(GatewaySettings settings) {
    this.addresses = new ClientAddress(settings.trustedProxies());
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    var requestId = requestId(request);
    exchange.getAttributes().put(REQUEST_ID, requestId);
    // The framework's own log lines begin with it.
    exchange.getAttributes().put(ServerWebExchange.LOG_ID_ATTRIBUTE, requestId);
    exchange.getAttributes().put(Client.ATTRIBUTE, addresses.client(request));
    var response = exchange.getResponse();
    response.beforeCommit(() -> Mono.fromRunnable(() -> seal(request, response, requestId)));
    return chain.filter(
        exchange.mutate().request(copy -> copy.headers(h -> open(h, requestId))).build());
  }

  private static void open(HttpHeaders headers, String requestId) {
    Set.copyOf(headers.headerNames()).stream()
        .filter(HeaderFilter::isDropped)
        .forEach(headers::remove);
    headers.set(REQUEST_ID, requestId);
  }

  private static void seal(
      ServerHttpRequest request, ServerHttpResponse response, String requestId) {
    response.getHeaders().set(REQUEST_ID, requestId);
    var path = request.getPath().value();
    if (path.startsWith("/api/") || path.startsWith("/auth/")) {
      response.getHeaders().setCacheControl("no-store");
    }
  }

  private static boolean isDropped(String header) {
    var name = header.toLowerCase(Locale.ROOT);
    return DROPPED.contains(name) || FORGEABLE.stream().anyMatch(name::startsWith);
  }

  private static String requestId(ServerHttpRequest request) {
    var given = request.getHeaders().getOrEmpty(REQUEST_ID);
    return requestId(given.size() == 1 ? given.getFirst() : null);
  }

  /** The client's id if it is safe to log, else a new one. */
  static String requestId(@Nullable String given) {
    return given != null && SAFE_ID.matcher(given).matches() ? given : UUID.randomUUID().toString();
  }
}
