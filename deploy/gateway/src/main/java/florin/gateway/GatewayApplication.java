package florin.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class GatewayApplication {

  // As the services' runtime: Reactor Netty up to 1.3.7 may stop reading a kept-alive connection.
  static {
    System.getProperties().putIfAbsent("reactor.netty.http.server.lastFlushWhenNoRead", "true");
  }

  public static void main(String[] arguments) {
    SpringApplication.run(GatewayApplication.class, arguments);
  }
}
