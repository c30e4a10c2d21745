package florin.gateway.edge;

import org.springframework.web.server.ServerWebExchange;

/**
 * The address of the client of a request.
 *
 * @param address of the client, or of the proxy nearest to it that is not trusted
 * @param local whether the request came from this machine, through no proxy, for a loopback host
 *     name
 * @param secure whether the client used TLS, to the gateway or to a trusted proxy
 */
public record Client(String address, boolean local, boolean secure) {

  static final String ATTRIBUTE = Client.class.getName();

  /** Present on every exchange. */
  public static Client of(ServerWebExchange exchange) {
    return exchange.getRequiredAttribute(ATTRIBUTE);
  }
}
