package florin.gateway.edge;

import florin.gateway.GatewaySettings;
import florin.journal.web.identity.OperatorAuthentication;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CorsSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import reactor.core.publisher.Mono;

/**
 * All of {@code /api} needs a bearer token. {@code SessionFilter}, which runs before, replaces the
 * cookie of a browser's session by a bearer token and refuses forged requests; so Spring Security's
 * own CSRF protection is off. {@link EdgeProblemWriter} writes every refusal.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class EdgeSecurity {

  static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE);

  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

  /**
   * The management port: the health status needs no token, everything else is for the operator.
   * Without a management port no endpoint exists, and their paths are like any unknown path.
   */
  @Bean
  @Order(0)
  SecurityWebFilterChain management(
      ServerHttpSecurity http, GatewaySettings settings, Environment environment) {
    ServerWebExchangeMatcher none = _ -> MatchResult.notMatch();
    return http.securityMatcher(
            ManagementPortType.get(environment) == ManagementPortType.DISABLED
                ? none
                : EndpointRequest.toAnyEndpoint())
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .authorizeExchange(
            paths ->
                paths
                    .matchers(EndpointRequest.to("health"))
                    .permitAll()
                    .anyExchange()
                    .authenticated())
        .httpBasic(
            basic ->
                basic.authenticationManager(OperatorAuthentication.of(settings.operatorPassword())))
        .build();
  }

  @Bean
  SecurityWebFilterChain edge(ServerHttpSecurity http, GatewaySettings settings) {
    ServerAuthenticationEntryPoint refuse = (_, failure) -> Mono.error(failure);
    return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .cors(cors -> cors(cors, settings.corsOrigins()))
        .headers(EdgeSecurity::headers)
        .authorizeExchange(
            paths -> paths.pathMatchers("/api/**").authenticated().anyExchange().permitAll())
        .exceptionHandling(refusals -> refusals.authenticationEntryPoint(refuse))
        .oauth2ResourceServer(
            tokens ->
                tokens
                    .jwt(_ -> {})
                    .bearerTokenConverter(oneToken())
                    .authenticationEntryPoint(refuse))
        .build();
  }

  /** No observation of each filter and each decision of Spring Security; requests have theirs. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  StrictServerWebExchangeFirewall firewall() {
    var firewall = new StrictServerWebExchangeFirewall();
    firewall.setAllowedHttpMethods(METHODS);
    return firewall;
  }

  @Bean
  ServerExchangeRejectedHandler rejectedHandler() {
    return (_, rejected) -> Mono.error(rejected);
  }

  /** Two tokens count as none: it is undefined which of them a service would read. */
  private static ServerAuthenticationConverter oneToken() {
    var bearer = new ServerBearerTokenAuthenticationConverter();
    return exchange -> {
      var path = exchange.getRequest().getPath().value();
      if (!path.startsWith("/api/")) {
        return Mono.empty();
      }
      return exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION).size() > 1
          ? Mono.error(new InvalidBearerTokenException("more than one Authorization header"))
          : bearer.convert(exchange);
    };
  }

  private static void headers(HeaderSpec headers) {
    headers
        .cache(HeaderSpec.CacheSpec::disable)
        .frameOptions(frame -> frame.mode(Mode.DENY))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
        .contentSecurityPolicy(content -> content.policyDirectives(POLICY));
  }

  private static void cors(CorsSpec cors, List<String> origins) {
    if (origins.isEmpty()) {
      cors.disable();
      return;
    }
    var allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(origins);
    allowed.setAllowedMethods(METHODS.stream().map(HttpMethod::name).toList());
    allowed.setAllowedHeaders(
        List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.IF_MATCH,
            "Idempotency-Key",
            "Last-Event-ID",
            "traceparent",
            HeaderFilter.REQUEST_ID));
    allowed.setExposedHeaders(
        List.of(
            HttpHeaders.ETAG,
            HttpHeaders.LOCATION,
            HttpHeaders.RETRY_AFTER,
            "Idempotency-Replayed",
            "Change-Id",
            HeaderFilter.REQUEST_ID));
    allowed.setMaxAge(Duration.ofHours(1));
    var source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", allowed);
    cors.configurationSource(source);
  }
}
