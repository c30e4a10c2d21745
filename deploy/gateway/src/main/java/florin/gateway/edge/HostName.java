package florin.gateway.edge;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The host a request is for, in lower case, without port, brackets and final dot. */
record HostName(String name) {

  /** Empty unless the request has exactly one Host header with a name in it. */
  static Optional<HostName> of(ServerHttpRequest request) {
    var given = request.getHeaders().getOrEmpty(HttpHeaders.HOST);
    return given.size() == 1 ? parse(given.getFirst()) : Optional.empty();
  }

  static Optional<HostName> parse(String host) {
    var text = host.strip().toLowerCase(Locale.ROOT);
    String name;
    if (text.startsWith("[")) {
      var end = text.indexOf(']');
      name = end < 0 ? "" : text.substring(1, end);
    } else {
      var colon = text.indexOf(':');
      name = colon < 0 ? text : text.substring(0, colon);
      name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(new HostName(name));
  }

  /** An address is what the client connected to; only a name can be made to lead elsewhere. */
  boolean isAddress() {
    return NetUtil.createInetAddressFromIpAddressString(name) != null;
  }

  boolean isLoopback() {
    var address = NetUtil.createInetAddressFromIpAddressString(name);
    return address == null
        ? name.equals("localhost") || name.endsWith(".localhost")
        : address.isLoopbackAddress();
  }
}
