package florin.gateway.edge;

import florin.gateway.GatewaySettings;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Puts a {@link ConnectionGuard} on every connection of the server. */
@Component
class ServerLimits implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

  private final ConnectionGuard.Limits limits;
  private final EdgeProblemWriter edgeProblemWriter;

  ServerLimits(GatewaySettings settings, EdgeProblemWriter edgeProblemWriter) {
    var requests = settings.requests();
    this.limits =
        new ConnectionGuard.Limits(
            requests.header(), requests.body(), requests.bodyRate().toBytes());
    this.edgeProblemWriter = edgeProblemWriter;
  }

  @Override
  public void customize(NettyReactiveWebServerFactory factory) {
    factory.addServerCustomizers(
        server ->
            server.doOnChannelInit(
                (_, channel, _) ->
                    ConnectionGuard.install(channel, limits, edgeProblemWriter::problem)));
  }
}
