package florin.gateway.identity;

import florin.gateway.edge.Client;
import florin.gateway.edge.EdgeProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Replaces the session cookie of a browser by a bearer token, so that the services see tokens only.
 * A request with an {@code Authorization} header is not of a session. A request that changes
 * something must have the origin of this Florin and the CSRF token of its session. Cookies go no
 * further than here.
 */
@Component
@LocalIdentity
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class SessionFilter implements WebFilter {

  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final BrowserSessions sessions;

  SessionFilter(BrowserSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var path = exchange.getRequest().getPath().value();
    if (!path.startsWith("/api/")) {
      return chain.filter(exchange);
    }
    var request = exchange.getRequest();
    var bearer = request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
    var session =
        bearer ? null : SessionCookie.secret(exchange).flatMap(sessions::use).orElse(null);
    if (session != null && !READS.contains(request.getMethod())) {
      try {
        requireOwnPage(exchange, session);
      } catch (EdgeProblem forged) {
        return Mono.error(forged);
      }
    }
    return chain.filter(
        exchange
            .mutate()
            .request(
                copy ->
                    copy.headers(
                        headers -> {
                          headers.remove(HttpHeaders.COOKIE);
                          headers.remove(CSRF_HEADER);
                          if (session != null) {
                            headers.setBearerAuth(session.accessToken());
                          }
                        }))
            .build());
  }

  /**
   * Refuses a request that changes something unless it was sent by a page of this Florin.
   *
   * @throws EdgeProblem for another origin, for none, and for another CSRF token
   */
  static void requireOwnPage(ServerWebExchange exchange, BrowserSessions.Session session) {
    requireOrigin(exchange, true);
    var given = exchange.getRequest().getHeaders().getOrEmpty(CSRF_HEADER);
    if (given.size() != 1 || !equal(given.getFirst(), session.csrfToken())) {
      throw EdgeProblem.csrfToken(CSRF_HEADER);
    }
  }

  /** A browser names the origin of every such request; other clients may leave it out. */
  static void requireOrigin(ServerWebExchange exchange, boolean required) {
    var headers = exchange.getRequest().getHeaders();
    var origin = String.join(",", headers.getOrEmpty(HttpHeaders.ORIGIN));
    var host = String.valueOf(headers.getFirst(HttpHeaders.HOST));
    var expected = (Client.of(exchange).secure() ? "https://" : "http://") + host;
    // A proxy that is not trusted may end TLS: its scheme is not known here.
    var matches = origin.equalsIgnoreCase(expected) || origin.equalsIgnoreCase("https://" + host);
    if (!matches && (required || !origin.isEmpty())) {
      throw EdgeProblem.crossSite(origin, expected);
    }
  }

  private static boolean equal(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
