package florin.gateway.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
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
      @Nullable String detail,
      String instance,
      List<Refusal.Fault> errors,
      @Nullable String traceId) {}

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
    response.setStatusCode(refusal.kind().status());
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    refusal.headers().forEach(response.getHeaders()::set);
    var body = json.writeValueAsBytes(problem(exchange, refusal));
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  /**
   * A problem document for the {@link ConnectionGuard}, which refuses before there is an exchange.
   */
  byte[] problem(Kind kind, String detail, String path, String requestId) {
    return json.writeValueAsBytes(
        new Problem(
            kind.type(), kind.title(), kind.status().value(), detail, path, List.of(), requestId));
  }

  private static Refusal refusal(ServerWebExchange exchange, Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> refusal;
      case AuthenticationServiceException _ -> Refusal.unavailable("The token issuer");
      case AuthenticationException _ -> Refusal.unauthenticated(tokenGiven(exchange));
      case AccessDeniedException _ -> Refusal.of(Kind.FORBIDDEN);
      case ServerExchangeRejectedException _ -> rejected(exchange);
      case MethodNotAllowedException e -> methodNotAllowed(e.getSupportedMethods());
      case ServerWebInputException e -> unreadable(e.getCause());
      case ResponseStatusException e -> answered(exchange, e.getStatusCode().value());
      case AbortedException _ -> Refusal.unavailable(upstream(exchange));
      case IOException _ -> Refusal.unavailable(upstream(exchange));
      default -> Refusal.of(Kind.INTERNAL);
    };
  }

  private static Refusal answered(ServerWebExchange exchange, int status) {
    var kind = Kind.of(status);
    return kind == Kind.TIMEOUT ? Refusal.late(upstream(exchange)) : Refusal.of(kind);
  }

  private static Refusal rejected(ServerWebExchange exchange) {
    return EdgeSecurity.METHODS.contains(exchange.getRequest().getMethod())
        ? Refusal.of(Kind.INVALID_REQUEST)
        : methodNotAllowed(EdgeSecurity.METHODS);
  }

  private static Refusal methodNotAllowed(Collection<HttpMethod> methods) {
    return Refusal.methodNotAllowed(
        methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
  }

  /** Names the field only: the parser's own words may quote a password. */
  private static Refusal unreadable(@Nullable Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException e ->
          Refusal.inBody(Kind.UNKNOWN_FIELD, new Refusal.Fault(pointer(e), "unknown field"));
      case JacksonException e ->
          Refusal.inBody(Kind.INVALID_REQUEST, new Refusal.Fault(pointer(e), "malformed"));
      case null -> Refusal.of(Kind.INVALID_REQUEST);
      default -> unreadable(cause.getCause());
    };
  }

  private static String pointer(JacksonException failure) {
    return failure.getPath().stream()
        .map(step -> Optional.ofNullable(step.getPropertyName()).orElse("" + step.getIndex()))
        .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
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
        refusal.kind().type(),
        refusal.kind().title(),
        refusal.kind().status().value(),
        refusal.getMessage(),
        exchange.getRequest().getURI().getRawPath(),
        refusal.faults(),
        Envelope.requestId(exchange));
  }

  private static void report(ServerWebExchange exchange, Refusal refusal, Throwable failure) {
    var request = Envelope.requestId(exchange);
    if (failure instanceof AbortedException) {
      log.debug("Request {}: the connection was closed", request);
    } else if (refusal.kind() == Kind.INTERNAL) {
      log.error("Request {} failed", request, failure);
    } else if (refusal.kind().status().is5xxServerError()) {
      log.warn(
          "Request {}: {} Cause: {}", request, refusal.getMessage(), failure.getClass().getName());
    }
  }
}
