package florin.gateway.edge;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.springframework.web.server.ServerWebExchange;

/**
 * A W3C trace context for each request: the client's if it is well formed, else a new one, so that
 * a problem and the logs of all services name the same trace (www.w3.org/TR/trace-context).
 */
final class Tracing {

  static final String HEADER = "traceparent";

  private static final Pattern WELL_FORMED =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final String ATTRIBUTE = Tracing.class.getName();

  private Tracing() {}

  /** The context to hand on; remembers its trace id for {@link #traceId}. */
  static String open(ServerWebExchange exchange) {
    var given = exchange.getRequest().getHeaders().getOrEmpty(HEADER);
    var context = isWellFormed(given) ? given.getFirst() : fresh();
    exchange.getAttributes().put(ATTRIBUTE, context.substring(3, 35));
    return context;
  }

  static String traceId(ServerWebExchange exchange) {
    return exchange.getAttributeOrDefault(ATTRIBUTE, "");
  }

  private static boolean isWellFormed(List<String> given) {
    return given.size() == 1 && WELL_FORMED.matcher(given.getFirst()).matches();
  }

  private static String fresh() {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    return "00-"
        + hex.toHexDigits(random.nextLong())
        + hex.toHexDigits(random.nextLong() | 1)
        + "-"
        + hex.toHexDigits(random.nextLong() | 1)
        + "-01";
  }
}
