package florin.emulator.http;

import florin.emulator.bank.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** An answer ready to be written. */
public sealed interface Reply {
  String JSON = "application/json";

  /** With its length. */
  record Whole(int status, String contentType, byte[] body, Map<String, String> headers)
      implements Reply {}

  /** In pieces, made as they are wanted. */
  record Streamed(int status, String contentType, Flux<byte[]> body) implements Reply {}

  /** Nothing for a while; then the connection is closed. */
  record Silence(Duration lasting) implements Reply {}

  static Reply json(int status, JsonNode json) {
    return json(status, Json.MAPPER.writeValueAsBytes(json));
  }

  static Reply json(int status, byte[] body) {
    return new Whole(status, JSON, body, Map.of());
  }

  /** What a proxy in front of Plaid would say: not JSON at all. */
  static Reply html(int status) {
    return html(status, Map.of());
  }

  static Reply html(int status, Map<String, String> headers) {
    var page = "<html><head><title>" + status + "</title></head><body>" + status + "</body></html>";
    return new Whole(status, "text/html", page.getBytes(StandardCharsets.UTF_8), headers);
  }
}
