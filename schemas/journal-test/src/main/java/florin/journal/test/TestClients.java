package florin.journal.test;

import java.time.Duration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Clients of the services under test. All share codecs, connections and threads: creating these for
 * each client takes longer than a request. The threads are none of the global ones, which an
 * application ends when it closes.
 */
final class TestClients {

  private static final int MOST_CONNECTIONS = 500;
  private static final int THREADS = 2;
  private static final int LARGEST_BODY = 16 * 1024 * 1024;

  private static final ReactorClientHttpConnector CONNECTOR =
      new ReactorClientHttpConnector(
          HttpClient.create(ConnectionProvider.create("test-clients", MOST_CONNECTIONS))
              .runOn(LoopResources.create("test-clients", THREADS, true))
              .compress(true));

  private static final ExchangeStrategies STRATEGIES =
      ExchangeStrategies.builder()
          .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_BODY))
          .build();

  private TestClients() {}

  static WebTestClient.Builder at(int port) {
    return WebTestClient.bindToServer(CONNECTOR)
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(30))
        .exchangeStrategies(STRATEGIES);
  }
}
