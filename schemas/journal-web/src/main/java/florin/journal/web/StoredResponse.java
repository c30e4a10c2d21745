package florin.journal.web;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The response of an earlier request, sent again byte by byte. It is never read back into the type
 * of its body: a later version of that type need not be able to.
 *
 * @param body empty for 204
 */
record StoredResponse(
    int status,
    Optional<Integer> version,
    Optional<URI> location,
    Optional<UUID> changeId,
    Optional<byte[]> body) {

  static final String REPLAYED = "Idempotency-Replayed";

  /**
   * Ends a handler whose response is stored already, past the handler's own type; {@link
   * ProblemWriter} then sends the response.
   */
  static final class Signal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient StoredResponse response;

    Signal(StoredResponse response) {
      super("a stored response is sent again", null, false, false);
      this.response = response;
    }

    StoredResponse response() {
      return response;
    }
  }

  Mono<Void> writeTo(ServerWebExchange exchange) {
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(status));
    HttpHeaders headers = response.getHeaders();
    version.ifPresent(number -> headers.setETag("\"" + number + "\""));
    location.ifPresent(headers::setLocation);
    changeId.ifPresent(id -> headers.set(ApiCommands.CHANGE_ID, id.toString()));
    headers.set(REPLAYED, "true");
    if (body.isEmpty()) {
      return response.setComplete();
    }
    headers.setContentType(MediaType.APPLICATION_JSON);
    headers.setContentLength(body.get().length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body.get())));
  }
}
