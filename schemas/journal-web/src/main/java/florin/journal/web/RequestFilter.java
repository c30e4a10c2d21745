package florin.journal.web;

import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Before any handler: a request id on every answer, nothing cached (and {@code If-None-Match} gone,
 * or WebFlux would answer 304 and hide what a sync changed). Refuses requests whose headers or
 * query make an answer impossible.
 */
public final class RequestFilter implements WebFilter, Ordered {

  static final String REQUEST_ID = "X-Request-Id";

  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  /** The largest body of a request, in bytes. */
  public static final int LARGEST_BODY = 1024 * 1024;

  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final ProblemWriter problems;

  public RequestFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    HttpHeaders answer = exchange.getResponse().getHeaders();
    answer.set(REQUEST_ID, requestId(exchange.getRequest()));
    // The framework's own log lines begin with it.
    exchange.getAttributes().put(ServerWebExchange.LOG_ID_ATTRIBUTE, answer.getFirst(REQUEST_ID));
    answer.setCacheControl("no-store");
    Optional<Rejection> refused = refused(exchange.getRequest());
    if (refused.isPresent()) {
      return problems.handle(exchange, refused.get());
    }
    ServerWebExchange fresh =
        exchange.mutate().request(r -> r.headers(h -> h.remove(HttpHeaders.IF_NONE_MATCH))).build();
    return chain.filter(fresh);
  }

  /** The body of an upload is neither limited nor kept here: its handler reads it in parts. */
  public static boolean isUpload(ServerHttpRequest request) {
    MediaType type = request.getHeaders().getContentType();
    return type != null && type.equalsTypeAndSubtype(MediaType.MULTIPART_FORM_DATA);
  }

  /**
   * Refuses requests whose response could not be sent, before the handler does its work, and bodies
   * that are too large, before they are read.
   */
  private static Optional<Rejection> refused(ServerHttpRequest request) {
    try {
      request.getQueryParams();
    } catch (IllegalArgumentException malformed) {
      return refusal(
          ProblemType.INVALID_PARAMETER, "query: not decodable (expected: %XX in UTF-8)");
    }
    HttpHeaders headers = request.getHeaders();
    try {
      if (writes(request) && !takesJson(headers.getAccept())) {
        return refusal(
            ProblemType.NOT_ACCEPTABLE,
            "Accept: '" + headers.getFirst(HttpHeaders.ACCEPT) + "' (expected: application/json)");
      }
      var _ = headers.getContentType();
    } catch (InvalidMediaTypeException malformed) {
      return refusal(
          ProblemType.INVALID_REQUEST,
          "Accept, Content-Type: " + malformed.getMessage() + " (expected: a media type)");
    }
    return headers.getContentLength() > LARGEST_BODY && !isUpload(request)
        ? refusal(
            ProblemType.TOO_LARGE,
            "body: %d bytes (expected: at most %d)"
                .formatted(headers.getContentLength(), LARGEST_BODY))
        : Optional.empty();
  }

  private static boolean writes(ServerHttpRequest request) {
    return !READS.contains(request.getMethod()) && request.getPath().value().startsWith("/api/");
  }

  private static boolean takesJson(List<MediaType> accepted) {
    return accepted.isEmpty()
        || accepted.stream()
            .anyMatch(
                type ->
                    (type.isCompatibleWith(MediaType.APPLICATION_JSON)
                            || "json".equals(type.getSubtypeSuffix()))
                        && (type.getCharset() == null
                            || type.getCharset().equals(StandardCharsets.UTF_8)));
  }

  private static Optional<Rejection> refusal(ProblemType row, String detail) {
    return Optional.of(new Rejection(row.code(), detail));
  }

  private static String requestId(ServerHttpRequest request) {
    String given = request.getHeaders().getFirst(REQUEST_ID);
    return given != null && ACCEPTABLE.matcher(given).matches() ? given : Ids.next().toString();
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 10;
  }
}
