package florin.providersync.plaid;

import florin.providersync.payload.Heard;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import io.micrometer.observation.ObservationRegistry;
import io.netty.channel.ChannelOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * One POST to Plaid: JSON out, JSON in, every error classified. Credentials travel in headers, so
 * that no logged body has them. Redirects are not followed, and no other address than that of the
 * configuration is ever called.
 */
@Component
final class PlaidClient implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(PlaidClient.class);
  private static final byte[] EMPTY = {};

  /** Shorter than a load balancer's patience, so that a call does not meet a closing connection. */
  private static final Duration IDLE = Duration.ofSeconds(20);

  /** As long as Plaid itself heeds such a wish (Plaid documentation, "Webhooks"). */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(4);

  private final WebClient http;
  private final PlaidProperties properties;
  private final Guards guards;
  private final Clock clock;
  private final PlaidJson json;
  private final ConnectionProvider connections;

  PlaidClient(
      PlaidProperties properties, Guards guards, Clock clock, ObservationRegistry observations) {
    this.properties = properties;
    this.guards = guards;
    this.clock = clock;
    this.json = new PlaidJson(properties.largestAnswer().toBytes());
    this.connections =
        ConnectionProvider.builder("plaid")
            .maxConnections(properties.limits().atOnce())
            .maxIdleTime(IDLE)
            .build();
    HttpClient netty =
        HttpClient.create(connections)
            .followRedirect(false)
            .disableRetry(true) // of a connection that was reset: an exchange must not come twice
            .compress(true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(properties.connectTimeout().toMillis()));
    this.http =
        WebClient.builder()
            .baseUrl(properties.baseUrl().toString())
            .clientConnector(new ReactorClientHttpConnector(netty))
            .observationRegistry(observations)
            .codecs(
                codecs ->
                    codecs
                        .defaultCodecs()
                        .maxInMemorySize(Math.toIntExact(properties.largestAnswer().toBytes())))
            .defaultHeader("PLAID-CLIENT-ID", properties.clientId())
            .defaultHeader("PLAID-SECRET", properties.secret().reveal())
            .defaultHeader("Plaid-Version", "2020-09-14")
            .build();
  }

  private record Answer(int status, Optional<Duration> retryAfter, byte[] body) {}

  /**
   * @throws ProviderFailure for every answer but 2xx, and for none
   */
  <T> Mono<T> post(Endpoint endpoint, Object request, Class<T> type) {
    return guards.around(endpoint, Optional.empty(), call(endpoint, request, type));
  }

  /**
   * @param token whose turn it is to be; the request has it too
   * @throws ProviderFailure for every answer but 2xx, and for none
   */
  <T> Mono<T> post(Endpoint endpoint, AccessToken token, Object request, Class<T> type) {
    if (!properties.knows(token)) {
      return Mono.error(
          () ->
              new ProviderFailure(
                  Kind.OPERATOR,
                  "WRONG_ENVIRONMENT",
                  "a token of another environment of Plaid's is not sent to "
                      + properties.baseUrl().getHost()
                      + " (see florin.plaid.base-url)"));
    }
    return guards.around(endpoint, Optional.of(token), call(endpoint, request, type));
  }

  private <T> Mono<T> call(Endpoint endpoint, Object request, Class<T> type) {
    return http.post()
        .uri(endpoint.path())
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.APPLICATION_JSON)
        .bodyValue(json.write(request))
        .exchangeToMono(this::answer)
        .publishOn(Schedulers.parallel()) // a page of 500 takes milliseconds to read
        .flatMap(answer -> heard(endpoint, answer, read(endpoint.path(), answer, type)));
  }

  /** An answer that was understood is kept word for word, if somebody listens. */
  private static <T> Mono<T> heard(Endpoint endpoint, Answer answer, T read) {
    return endpoint.brings()
        ? Mono.deferContextual(
            context -> {
              Heard.in(context).ifPresent(heard -> heard.add(endpoint.label(), answer.body()));
              return Mono.just(read);
            })
        : Mono.just(read);
  }

  /** What is too large is dropped as soon as it is; of an error the status says enough. */
  private Mono<Answer> answer(ClientResponse response) {
    int status = response.statusCode().value();
    Optional<Duration> pause = pause(response.headers().asHttpHeaders());
    Mono<byte[]> body = response.bodyToMono(byte[].class).defaultIfEmpty(EMPTY);
    Mono<byte[]> bounded =
        status / 100 == 2 ? body : body.onErrorReturn(DataBufferLimitException.class, EMPTY);
    return bounded.map(bytes -> new Answer(status, pause, bytes));
  }

  private Optional<Duration> pause(HttpHeaders headers) {
    return wish(headers)
        .filter(Duration::isPositive)
        .map(wish -> wish.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wish);
  }

  /** Seconds or a date (RFC 9110, 10.2.3); what is neither is no wish. */
  private Optional<Duration> wish(HttpHeaders headers) {
    String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
    try {
      if (value == null || value.matches("\\d{1,9}")) {
        return Optional.ofNullable(value).map(Long::parseLong).map(Duration::ofSeconds);
      }
      @Nullable ZonedDateTime at = headers.getFirstZonedDateTime(HttpHeaders.RETRY_AFTER);
      return Optional.ofNullable(at)
          .map(date -> Duration.between(clock.instant(), date.toInstant()));
    } catch (IllegalArgumentException noDate) {
      return Optional.empty();
    }
  }

  private <T> T read(String path, Answer answer, Class<T> type) {
    if (answer.status() / 100 == 2) {
      return json.read(answer.body(), type, path);
    }
    ProviderFailure failure = refusal(path, answer);
    if (failure.code().equals(PlaidErrors.UNKNOWN_TOKEN)) {
      log.error(
          "Plaid at {} does not know an access token of ours: the wrong environment, or an item"
              + " that was removed behind our back ({})",
          properties.baseUrl().getHost(),
          failure.getMessage());
    }
    throw failure;
  }

  private ProviderFailure refusal(String path, Answer answer) {
    PlaidAnswers.ErrorBody error;
    try {
      error = json.read(answer.body(), PlaidAnswers.ErrorBody.class, path);
    } catch (ProviderFailure noWord) {
      return PlaidErrors.withoutWord(path, answer.status(), answer.retryAfter());
    }
    return PlaidErrors.of(error, path, answer.status(), answer.retryAfter());
  }

  @Override
  public void destroy() {
    connections.dispose();
  }
}
