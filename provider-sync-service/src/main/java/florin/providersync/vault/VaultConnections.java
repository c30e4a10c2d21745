package florin.providersync.vault;

import florin.journal.Sessions;
import florin.journal.setup.JournalProperties;
import florin.journal.setup.Pools;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connections of role vault, the only one that can read ciphertexts. */
@Configuration(proxyBeanMethods = false)
class VaultConnections {

  private static final int CONNECTIONS = 4;

  @Bean(destroyMethod = "dispose")
  ConnectionPool vaultPool(Pools pools, JournalProperties properties) {
    return pools.pool("vault", properties.database().vaultPassword(), CONNECTIONS);
  }

  @Bean
  Sessions vaultSessions(@Qualifier("vaultPool") ConnectionPool pool) {
    return new Sessions(pool);
  }
}
