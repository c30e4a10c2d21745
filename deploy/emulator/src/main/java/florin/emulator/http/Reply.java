package florin.emulator.http;

import florin.emulator.bank.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** An answer ready to be written. */
public record Reply(int status, String contentType, byte[] body) {
  public static Reply json(int status, JsonNode json) {
    return new Reply(status, "application/json", Json.MAPPER.writeValueAsBytes(json));
  }

  /** What a proxy in front of Plaid would say: not JSON at all. */
  static Reply html(int status) {
    var page = "<html><head><title>" + status + "</title></head><body>" + status + "</body></html>";
    return new Reply(status, "text/html", page.getBytes(StandardCharsets.UTF_8));
  }
}
