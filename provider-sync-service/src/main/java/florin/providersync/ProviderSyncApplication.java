package florin.providersync;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class ProviderSyncApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(ProviderSyncApplication.class, arguments);
  }
}
