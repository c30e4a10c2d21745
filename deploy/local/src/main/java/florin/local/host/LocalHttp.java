package florin.local.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP to our own processes. */
public final class LocalHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JsonMapper json = JsonMapper.shared();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /** An answer; the body is missing when it was not JSON. */
  public record Answer(int status, JsonNode body) {

    public boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  public boolean isUp(URI health) {
    try {
      return get(health, Map.of()).isSuccess();
    } catch (IOException e) {
      return false;
    }
  }

  public Answer get(URI uri, Map<String, String> headers) throws IOException {
    return send(request(uri, headers).GET().build());
  }

  public Answer post(URI uri, Map<String, String> headers, Object body) throws IOException {
    return send(
        request(uri, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
            .build());
  }

  public Answer put(URI uri, Map<String, String> headers, Object body) throws IOException {
    return send(
        request(uri, headers)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json.writeValueAsString(body)))
            .build());
  }

  private static HttpRequest.Builder request(URI uri, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    headers.forEach(request::header);
    return request;
  }

  private Answer send(HttpRequest request) throws IOException {
    try {
      var response = client.send(request, BodyHandlers.ofString());
      var isJson =
          response.headers().firstValue("Content-Type").filter(t -> t.contains("json")).isPresent();
      return new Answer(
          response.statusCode(), isJson ? json.readTree(response.body()) : json.missingNode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
