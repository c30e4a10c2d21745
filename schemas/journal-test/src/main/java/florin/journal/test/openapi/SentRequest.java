package florin.journal.test.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was sent.
 *
 * @param uri path and query, percent-encoded
 */
record SentRequest(
    Operation operation, String uri, Map<String, String> headers, byte @Nullable [] body) {

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(operation.method()).append(' ').append(uri);
    headers.forEach((name, value) -> text.append("\n").append(name).append(": ").append(value));
    if (body != null) {
      text.append("\n\n").append(new String(body, StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
