package florin.providersync.plaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.providersync.plaid.resilience.PlaidProperties;
import florin.providersync.plaid.resilience.PlaidResilience;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;

class PlaidProviderTests {

  private static final AccessToken TOKEN = AccessToken.of("access-sandbox-4711");

  private final FakePlaidServer plaid = new FakePlaidServer();

  @AfterEach
  void close() {
    plaid.close();
  }

  @Nested
  class NamesOfInstitutions {
    @Test
    void areAskedForOnceADay() {
      plaid.answers(200, "{\"institution\": {\"institution_id\": \"ins_1\", \"name\": \"Bank\"}}");
      for (int i = 0; i < 10; i++) {
        assertThat(plaid.provider.institution("ins_1").block(FakePlaidServer.SOON))
            .contains("Bank");
      }

      assertThat(plaid.requests).containsExactly("/institutions/get_by_id");
    }

    @Test
    void areNotMissedAndAskedForAgain() {
      plaid.refuses(400, "INVALID_INPUT", "INVALID_INSTITUTION");
      assertThat(plaid.provider.institution("ins_1").block(FakePlaidServer.SOON)).isEmpty();
      plaid.answers(200, "{\"institution\": {\"institution_id\": \"ins_1\", \"name\": \"Bank\"}}");

      assertThat(plaid.provider.institution("ins_1").block(FakePlaidServer.SOON)).contains("Bank");
    }
  }

  @Test
  void refreshes() {
    plaid.answers(200, "{\"request_id\": \"r\"}");
    plaid.provider.refresh(TOKEN).block(FakePlaidServer.SOON);

    assertThat(plaid.requests).containsExactly("/transactions/refresh");
  }

  @Nested
  class Environments {
    @Test
    void doNotGetEachOthersTokens() {
      PlaidProperties production =
          FakePlaidServer.properties(URI.create("https://production.plaid.com"));
      PlaidClient client =
          new PlaidClient(
              production,
              new PlaidResilience(production, new SimpleMeterRegistry()),
              Clock.systemUTC(),
              ObservationRegistry.NOOP);

      ProviderFailure failure =
          FakePlaidServer.failure(
              new PlaidProvider(client, production, java.time.Clock.systemUTC()).accounts(TOKEN));

      client.destroy();
      assertThat(failure.kind()).isEqualTo(FailureType.OPERATOR);
      assertThat(failure.code()).isEqualTo("WRONG_ENVIRONMENT");
      assertThat(failure.getMessage()).contains("florin.plaid.base-url").doesNotContain("4711");
    }

    @Test
    void arePlaidsOnlyWhenTheyAreEncrypted() {
      assertThatThrownBy(
              () -> FakePlaidServer.properties(URI.create("http://production.plaid.com")))
          .isInstanceOf(BindException.class)
          .hasStackTraceContaining("florin.plaid.base-url: http://production.plaid.com (expected");
    }
  }
}
