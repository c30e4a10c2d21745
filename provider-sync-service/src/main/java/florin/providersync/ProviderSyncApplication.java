package florin.providersync;

import florin.journal.Streams;
import florin.providersync.connection.Connection;
import florin.providersync.sync.SyncRun;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
class ProviderSyncApplication {

  @Bean
  Streams streams() {
    return Streams.of(Connection.DECIDER, SyncRun.DECIDER);
  }

  public static void main(String[] arguments) {
    SpringApplication.run(ProviderSyncApplication.class, arguments);
  }
}
