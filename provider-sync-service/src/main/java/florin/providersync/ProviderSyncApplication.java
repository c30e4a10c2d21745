package florin.providersync;

import florin.journal.Streams;
import florin.journal.change.Undoables;
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

  /** What was done with a bank cannot be taken back here; the feed tells of it all the same. */
  @Bean
  Undoables undoables() {
    return Undoables.of("connections");
  }

  public static void main(String[] arguments) {
    SpringApplication.run(ProviderSyncApplication.class, arguments);
  }
}
