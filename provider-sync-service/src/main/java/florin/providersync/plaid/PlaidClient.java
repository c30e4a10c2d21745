package florin.providersync.plaid;

import florin.providersync.payload.ResponseRecorder;
import florin.providersync.plaid.resilience.PlaidProperties;
import florin.providersync.plaid.resilience.PlaidResilience;
import florin.providersync.plaid.wire.PlaidEndpoint;
import florin.providersync.plaid.wire.PlaidErrors;
import florin.providersync.plaid.wire.PlaidJson;
import florin.providersync.plaid.wire.PlaidResponses;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
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
  private final PlaidResilience plaidResilience;
  private final Clock clock;
  private final PlaidJson json;
  private final ConnectionProvider connections;

  PlaidClient(
      PlaidProperties properties,
      PlaidResilience plaidResilience,
      Clock clock,
      ObservationRegistry observations) {
    this.properties = properties;
    this.plaidResilience = plaidResilience;
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

  private record PlaidResponse(int status, Optional<Duration> retryAfter, byte[] body) {}

  /**
   * @throws ProviderFailure for every answer but 2xx, and for none
   */
  <T> Mono<T> post(PlaidEndpoint plaidEndpoint, Object request, Class<T> type) {
    return plaidResilience.protect(
        plaidEndpoint, Optional.empty(), call(plaidEndpoint, request, type));
  }

  /**
   * @param token whose turn it is to be; the request has it too
   * @throws ProviderFailure for every answer but 2xx, and for none
   */
  <T> Mono<T> post(PlaidEndpoint plaidEndpoint, AccessToken token, Object request, Class<T> type) {
    if (!properties.knows(token)) {
      return Mono.error(
          () ->
              new ProviderFailure(
                  FailureType.OPERATOR,
                  "WRONG_ENVIRONMENT",
                  "a token of another environment of Plaid's is not sent to "
                      + properties.baseUrl().getHost()
                      + " (see florin.plaid.base-url)"));
    }
    return plaidResilience.protect(
        plaidEndpoint, Optional.of(token), call(plaidEndpoint, request, type));
  }

  private <T> Mono<T> call(PlaidEndpoint plaidEndpoint, Object request, Class<T> type) {
    return http.post()
        .uri(plaidEndpoint.path())
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.APPLICATION_JSON)
        .bodyValue(json.write(request))
        .exchangeToMono(this::answer)
        .publishOn(Schedulers.parallel()) // a page of 500 takes milliseconds to read
        .flatMap(
            plaidResponse ->
                record(
                    plaidEndpoint, plaidResponse, read(plaidEndpoint.path(), plaidResponse, type)));
  }

  /** A response that was read is recorded unchanged, if the context has a recorder. */
  private static <T> Mono<T> record(
      PlaidEndpoint plaidEndpoint, PlaidResponse plaidResponse, T read) {
    return plaidEndpoint.carriesBankData()
        ? Mono.deferContextual(
            context -> {
              ResponseRecorder.current(context)
                  .ifPresent(
                      responseRecorder ->
                          responseRecorder.record(
                              plaidEndpoint.metricLabel(), plaidResponse.body()));
              return Mono.just(read);
            })
        : Mono.just(read);
  }

  /** A body that is too large is dropped at once; for an error the status is enough. */
  private Mono<PlaidResponse> answer(ClientResponse response) {
    int status = response.statusCode().value();
    Optional<Duration> pause = retryAfter(response.headers().asHttpHeaders());
    Mono<byte[]> body = response.bodyToMono(byte[].class).defaultIfEmpty(EMPTY);
    Mono<byte[]> bounded =
        status / 100 == 2 ? body : body.onErrorReturn(DataBufferLimitException.class, EMPTY);
    return bounded.map(bytes -> new PlaidResponse(status, pause, bytes));
  }

  private Optional<Duration> retryAfter(HttpHeaders headers) {
    return parseRetryAfter(headers)
        .filter(Duration::isPositive)
        .map(wish -> wish.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wish);
  }

  /** Seconds or a date (RFC 9110, 10.2.3); other values are ignored. */
  private Optional<Duration> parseRetryAfter(HttpHeaders headers) {
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

  private <T> T read(String path, PlaidResponse plaidResponse, Class<T> type) {
    if (plaidResponse.status() / 100 == 2) {
      return json.read(plaidResponse.body(), type, path);
    }
    ProviderFailure failure = toFailure(path, plaidResponse);
    if (failure.code().equals(PlaidErrors.UNKNOWN_TOKEN)) {
      log.error(
          "Plaid at {} does not know an access token: wrong environment, or the item was removed"
              + " outside of Florin ({})",
          properties.baseUrl().getHost(),
          failure.getMessage());
    }
    throw failure;
  }

  private ProviderFailure toFailure(String path, PlaidResponse plaidResponse) {
    PlaidResponses.ErrorBody error;
    try {
      error = json.read(plaidResponse.body(), PlaidResponses.ErrorBody.class, path);
    } catch (ProviderFailure noWord) {
      return PlaidErrors.ofNonJson(path, plaidResponse.status(), plaidResponse.retryAfter());
    }
    return PlaidErrors.of(error, path, plaidResponse.status(), plaidResponse.retryAfter());
  }

  @Override
  public void destroy() {
    connections.dispose();
  }
}
