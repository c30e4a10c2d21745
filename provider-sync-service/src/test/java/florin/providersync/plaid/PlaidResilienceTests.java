package florin.providersync.plaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import florin.providersync.plaid.resilience.EndpointCircuit;
import florin.providersync.plaid.resilience.PlaidHealth;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.LinkRequest;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.actuate.endpoint.SimpleStatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

/** The guards around real calls of a real server. */
class PlaidResilienceTests {

  private static final AccessToken TOKEN = AccessToken.of("access-sandbox-1");
  private static final AccessToken OTHER = AccessToken.of("access-sandbox-2");
  private static final String ITEM = "{\"item\": {\"item_id\": \"i\"}}";

  private FakePlaidServer plaid = new FakePlaidServer();

  private void with(String... settings) {
    plaid.close();
    plaid = new FakePlaidServer(settings);
  }

  @AfterEach
  void close() {
    plaid.close();
  }

  private ProviderFailure item() {
    return FakePlaidServer.failure(plaid.provider.item(TOKEN));
  }

  @Nested
  class Repetitions {

    static Stream<Arguments> calls() {
      return Stream.of(
          call("/item/get", 3, provider -> provider.item(TOKEN)),
          call("/accounts/get", 3, provider -> provider.accounts(TOKEN)),
          call("/institutions/get_by_id", 3, provider -> provider.institution("ins_1")),
          call("/transactions/sync", 1, provider -> provider.transactions(TOKEN, Optional.empty())),
          call("/transactions/refresh", 1, provider -> provider.refresh(TOKEN)),
          call("/item/public_token/exchange", 1, provider -> provider.exchange("public")),
          call("/item/remove", 1, provider -> provider.remove(TOKEN)),
          call(
              "/link/token/create",
              1,
              provider ->
                  provider.linkToken(
                      new LinkRequest(new UUID(0, 1), List.of(), Optional.empty(), false, false))));
    }

    private static Arguments call(
        String path, int attempts, Function<PlaidProvider, Mono<?>> call) {
      return Arguments.of(path, attempts, call);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void areForWhatOnlyReads(String path, int attempts, Function<PlaidProvider, Mono<?>> call) {
      plaid.answers(502, "<html>");
      call.apply(plaid.provider).onErrorComplete().block(FakePlaidServer.SOON);

      assertThat(plaid.requests).hasSize(attempts).containsOnly(path);
    }

    /** A client that repeats by itself what a reset connection swallowed would exchange twice. */
    @ParameterizedTest
    @MethodSource("calls")
    void areNotTheHttpClientsWhenTheConnectionIsReset(
        String path, int attempts, Function<PlaidProvider, Mono<?>> call) {
      plaid.does(
          (request, _) -> {
            request.withConnection(
                connection -> {
                  connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                  connection.channel().close();
                });
            return Mono.never();
          });
      call.apply(plaid.provider).onErrorComplete().block(FakePlaidServer.SOON);

      assertThat(plaid.requests).hasSize(attempts).containsOnly(path);
    }

    @ParameterizedTest
    @CsvSource({
      "400, ITEM_ERROR, ITEM_LOGIN_REQUIRED",
      "400, INSTITUTION_ERROR, INSTITUTION_DOWN",
      "429, RATE_LIMIT_EXCEEDED, ITEM_GET_LIMIT",
      "400, ITEM_ERROR, PRODUCT_NOT_READY",
      "503, API_ERROR, PLANNED_MAINTENANCE",
      "400, INVALID_INPUT, INVALID_API_KEYS"
    })
    void areNotForWhatDoesNotPassInAMoment(int status, String type, String code) {
      plaid.refuses(status, type, code);

      assertThat(item().code()).isEqualTo(code);
      assertThat(plaid.requests).hasSize(1);
    }

    @Test
    void helpAgainstAHiccup() {
      plaid.does(
          (_, response) ->
              plaid.requests.size() < 3
                  ? response.status(500).send()
                  : response.sendString(Mono.just(ITEM)));

      assertThat(plaid.provider.item(TOKEN).block(FakePlaidServer.SOON).itemId()).isEqualTo("i");
    }
  }

  @Nested
  class Limits {
    @Test
    void ofAnItemDoNotTouchAnother() {
      with("limits.item-get", "3/100", "limits.patience", "0s");
      plaid.answers(200, ITEM);
      for (int i = 0; i < 3; i++) {
        plaid.provider.item(TOKEN).block(FakePlaidServer.SOON);
      }

      assertThat(item().kind()).isEqualTo(FailureType.RATE_LIMITED);
      assertThat(plaid.requests).hasSize(3);
      assertThat(plaid.provider.item(OTHER).block(FakePlaidServer.SOON)).isNotNull();
    }

    @Test
    void ofTheClientAreForAllItemsTogether() {
      with("limits.item-get", "0/26", "limits.patience", "0s");
      plaid.answers(200, ITEM);
      for (int i = 0; i < 30; i++) {
        plaid
            .provider
            .item(AccessToken.of("token-" + i))
            .onErrorComplete()
            .block(FakePlaidServer.SOON);
      }

      assertThat(plaid.requests).hasSize(13);
    }

