package florin.providersync;

import florin.journal.stream.StreamType;
import florin.journal.stream.StreamTypes;
import florin.journal.web.problem.ProblemCatalog;
import florin.providersync.connection.Connection;
import florin.providersync.problem.ProviderSyncProblem;
import florin.providersync.sync.run.SyncRun;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
class ProviderSyncApplication {

  /** The change feed lists connections; none of their changes can be undone. */
  @Bean
  StreamTypes streamTypes() {
    return StreamTypes.of(
        "connections", StreamType.of(Connection.DECIDER), StreamType.of(SyncRun.DECIDER));
  }

  @Bean
  ProblemCatalog problemCatalog() {
    return ProblemCatalog.of(ProviderSyncProblem.values());
  }

  public static void main(String[] arguments) {
    SpringApplication.run(ProviderSyncApplication.class, arguments);
  }
}
