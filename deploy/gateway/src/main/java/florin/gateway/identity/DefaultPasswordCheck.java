package florin.gateway.identity;

import florin.gateway.GatewaySettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Refuses a start that would show a default password to more than this machine. */
public final class DefaultPasswordCheck
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var environment = context.getEnvironment();
    var exposed =
        Stream.of("florin.gateway.bind", "server.address")
            .map(property -> environment.getProperty(property, ""))
            .filter(address -> !address.isBlank() && !isLoopback(address))
            .findFirst();
    if (exposed.isPresent()) {
      check(
          Binder.get(environment).bind("florin.gateway", GatewaySettings.class).get(),
          exposed.get());
    }
  }

  private static void check(GatewaySettings settings, String exposed) {
    if (settings.jwkSetUri() != null) {
      return;
    }
    var home = Identity.home(settings);
    var weak = LocalUsers.existing(home).withDefaultPassword();
    if (settings.demoUsers()) {
      throw new StartRefused(
          "FLORIN_BIND is %s but florin.gateway.demo-users asks for users with default passwords: unset one of them."
              .formatted(exposed));
    }
    if (!weak.isEmpty()) {
      throw new StartRefused(
          "FLORIN_BIND is %s but the default passwords are known to everybody: change those of %s in %s, or unset FLORIN_BIND."
              .formatted(exposed, String.join(", ", weak), home.resolve(LocalUsers.FILE)));
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
