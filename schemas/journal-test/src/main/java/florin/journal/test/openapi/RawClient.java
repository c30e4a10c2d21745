package florin.journal.test.openapi;

import florin.journal.test.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends bytes as they are, as one user, and waits for each response. */
final class RawClient {

  /** Longer than a service lets any request wait. */
  static final Duration DEADLINE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String token;

  RawClient(TestPlatform platform, int port, String subject) {
    this.base = "http://127.0.0.1:" + port;
    this.token = platform.identity().token(subject);
  }

  HttpResponse<byte[]> send(
      String method, String uri, Map<String, String> headers, byte @Nullable [] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + uri))
            .timeout(DEADLINE)
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new AssertionError("no response to " + method + " " + uri, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** A read that must succeed. */
  JsonNode get(String uri) {
    HttpResponse<byte[]> response = send("GET", uri, Map.of(), null);
    if (response.statusCode() != 200) {
      throw new AssertionError("GET " + uri + " answers " + text(response));
    }
    return JsonMapper.shared().readTree(response.body());
  }

  static String text(HttpResponse<byte[]> response) {
    return response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8);
  }
}
