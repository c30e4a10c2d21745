package florin.journal.web;

import florin.journal.stream.ProblemDefinition;
import florin.journal.web.problem.ExceptionProblems;
import florin.journal.web.problem.Problem;
import florin.journal.web.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers every error with a problem of the table; before Boot's own handler. */
public final class ProblemWriter
    implements WebExceptionHandler,
        ServerAuthenticationEntryPoint,
        ServerAccessDeniedHandler,
        Ordered {

  private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

  /** Bytes of a refused body that are read before the answer; a longer one is cut off. */
  private static final long MOST_DISCARDED = 16_000_000;

  private static final Duration LONGEST_DISCARD = Duration.ofSeconds(5);

  private final JsonMapper json;
  private final ExceptionProblems exceptionProblems;

  public ProblemWriter(JsonMapper json, ExceptionProblems exceptionProblems) {
    this.json = json;
    this.exceptionProblems = exceptionProblems;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(thrown);
    }
    if (thrown instanceof StoredResponse.Signal stored) {
      return stored.response().writeTo(exchange);
    }
    ExceptionProblems.ProblemMatch problemMatch = exceptionProblems.find(thrown);
    if (problemMatch.row() == ProblemType.INTERNAL) {
      if (DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
        return Mono.empty(); // the connection is closed
      }
      log.error(
          "Request {}: {} {} failed",
          exchange.getResponse().getHeaders().getFirst(RequestFilter.REQUEST_ID),
          exchange.getRequest().getMethod(),
          exchange.getRequest().getPath(),
          thrown);
    }
    return write(exchange, problemMatch.row(), problemMatch.detail(), problemMatch.errors());
  }

  @Override
  public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException refused) {
    // No answer of the issuer is no verdict on the token.
    ProblemType row =
        refused instanceof AuthenticationServiceException
            ? ProblemType.UNAVAILABLE
            : ProblemType.UNAUTHENTICATED;
    return write(exchange, row, null, List.of());
  }

  @Override
  public Mono<Void> handle(
      ServerWebExchange exchange,
      org.springframework.security.access.AccessDeniedException denied) {
    return write(exchange, ProblemType.FORBIDDEN, null, List.of());
  }

  /** Writes one problem. */
  public Mono<Void> write(
      ServerWebExchange exchange,
      ProblemDefinition row,
      @Nullable String detail,
      List<Problem.FieldError> errors) {
    ServerHttpResponse response = exchange.getResponse();
    String requestId = response.getHeaders().getFirst(RequestFilter.REQUEST_ID);
    Problem problem =
        Problem.of(row, detail, exchange.getRequest().getPath().value(), errors, requestId);
    response.setStatusCode(HttpStatusCode.valueOf(row.status()));
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    row.retryAfter()
        .ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
    boolean unread = row == ProblemType.TOO_LARGE || row == ProblemType.TOO_MANY_BODIES;
    if (unread) {
      headers.set(HttpHeaders.CONNECTION, "close"); // the rest of the body is not read
    }
    if (row == ProblemType.UNAUTHENTICATED) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    byte[] body = json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    Mono<Void> written = response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    return unread ? discarded(exchange.getRequest()).then(written) : written;
  }

  /**
   * Reads and discards the rest of a request body: a client that still sends when the connection is
   * closed sees a reset instead of the problem.
   */
  private static Mono<Void> discarded(ServerHttpRequest request) {
    long length = request.getHeaders().getContentLength();
    return length < 0 || length > MOST_DISCARDED
        ? Mono.empty()
        : request
            .getBody()
            .doOnNext(DataBufferUtils::release)
            .then()
            .timeout(LONGEST_DISCARD)
            .onErrorComplete(); // also for a body that was read before
  }

  @Override
  public int getOrder() {
    return -10;
  }
}
