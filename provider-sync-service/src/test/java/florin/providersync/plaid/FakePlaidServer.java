package florin.providersync.plaid;

import florin.providersync.plaid.resilience.PlaidProperties;
import florin.providersync.plaid.resilience.PlaidResilience;
import florin.providersync.provider.ProviderFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.assertj.core.api.Assertions;
import org.reactivestreams.Publisher;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A server where Plaid should be, which answers what a test wants, and our adapter before it. */
public final class FakePlaidServer implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(60);

  final List<String> requests = new CopyOnWriteArrayList<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final PlaidProperties properties;
  final PlaidResilience plaidResilience;
  final PlaidProvider provider;
  final WebhookKeys keys;
  private final PlaidClient client;
  private final DisposableServer server;
  private volatile BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> manners =
      (_, response) -> response.status(404).send();

  FakePlaidServer(String... settings) {
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                (request, response) -> {
                  requests.add(request.uri());
                  return request
                      .receive()
                      .aggregate()
                      .then(Mono.defer(() -> Mono.from(manners.apply(request, response))));
                })
            .bindNow();
    properties = properties(base(), settings);
    plaidResilience = new PlaidResilience(properties, meters);
    client =
        new PlaidClient(properties, plaidResilience, Clock.systemUTC(), ObservationRegistry.NOOP);
    provider = new PlaidProvider(client, properties, java.time.Clock.systemUTC());
    keys = new WebhookKeys(client);
  }

  /** As the application binds them; {@code settings} are names and values in turn. */
  static PlaidProperties properties(URI base, String... settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("florin.plaid.base-url", base.toString());
    all.put("florin.plaid.limits.again", "1ms");
    for (int i = 0; i < settings.length; i += 2) {
      all.put("florin.plaid." + settings[i], settings[i + 1]);
    }
    return new Binder(
            List.of(new MapConfigurationPropertySource(all)),
            null,
            ApplicationConversionService.getSharedInstance(),
            null)
        .bindOrCreate("florin.plaid", PlaidProperties.class);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  void does(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> manners) {
    this.manners = manners;
  }

  void answers(int status, String body) {
    does(
        (_, response) ->
            response
                .status(status)
                .header("Content-Type", "application/json")
                .sendString(Mono.just(body)));
  }

  void refuses(int status, String type, String code) {
    answers(
        status,
        """
        {"error_type": "%s", "error_code": "%s", "error_message": "text", "display_message": null,
         "request_id": "Wvhy9PZHQLV8njG"}
        """
            .formatted(type, code));
  }

  public static ProviderFailure failure(Mono<?> call) {
    return Assertions.catchThrowableOfType(ProviderFailure.class, () -> call.block(SOON));
  }

  @Override
  public void close() {
    client.destroy();
    server.disposeNow(Duration.ofSeconds(10));
  }
}
