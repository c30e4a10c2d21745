package florin.providersync;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class ProviderSyncApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(ProviderSyncApplication.class, arguments);
  }
}
