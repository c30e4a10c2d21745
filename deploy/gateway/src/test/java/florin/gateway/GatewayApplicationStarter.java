package florin.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a gateway with settings of its own beside the one the tests share. */
public final class GatewayApplicationStarter {

  private GatewayApplicationStarter() {}

  public static ConfigurableApplicationContext start(String... settings) {
    var application = new SpringApplication(GatewayApplication.class);
    application.addInitializers(new Upstreams());
    var arguments = new String[settings.length + 1];
    arguments[0] = "--server.port=0";
    for (int i = 0; i < settings.length; i++) {
      arguments[i + 1] = "--" + settings[i];
    }
    return application.run(arguments);
  }
}
