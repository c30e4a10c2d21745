package florin.gateway.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import florin.journal.stream.ProblemDefinition;
import florin.journal.web.problem.ProblemType;
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
 * Maps failures to RFC 9457 problems. Responses of services pass unchanged; only refusals of the
 * gateway are written here.
 */
@Component
@Order(-2)
class EdgeProblemWriter implements ErrorWebExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(EdgeProblemWriter.class);

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Problem(
      String type,
      String title,
      int status,
      @Nullable String detail,
      String instance,
      List<EdgeProblem.InvalidField> errors,
      @Nullable String traceId) {}

  private final JsonMapper json;

  EdgeProblemWriter(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    var edgeProblem = refusal(exchange, failure);
    report(exchange, edgeProblem, failure);
    var response = exchange.getResponse();
    response.setRawStatusCode(edgeProblem.kind().status());
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    edgeProblem.headers().forEach(response.getHeaders()::set);
    var body = json.writeValueAsBytes(problem(exchange, edgeProblem));
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  /**
   * A problem document for the {@link ConnectionGuard}, which refuses before there is an exchange.
   */
  byte[] problem(ProblemDefinition problemType, String detail, String path, String requestId) {
    return json.writeValueAsBytes(
        new Problem(
            problemType.type(),
            problemType.title(),
            problemType.status(),
            detail,
            path,
            List.of(),
            requestId));
  }

  private static EdgeProblem refusal(ServerWebExchange exchange, Throwable failure) {
    return switch (failure) {
      case EdgeProblem edgeProblem -> edgeProblem;
      case AuthenticationServiceException _ -> EdgeProblem.unavailable("The token issuer");
      case AuthenticationException _ -> EdgeProblem.unauthenticated(tokenGiven(exchange));
      case AccessDeniedException _ -> EdgeProblem.of(ProblemType.FORBIDDEN);
      case ServerExchangeRejectedException _ -> rejected(exchange);
      case MethodNotAllowedException e -> methodNotAllowed(e.getSupportedMethods());
      case ServerWebInputException e -> unreadable(e.getCause());
      case ResponseStatusException e -> answered(exchange, e.getStatusCode().value());
      case AbortedException _ -> EdgeProblem.unavailable(upstream(exchange));
      case IOException _ -> EdgeProblem.unavailable(upstream(exchange));
      default -> EdgeProblem.of(ProblemType.INTERNAL);
    };
  }

  private static EdgeProblem answered(ServerWebExchange exchange, int status) {
    var problemType = GatewayProblem.of(status);
    return problemType == ProblemType.TIMEOUT
        ? EdgeProblem.late(upstream(exchange))
        : EdgeProblem.of(problemType);
  }

  private static EdgeProblem rejected(ServerWebExchange exchange) {
    return EdgeSecurity.METHODS.contains(exchange.getRequest().getMethod())
        ? EdgeProblem.of(ProblemType.INVALID_REQUEST)
        : methodNotAllowed(EdgeSecurity.METHODS);
  }

  private static EdgeProblem methodNotAllowed(Collection<HttpMethod> methods) {
    return EdgeProblem.methodNotAllowed(
        methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
  }

  /** Names the field only: the message of the parser may quote a password. */
  private static EdgeProblem unreadable(@Nullable Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException e ->
          EdgeProblem.inBody(
              ProblemType.UNKNOWN_FIELD, new EdgeProblem.InvalidField(pointer(e), "unknown field"));
      case JacksonException e ->
          EdgeProblem.inBody(
              ProblemType.INVALID_REQUEST, new EdgeProblem.InvalidField(pointer(e), "malformed"));
      case null -> EdgeProblem.of(ProblemType.INVALID_REQUEST);
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

  private static Problem problem(ServerWebExchange exchange, EdgeProblem edgeProblem) {
    return new Problem(
        edgeProblem.kind().type(),
        edgeProblem.kind().title(),
        edgeProblem.kind().status(),
        edgeProblem.getMessage(),
        exchange.getRequest().getURI().getRawPath(),
        edgeProblem.faults(),
        HeaderFilter.requestId(exchange));
  }

  private static void report(
      ServerWebExchange exchange, EdgeProblem edgeProblem, Throwable failure) {
    var request = HeaderFilter.requestId(exchange);
    if (failure instanceof AbortedException) {
      log.debug("Request {}: the connection was closed", request);
    } else if (edgeProblem.kind() == ProblemType.INTERNAL) {
      log.error("Request {} failed", request, failure);
    } else if (edgeProblem.kind().status() >= 500) {
      log.warn(
          "Request {}: {} Cause: {}",
          request,
          edgeProblem.getMessage(),
          failure.getClass().getName());
    }
  }
}
