package florin.providersync.plaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
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

  private final Stranger plaid = new Stranger();

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
        assertThat(plaid.provider.institution("ins_1").block(Stranger.SOON)).contains("Bank");
      }

      assertThat(plaid.requests).containsExactly("/institutions/get_by_id");
    }

    @Test
    void areNotMissedAndAskedForAgain() {
      plaid.refuses(400, "INVALID_INPUT", "INVALID_INSTITUTION");
      assertThat(plaid.provider.institution("ins_1").block(Stranger.SOON)).isEmpty();
      plaid.answers(200, "{\"institution\": {\"institution_id\": \"ins_1\", \"name\": \"Bank\"}}");

      assertThat(plaid.provider.institution("ins_1").block(Stranger.SOON)).contains("Bank");
    }
  }

  @Test
  void refreshes() {
    plaid.answers(200, "{\"request_id\": \"r\"}");
    plaid.provider.refresh(TOKEN).block(Stranger.SOON);

    assertThat(plaid.requests).containsExactly("/transactions/refresh");
  }

  @Nested
  class Environments {
    @Test
    void doNotGetEachOthersTokens() {
      PlaidProperties production = Stranger.properties(URI.create("https://production.plaid.com"));
      PlaidClient client =
          new PlaidClient(
              production,
              new Guards(production, new SimpleMeterRegistry()),
              Clock.systemUTC(),
              ObservationRegistry.NOOP);

      ProviderFailure failure =
          Stranger.failure(new PlaidProvider(client, production).accounts(TOKEN));

      client.destroy();
      assertThat(failure.kind()).isEqualTo(Kind.OPERATOR);
      assertThat(failure.code()).isEqualTo("WRONG_ENVIRONMENT");
      assertThat(failure.getMessage()).contains("florin.plaid.base-url").doesNotContain("4711");
    }

    @Test
    void arePlaidsOnlyWhenTheyAreEncrypted() {
      assertThatThrownBy(() -> Stranger.properties(URI.create("http://production.plaid.com")))
          .isInstanceOf(BindException.class)
          .hasStackTraceContaining("florin.plaid.base-url: http://production.plaid.com (expected");
    }
  }
}