    /** A minute may begin anywhere, so it touches one slice more than it has. */
    @ParameterizedTest
    @ValueSource(ints = {2, 13, 26, 59, 60, 100, 400, 599, 600, 2_500, 5_000, 15_000})
    void ofTheClientAreKeptInEveryMinute(int aMinute) {
      var config = plaid.plaidResilience.clientRate(aMinute);
      long slices = Duration.ofMinutes(1).dividedBy(config.getLimitRefreshPeriod());

      assertThat((slices + 1) * config.getLimitForPeriod())
          .isLessThanOrEqualTo(aMinute)
          .isGreaterThanOrEqualTo(aMinute * 3L / 4 - slices);
    }
  }

  @Nested
  class TheCircuit {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(EndpointCircuit.class);

    TheCircuit() {
      lines.start();
      logger.addAppender(lines);
    }

    @AfterEach
    void forget() {
      logger.detachAppender(lines);
    }

    private List<String> said() {
      return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private Health health() {
      return new PlaidHealth(plaid.plaidResilience).health().block(FakePlaidServer.SOON);
    }

    @Test
    void opensWhenPlaidIsIll() {
      with("limits.outage.calls", "10", "limits.outage.pause", "1h", "limits.item-get", "0/0");
      plaid.refuses(500, "API_ERROR", "INTERNAL_SERVER_ERROR");
      for (int i = 0; i < 20; i++) {
        item();
      }

      assertThat(plaid.requests).hasSize(5);
      ProviderFailure refused = item();
      assertThat(refused.kind()).isEqualTo(FailureType.RETRY);
      assertThat(refused.code()).isEqualTo("CIRCUIT_OPEN");
      assertThat(refused.retryAfter()).contains(Duration.ofHours(1));
      assertThat(said()).hasSize(1).first().asString().contains("/item/get", "left alone");
      assertThat(health().getStatus()).isEqualTo(new Status("DEGRADED"));
      assertThat(health().getDetails())
          .containsEntry("item-get", CircuitBreaker.State.OPEN)
          .containsEntry("accounts-get", CircuitBreaker.State.CLOSED);
      assertThat(new SimpleStatusAggregator().getAggregateStatus(health().getStatus(), Status.UP))
          .isEqualTo(Status.UP);
      assertThat(
              plaid
                  .meters
                  .get("resilience4j.circuitbreaker.state")
                  .tag("name", "item-get")
                  .tag("state", "open")
                  .gauge()
                  .value())
          .isOne();
    }

    @Test
    void ofOneEndpointLeavesTheOthersAlone() {
      with("limits.outage.calls", "10", "limits.outage.pause", "1h", "limits.item-get", "0/0");
      plaid.answers(503, "");
      for (int i = 0; i < 20; i++) {
        item();
      }
      plaid.answers(200, "{\"accounts\": []}");

      assertThat(plaid.provider.accounts(TOKEN).block(FakePlaidServer.SOON)).isEmpty();
    }

    @Test
    void saysThatTheKeysAreWrong() {
      with("limits.outage.calls", "10", "limits.outage.pause", "1h", "limits.item-get", "0/0");
      plaid.refuses(400, "INVALID_INPUT", "INVALID_API_KEYS");
      for (int i = 0; i < 20; i++) {
        assertThat(item().kind()).isEqualTo(FailureType.OPERATOR);
      }

      assertThat(plaid.requests).hasSize(5);
      assertThat(item().code()).isEqualTo("CIRCUIT_OPEN");
      assertThat(said()).hasSize(1).first().asString().contains("florin.plaid.secret");
    }

    @ParameterizedTest
    @CsvSource({
      "400, ITEM_ERROR, ITEM_LOGIN_REQUIRED",
      "400, ITEM_ERROR, ITEM_NOT_FOUND",
      "400, INSTITUTION_ERROR, INSTITUTION_DOWN",
      "429, RATE_LIMIT_EXCEEDED, ITEM_GET_LIMIT",
      "400, INVALID_REQUEST, UNKNOWN_FIELDS",
      "400, ITEM_ERROR, PRODUCT_NOT_READY"
    })
    void staysClosedWhateverAilsItemsAndBanks(int status, String type, String code) {
      with("limits.outage.calls", "10", "limits.item-get", "0/0");
      plaid.refuses(status, type, code);
      for (int i = 0; i < 50; i++) {
        item();
      }

      assertThat(plaid.requests).hasSize(50);
      assertThat(health().getStatus()).isEqualTo(Status.UP);
      assertThat(said()).isEmpty();
    }

    @Test
    void closesWhenPlaidIsWellAgain() {
      with("limits.outage.calls", "10", "limits.outage.pause", "200ms", "limits.item-get", "0/0");
      plaid.answers(503, "");
      for (int i = 0; i < 20; i++) {
        item();
      }
      plaid.answers(200, ITEM);
      await()
          .atMost(FakePlaidServer.SOON)
          .untilAsserted(
              () -> {
                plaid.provider.item(TOKEN).onErrorComplete().block(FakePlaidServer.SOON);
                assertThat(health().getStatus()).isEqualTo(Status.UP);
              });

      assertThat(said()).hasSize(2).last().asString().contains("works again");
    }
  }
}
