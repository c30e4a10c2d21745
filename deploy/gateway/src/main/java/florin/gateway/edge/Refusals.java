package florin.gateway.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one table from what went wrong to an RFC 9457 problem. What a service answered is passed on
 * as it is; only the gateway's own refusals come by here.
 */
@Component
@Order(-2)
class Refusals implements ErrorWebExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Problem(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      String code,
      List<Refusal.Fault> errors,
      String traceId) {}

  private final JsonMapper json;

  Refusals(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    var refusal = refusal(exchange, failure);
    report(exchange, refusal, failure);
    var response = exchange.getResponse();
    response.setStatusCode(refusal.status());
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    refusal.headers().forEach(response.getHeaders()::set);
    var body = json.writeValueAsBytes(problem(exchange, refusal));
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  private static Refusal refusal(ServerWebExchange exchange, Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> refusal;
      case AuthenticationException _ -> Refusal.unauthenticated(tokenGiven(exchange));
      case AccessDeniedException _ ->
          Refusal.of(HttpStatus.FORBIDDEN, "forbidden", "This is not allowed.");
      case ServerExchangeRejectedException _ -> rejected(exchange);
      case MethodNotAllowedException e ->
          methodNotAllowed(
              e.getSupportedMethods().stream()
                  .map(HttpMethod::name)
                  .sorted()
                  .collect(Collectors.joining(", ")));
      case ResponseStatusException e ->
          answer(exchange, HttpStatus.valueOf(e.getStatusCode().value()));
      case IOException _ -> Refusal.unavailable(upstream(exchange));
      default -> Refusal.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "The gateway failed.");
    };
  }

  private static Refusal answer(ServerWebExchange exchange, HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> Refusal.of(status, "not-found", "There is nothing at this address.");
      case UNSUPPORTED_MEDIA_TYPE ->
          Refusal.of(status, "unsupported-media-type", "The body is expected as application/json.");
      case CONTENT_TOO_LARGE -> Refusal.of(status, "content-too-large", "The body is too large.");
      case GATEWAY_TIMEOUT ->
          Refusal.of(status, "timeout", upstream(exchange) + " did not answer in time.");
      case BAD_REQUEST -> Refusal.invalidBody(List.of());
      default ->
          Refusal.of(
              status,
              status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-'),
              status.getReasonPhrase() + ".");
    };
  }

  private static Refusal rejected(ServerWebExchange exchange) {
    var method = exchange.getRequest().getMethod();
    return EdgeSecurity.METHODS.contains(method)
        ? Refusal.of(HttpStatus.BAD_REQUEST, "invalid-request", "The request is malformed.")
        : methodNotAllowed(
            EdgeSecurity.METHODS.stream()
                .map(HttpMethod::name)
                .sorted()
                .collect(Collectors.joining(", ")));
  }

  private static Refusal methodNotAllowed(String allowed) {
    return Refusal.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "This address knows " + allowed + ".")
        .with(HttpHeaders.ALLOW, allowed);
  }

  private static boolean tokenGiven(ServerWebExchange exchange) {
    return exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
  }

  private static String upstream(ServerWebExchange exchange) {
    return Optional.ofNullable(
            exchange.<Route>getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR))
        .map(route -> "The " + route.getId() + " service")
        .orElse("Florin");
  }

  private static Problem problem(ServerWebExchange exchange, Refusal refusal) {
    return new Problem(
        "urn:florin:problem:" + refusal.code(),
        refusal.status().getReasonPhrase(),
        refusal.status().value(),
        refusal.detail(),
        exchange.getRequest().getURI().getRawPath(),
        refusal.code(),
        refusal.faults(),
        Tracing.traceId(exchange));
  }

  private static void report(ServerWebExchange exchange, Refusal refusal, Throwable failure) {
    var trace = Tracing.traceId(exchange);
    if (refusal.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
      log.error("Request failed, trace {}", trace, failure);
    } else if (refusal.status().is5xxServerError()) {
      log.warn("{} Cause: {}, trace {}", refusal.detail(), failure.getClass().getName(), trace);
    }
  }
}
