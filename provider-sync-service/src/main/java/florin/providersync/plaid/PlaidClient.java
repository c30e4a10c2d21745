package florin.providersync.plaid;

import com.fasterxml.jackson.annotation.JsonInclude;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import io.micrometer.observation.ObservationRegistry;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * One POST to Plaid: JSON out, JSON in, every error classified. Credentials travel in headers, so
 * that no logged body has them. Redirects are not followed.
 */
@Component
final class PlaidClient {

  private static final byte[] EMPTY = {};

  private final WebClient http;
  private final Duration timeout;

  /** Plaid's answers grow without notice; ours do not, hence a mapper of its own. */
  private final JsonMapper json =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .addModule(TokenJson.module())
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  PlaidClient(PlaidProperties properties, ObservationRegistry observations) {
    this.timeout = properties.timeout();
    HttpClient netty =
        HttpClient.create()
            .followRedirect(false)
            .compress(true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(properties.connectTimeout().toMillis()))
            .responseTimeout(timeout);
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

  private record Answer(int status, byte[] body) {}

  /**
   * @throws ProviderFailure for every answer but 2xx, and for none
   */
  <T> Mono<T> post(String path, Object request, Class<T> type) {
    return http.post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.APPLICATION_JSON)
        .bodyValue(json.writeValueAsBytes(request))
        .exchangeToMono(
            response ->
                response
                    .bodyToMono(byte[].class)
                    .defaultIfEmpty(EMPTY)
                    .map(body -> new Answer(response.statusCode().value(), body)))
        .timeout(timeout.plusSeconds(5))
        .publishOn(Schedulers.parallel()) // a page of 500 takes milliseconds to read
        .map(answer -> read(path, answer, type))
        .onErrorMap(thrown -> PlaidErrors.translate(thrown, path));
  }

  private <T> T read(String path, Answer answer, Class<T> type) {
    if (answer.status() / 100 != 2) {
      throw PlaidErrors.of(error(path, answer), path, answer.status());
    }
    return json.readValue(answer.body(), type);
  }

  /** What is no JSON is no word of Plaid's but of something in between. */
  private PlaidAnswers.ErrorBody error(String path, Answer answer) {
    try {
      return json.readValue(answer.body(), PlaidAnswers.ErrorBody.class);
    } catch (JacksonException notJson) {
      throw new ProviderFailure(
          answer.status() == 429 ? Kind.RATE_LIMITED : Kind.RETRY,
          "HTTP_" + answer.status(),
          path + " answered " + answer.status() + " without JSON");
    }
  }
}
