package florin.emulator.http;

import florin.emulator.data.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** An answer ready to be written. */
public sealed interface HttpReply {
  String JSON = "application/json";

  /** With its length. */
  record Complete(int status, String contentType, byte[] body, Map<String, String> headers)
      implements HttpReply {}

  /** In pieces, made as they are wanted. */
  record Streamed(int status, String contentType, Flux<byte[]> body) implements HttpReply {}

  /** Nothing for a while; then the connection is closed. */
  record Silence(Duration lasting) implements HttpReply {}

  static HttpReply json(int status, JsonNode json) {
    return json(status, Json.MAPPER.writeValueAsBytes(json));
  }

  static HttpReply json(int status, byte[] body) {
    return new Complete(status, JSON, body, Map.of());
  }

  /** The answer of a proxy in front of Plaid: not JSON. */
  static HttpReply html(int status) {
    return html(status, Map.of());
  }

  static HttpReply html(int status, Map<String, String> headers) {
    var page = "<html><head><title>" + status + "</title></head><body>" + status + "</body></html>";
    return new Complete(status, "text/html", page.getBytes(StandardCharsets.UTF_8), headers);
  }
}
