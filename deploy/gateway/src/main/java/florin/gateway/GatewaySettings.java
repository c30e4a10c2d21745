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
 * @param tokenLifetime of the access tokens issued here
 * @param refreshLifetime of the refresh tokens issued here; a refresh does not extend it
 * @param maxLifetime the longest lifetime of any access token that is accepted
 * @param demoUsers whether {@code demo} and {@code guest} may log in with their names as passwords;
 *     only from this machine, under a loopback host name and through no proxy
 * @param jwkSetUri keys of a foreign issuer; set, it switches the local identity off
 * @param bind the address from FLORIN_BIND, empty for loopback
 * @param hosts host names that requests may name, beside loopback names and plain addresses
 * @param trustedProxies addresses or networks (10.0.0.0/8) whose X-Forwarded-For is believed
 * @param operatorPassword opens the metrics on the management port to user {@code operator}
 * @param accessLog whether every request is logged
 * @param web folder whose files replace those of the packaged web UI, for its developers
 * @param corsOrigins exact origins a browser may call from; none by default
 */
@ConfigurationProperties(prefix = "florin.gateway", ignoreUnknownFields = false)
public record GatewaySettings(
    @DefaultValue Services services,
    @Nullable Path identityHome,
    @DefaultValue("urn:florin:local") String issuer,
    @DefaultValue("florin") String audience,
    @Nullable URI jwkSetUri,
    @DefaultValue("15m") Duration tokenLifetime,
    @DefaultValue("30d") Duration refreshLifetime,
    @DefaultValue("24h") Duration maxLifetime,
    @DefaultValue("false") boolean demoUsers,
    @DefaultValue("") String bind,
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("") String operatorPassword,
    @DefaultValue("false") boolean accessLog,
    @DefaultValue List<String> corsOrigins,
    @Nullable Path web,
    @DefaultValue Sessions sessions,
    @DefaultValue Bodies bodies,
    @DefaultValue Requests requests,
    @DefaultValue Logins logins,
    @DefaultValue Watch watch) {

  public GatewaySettings {
    if (corsOrigins.contains("*")) {
      throw new IllegalArgumentException(
          "florin.gateway.cors-origins: * (expected: exact origins)");
    }
    if (tokenLifetime.compareTo(maxLifetime) > 0) {
      throw new IllegalArgumentException(
          "florin.gateway.token-lifetime: "
              + tokenLifetime
              + " (expected: at most max-lifetime, "
              + maxLifetime
              + ")");
    }
  }

  /** Without the operator's password. */
  @Override
  public String toString() {
    return "GatewaySettings[services=" + services + ", bind=" + bind + "]";
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
      @DefaultValue("101MB") DataSize imports,
      @DefaultValue("16KB") DataSize login,
      @DefaultValue("64KB") DataSize webhook,
      @DefaultValue("16MB") DataSize webhooks) {}

  /**
   * The lowest rate at which a client may send.
   *
   * @param header until the header of a request is complete
   * @param body until its body is complete; every {@code bodyRate} bytes received add a second
   */
  public record Requests(
      @DefaultValue("10s") Duration header,
      @DefaultValue("20s") Duration body,
      @DefaultValue("32KB") DataSize bodyRate) {}

  /**
   * The duration of a browser session.
   *
   * @param idle since its last request
   * @param lifetime since its log-in
   */
  public record Sessions(
      @DefaultValue("1h") Duration idle, @DefaultValue("12h") Duration lifetime) {}

  /**
   * The limits of failed log-ins.
   *
   * @param perUser of one name before it has to wait
   * @param firstWait the wait after those; it doubles with every further failure
   * @param longestWait the longest wait; failures expire after twice that without a further one
   * @param perAddress log-ins of one address that are checked or wait for it at one time
   */
  public record Logins(
      @DefaultValue("5") int perUser,
      @DefaultValue("5s") Duration firstWait,
      @DefaultValue("15m") Duration longestWait,
      @DefaultValue("16") int perAddress) {}

  /**
   * Deadlines for the health and the OpenAPI document of a service, which a service first has to
   * write, and how long the gateway caches both.
   */
  public record Watch(
      @DefaultValue("2s") Duration healthTimeout,
      @DefaultValue("1s") Duration healthKept,
      @DefaultValue("20s") Duration openapiTimeout,
      @DefaultValue("30s") Duration openapiKept) {}
}
