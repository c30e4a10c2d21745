package florin.gateway.identity;

import florin.gateway.edge.Client;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/**
 * The cookie that holds the secret of a browser's session. Under TLS its name has the prefix {@code
 * __Host-}; without TLS the name has the port, because a browser sends the cookies of a host to all
 * of its ports.
 */
final class SessionCookie {

  private static final String NAME = "florin-session";

  private SessionCookie() {}

  static Optional<String> secret(ServerWebExchange exchange) {
    var cookies = exchange.getRequest().getCookies().get(name(exchange));
    return cookies == null || cookies.size() != 1
        ? Optional.empty()
        : Optional.of(cookies.getFirst()).map(HttpCookie::getValue);
  }

  static ResponseCookie of(ServerWebExchange exchange, String secret, Duration lifetime) {
    return ResponseCookie.from(name(exchange), secret)
        .path("/")
        .httpOnly(true)
        .secure(Client.of(exchange).secure())
        .sameSite("Strict")
        .maxAge(lifetime)
        .build();
  }

  static ResponseCookie removed(ServerWebExchange exchange) {
    return of(exchange, "", Duration.ZERO);
  }

  private static String name(ServerWebExchange exchange) {
    if (Client.of(exchange).secure()) {
      return "__Host-" + NAME;
    }
    var host = String.valueOf(exchange.getRequest().getHeaders().getFirst(HttpHeaders.HOST));
    var port = host.substring(host.lastIndexOf(':') + 1);
    return port.matches("[0-9]{1,5}") && host.contains(":") && !host.endsWith("]")
        ? NAME + "-" + port
        : NAME;
  }
}
