package florin.providersync.plaid.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PlaidPropertiesTests {

  private static PlaidProperties bind(Map<String, Object> environment) {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", environment));
    return new Binder(
            ConfigurationPropertySources.from(sources),
            null,
            ApplicationConversionService.getSharedInstance())
        .bindOrCreate("florin.plaid", PlaidProperties.class);
  }

  @Test
  void comeFromTheEnvironment() {
    PlaidProperties properties =
        bind(
            Map.of(
                "FLORIN_PLAID_BASEURL", "http://127.0.0.1:1234",
                "FLORIN_PLAID_CLIENTID", "client",
                "FLORIN_PLAID_SECRET", "hush",
                "FLORIN_PLAID_WEBHOOKURL", "http://127.0.0.1:8080/webhooks/plaid"));

    assertThat(properties.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:1234"));
    assertThat(properties.clientId()).isEqualTo("client");
    assertThat(properties.secret().reveal()).isEqualTo("hush");
    assertThat(properties.webhook()).contains("http://127.0.0.1:8080/webhooks/plaid");
    assertThat(properties.countryCodes()).containsExactly("US");
    assertThat(properties.toString()).doesNotContain("hush");
  }

  @Test
  void wantNoWebhooksIfTheAddressIsBlank() {
    assertThat(bind(Map.of("FLORIN_PLAID_WEBHOOKURL", " ")).webhook()).isEmpty();
    assertThat(bind(Map.of()).webhook()).isEmpty();
  }
}
