package florin.journal.setup;

import static org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers.pathMatchers;

import florin.journal.CanonicalName;
import florin.journal.Commands;
import florin.journal.CrossStreamCheck;
import florin.journal.change.ChangeApi;
import florin.journal.change.UndoableTypes;
import florin.journal.database.DatabaseReads;
import florin.journal.settings.JournalProperties;
import florin.journal.settings.Secret;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamTypes;
import florin.journal.web.ApiCommands;
import florin.journal.web.Cursors;
import florin.journal.web.JsonModule;
import florin.journal.web.ProblemWriter;
import florin.journal.web.RequestFilter;
import florin.journal.web.body.BodyBudget;
import florin.journal.web.body.BodyFilter;
import florin.journal.web.caller.CallerResolver;
import florin.journal.web.identity.OperatorAuthentication;
import florin.journal.web.input.BodyRules;
import florin.journal.web.input.DisplayedValue;
import florin.journal.web.openapi.OpenApiConfiguration;
import florin.journal.web.problem.ExceptionProblems;
import florin.journal.web.problem.ProblemCatalog;
import florin.journal.web.problem.ProblemType;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The web conventions of a service: JSON, problems, callers, and who may enter. */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration"
    })
@ConditionalOnProperty("florin.journal.service")
@Import(OpenApiConfiguration.class)
public class WebAutoConfiguration {

  /** Not routed by the gateway. */
  private static final String[] OPERATOR_ONLY = {"/actuator/**", "/operate/**"};

  /** Open without a password, and then without details; not routed by the gateway. */
  private static final String[] WATCHED = {"/actuator/health/**"};

  static {
    var _ = CanonicalName.of(""); // loads its tables from a file, which no request may wait for
  }

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  JsonModule florinJson() {
    return new JsonModule();
  }

  @Bean
  @ConditionalOnMissingBean
  ProblemCatalog problemCatalog() {
    return ProblemCatalog.of();
  }

  @Bean
  ProblemWriter problemWriter(JsonMapper json, ProblemCatalog catalog) {
    return new ProblemWriter(json, new ExceptionProblems(catalog));
  }

  /** Paths, parameter names and headers that Spring Security refuses before any handler. */
  @Bean
  ServerExchangeRejectedHandler firewallRefusals(ProblemWriter problems) {
    return (exchange, refused) ->
        problems.handle(
            exchange,
            new Rejection(
                ProblemType.INVALID_REQUEST.code(),
                DisplayedValue.of(String.valueOf(refused.getMessage()))
                    + " (expected: a path, parameter names and headers without such characters)"));
  }

  @Bean
  RequestFilter requestFilter(ProblemWriter problems) {
    return new RequestFilter(problems);
  }

  @Bean
  BodyBudget bodyBudget() {
    return BodyBudget.ofHeap();
  }

  @Bean
  BodyFilter bodyFilter(ProblemWriter problems, BodyBudget bodyBudget) {
    return new BodyFilter(problems, bodyBudget);
  }

  @Bean
  WebFluxConfigurer requests(JournalProperties properties, Clock clock, JsonMapper json) {
    return new WebFluxConfigurer() {
      // Requests only: the rules do not apply to rows and to responses of providers.
      @Override
      public void configureHttpMessageCodecs(ServerCodecConfigurer codecs) {
        codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(BodyRules.of(json)));
      }

      @Override
      public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
        resolvers.addCustomResolver(new CallerResolver(properties.identity().realm(), clock));
      }
    };
  }

  @Bean
  @ConditionalOnBean(StreamTypes.class)
  UndoableTypes undoables(StreamTypes types, ObjectProvider<CrossStreamCheck> checks) {
    return new UndoableTypes(types, checks.stream().toList());
  }

  @Bean
  @ConditionalOnBean(StreamTypes.class)
  ChangeApi changeApi(
      ApiCommands commands,
      Commands parts,
      DatabaseReads reads,
      UndoableTypes undoableTypes,
      Cursors cursors,
      JsonMapper json) {
    return new ChangeApi(commands, parts, reads, undoableTypes, cursors, json);
  }

  @Bean
  ReactiveJwtDecoder jwtDecoder(JournalProperties properties) {
    return AccessTokenDecoder.decoder(properties.identity());
  }

  /** No observation of each filter and each decision of Spring Security; requests have theirs. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** The access of the operator; none without a password. */
  @Bean
  @Order(0)
  SecurityWebFilterChain operations(ServerHttpSecurity http, JournalProperties properties) {
    Secret password = properties.operatorPassword();
    return http.securityMatcher(pathMatchers(OPERATOR_ONLY))
        .csrf(ServerHttpSecurity.CsrfSpec::disable) // no cookie to ride on
        .authorizeExchange(
            paths -> paths.pathMatchers(WATCHED).permitAll().anyExchange().authenticated())
        .httpBasic(
            basic ->
                basic.authenticationManager(
                    OperatorAuthentication.of(password == null ? "" : password.reveal())))
        .build();
  }

  @Bean
  SecurityWebFilterChain security(ServerHttpSecurity http, ProblemWriter problems) {
    return http.csrf(
            ServerHttpSecurity.CsrfSpec
                ::disable) // bearer tokens only: there is no cookie to ride on
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .authorizeExchange(
            paths ->
                paths
                    .pathMatchers(WATCHED)
                    .permitAll()
                    .pathMatchers("/v3/api-docs/**")
                    .permitAll()
                    .pathMatchers(HttpMethod.POST, "/webhooks/*")
                    .permitAll()
                    .anyExchange()
                    .authenticated())
        .exceptionHandling(
            refused -> refused.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .oauth2ResourceServer(
            tokens ->
                tokens
                    .authenticationEntryPoint(problems)
                    .accessDeniedHandler(problems)
                    .jwt(jwt -> {}))
        .build();
  }
}
