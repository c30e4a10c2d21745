package florin.providersync.vault;

import florin.journal.database.Sessions;
import florin.journal.settings.JournalProperties;
import florin.journal.setup.ConnectionPools;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections of role vault, the only one that can read ciphertexts. */
@Configuration(proxyBeanMethods = false)
class VaultConnections {

  private static final int CONNECTIONS = 4;

  @Bean(destroyMethod = "dispose")
  ConnectionPool vaultPool(ConnectionPools connectionPools, JournalProperties properties) {
    return connectionPools.pool("vault", properties.database().vaultPassword(), CONNECTIONS);
  }

  @Bean
  Sessions vaultSessions(@Qualifier("vaultPool") ConnectionPool pool) {
    return new Sessions(pool);
  }
}
