package florin.gateway;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * All that can be set about the gateway itself; addresses and timeouts of the server are Spring's
 * own.
 *
 * @param identityHome folder of the local users and signing key; needed while the identity is local
 * @param demoUsers whether a first start creates {@code demo} and {@code guest}
 * @param jwkSetUri keys of a foreign issuer; set, it switches the local identity off
 * @param bind the address asked for with FLORIN_BIND, empty for loopback
 * @param corsOrigins exact origins a browser may call from; none by default
 */
@ConfigurationProperties(prefix = "florin.gateway", ignoreUnknownFields = false)
public record GatewaySettings(
    @DefaultValue Services services,
    @Nullable Path identityHome,
    @DefaultValue("urn:florin:local") String issuer,
    @DefaultValue("florin") String audience,
    @Nullable URI jwkSetUri,
    @DefaultValue("12h") Duration tokenLifetime,
    @DefaultValue("true") boolean demoUsers,
    @DefaultValue("") String bind,
    @DefaultValue List<String> corsOrigins,
    @DefaultValue Bodies bodies,
    @DefaultValue Requests requests,
    @DefaultValue Logins logins,
    @DefaultValue Watch watch) {

  public GatewaySettings {
    if (corsOrigins.contains("*")) {
      throw new IllegalArgumentException(
          "florin.gateway.cors-origins: * (expected: exact origins)");
    }
  }

  /** Base addresses of the services, without a path. */
  public record Services(URI accounts, URI transactions, URI providerSync, URI planning) {
    public Services {
      requireNonNull(accounts, "florin.gateway.services.accounts");
      requireNonNull(transactions, "florin.gateway.services.transactions");
      requireNonNull(providerSync, "florin.gateway.services.provider-sync");
      requireNonNull(planning, "florin.gateway.services.planning");
    }

    public URI of(Upstream upstream) {
      return switch (upstream) {
        case ACCOUNTS -> accounts;
        case TRANSACTIONS -> transactions;
        case PROVIDER_SYNC -> providerSync;
        case PLANNING -> planning;
      };
    }
  }

  /**
   * The most a request body may hold; a statement file may be larger than any other request.
   *
   * @param webhooks of all webhooks that are being received at once
   */
  public record Bodies(
      @DefaultValue("1MB") DataSize api,
      @DefaultValue("8MB") DataSize imports,
      @DefaultValue("64KB") DataSize webhook,
      @DefaultValue("32MB") DataSize webhooks) {}

  /**
   * How slowly a client may send.
   *
   * @param header until the header of a request is complete
   * @param body until its body is complete; every {@code bodyRate} bytes received add a second
   */
  public record Requests(
      @DefaultValue("10s") Duration header,
      @DefaultValue("20s") Duration body,
      @DefaultValue("32KB") DataSize bodyRate) {}

  /** Failed log-ins allowed within the window, of one name from one address and of one address. */
  public record Logins(
      @DefaultValue("5") int perUser,
      @DefaultValue("30") int perAddress,
      @DefaultValue("1m") Duration window) {}

  /**
   * How long the services may take to tell their health and their documents, which a service first
   * has to write, and how long either is kept.
   */
  public record Watch(
      @DefaultValue("2s") Duration healthTimeout,
      @DefaultValue("1s") Duration healthKept,
      @DefaultValue("20s") Duration openapiTimeout,
      @DefaultValue("30s") Duration openapiKept) {}
}
