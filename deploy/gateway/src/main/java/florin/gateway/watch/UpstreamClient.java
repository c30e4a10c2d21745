package florin.gateway.watch;

import florin.gateway.GatewaySettings;
import florin.gateway.Upstream;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Calls the services for the gateway itself: all at once, each with the time limit of the request.
 */
@Component
class UpstreamClient {

  private static final int CONNECT_MILLIS = 2000;
  private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

  private final GatewaySettings settings;
  private final WebClient client;

  UpstreamClient(GatewaySettings settings) {
    this.settings = settings;
    var http = HttpClient.create().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    this.client =
        WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(http))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
            .build();
  }

  /** One answer per service, in the order of {@link Upstream}; fails if one of them does. */
  <T> Mono<Map<Upstream, T>> ask(Function<Upstream, Mono<T>> question) {
    return Flux.fromIterable(List.of(Upstream.values()))
        .flatMap(upstream -> question.apply(upstream).map(answer -> Map.entry(upstream, answer)))
        .collect(
            () -> new EnumMap<>(Upstream.class),
            (answers, answer) -> answers.put(answer.getKey(), answer.getValue()));
  }

  WebClient.RequestHeadersSpec<?> get(Upstream upstream, String path) {
    URI address = settings.services().of(upstream).resolve(path);
    return client.get().uri(address);
  }
}
