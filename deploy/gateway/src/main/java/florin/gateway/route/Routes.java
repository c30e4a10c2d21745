package florin.gateway.route;

import florin.gateway.GatewaySettings;
import florin.gateway.Upstream;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Routes {

  @Bean
  RouteLocator routeTable(RouteLocatorBuilder builder, GatewaySettings settings) {
    var routes = builder.routes();
    for (var upstream : Upstream.values()) {
      routes.route(
          upstream.label(),
          route ->
              route
                  .path(upstream.paths().toArray(String[]::new))
                  // A service makes its links from the address the client used.
                  .filters(filters -> filters.preserveHostHeader())
                  .uri(settings.services().of(upstream)));
    }
    return routes.build();
  }
}
