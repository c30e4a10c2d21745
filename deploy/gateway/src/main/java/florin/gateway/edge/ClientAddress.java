package florin.gateway.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Finds the address of a client. {@code X-Forwarded-For} is read from its end, and only as far as
 * each address before was that of a trusted proxy: a client may write anything into its front.
 */
final class ClientAddress {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

  /** Headers by which a proxy can be recognised. */
  private static final Set<String> PROXIED =
      Set.of(FORWARDED_FOR, FORWARDED_PROTO, "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via");

  private final List<IpSubnetFilterRule> trusted;

  ClientAddress(List<String> trustedProxies) {
    this.trusted = trustedProxies.stream().map(ClientAddress::network).toList();
  }

  private static IpSubnetFilterRule network(String text) {
    var parts = text.strip().split("/", 2);
    var address = NetUtil.createInetAddressFromIpAddressString(parts[0]);
    if (address != null) {
      var bits = address.getAddress().length * 8;
      try {
        return new IpSubnetFilterRule(
            address,
            parts.length == 1 ? bits : Integer.parseInt(parts[1]),
            IpFilterRuleType.ACCEPT);
      } catch (IllegalArgumentException _) {
        // Falls through to the one message below.
      }
    }
    throw new IllegalArgumentException(
        "florin.gateway.trusted-proxies: "
            + text
            + " (expected: an address or a network such as 10.0.0.0/8)");
  }

  Client client(ServerHttpRequest request) {
    var remote = request.getRemoteAddress();
    var address = remote == null ? null : remote.getAddress();
    var client = address == null ? null : behindProxies(address, request);
    return new Client(
        client == null ? "unknown" : client.getHostAddress(),
        address != null && address.isLoopbackAddress() && isDirect(request),
        isSecure(request, address));
  }

  private boolean isSecure(ServerHttpRequest request, @Nullable InetAddress remote) {
    var schemes = request.getHeaders().getOrEmpty(FORWARDED_PROTO);
    return request.getSslInfo() != null
        || (remote != null
            && isTrusted(remote)
            && !schemes.isEmpty()
            && schemes.getLast().strip().equalsIgnoreCase("https"));
  }

  private static boolean isDirect(ServerHttpRequest request) {
    return PROXIED.stream().noneMatch(request.getHeaders()::containsHeader)
        && HostName.of(request).filter(HostName::isLoopback).isPresent();
  }

  private InetAddress behindProxies(InetAddress remote, ServerHttpRequest request) {
    var hops =
        request.getHeaders().getOrEmpty(FORWARDED_FOR).stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .toList()
            .reversed();
    var client = remote;
    for (var hop : hops) {
      if (!isTrusted(client)) {
        return client;
      }
      var before = address(hop.strip());
      if (before == null) {
        return client;
      }
      client = before;
    }
    return client;
  }

  /** Of an entry with or without a port; null for anything but an address. */
  private static @Nullable InetAddress address(String hop) {
    var text = hop;
    if (hop.startsWith("[") && hop.contains("]")) {
      text = hop.substring(1, hop.indexOf(']'));
    } else if (hop.indexOf(':') == hop.lastIndexOf(':') && hop.contains(":")) {
      text = hop.substring(0, hop.indexOf(':'));
    }
    return NetUtil.createInetAddressFromIpAddressString(text);
  }

  private boolean isTrusted(InetAddress address) {
    var socket = new InetSocketAddress(address, 0);
    return trusted.stream().anyMatch(rule -> rule.matches(socket));
  }
}
