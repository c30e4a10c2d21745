package florin.schedules;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The emulator's control plane. */
record EmulatorControl(URI base) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  List<String> publicTokens(int count, String webhook) {
    List<String> tokens = new ArrayList<>();
    send(
            "POST",
            "items/bulk",
            Map.of(
                "count",
                count,
                "institution_id",
                "ins_109508",
                "webhook",
                webhook,
                "transactions",
                3))
        .path("public_tokens")
        .forEach(token -> tokens.add(token.stringValue()));
    return tokens;
  }

  /** A request of Plaid's API with some credentials. */
  JsonNode call(String path, Map<String, Object> credentials, Map<String, ?> fields) {
    Map<String, Object> body = new TreeMap<>(fields);
    body.putAll(credentials);
    return request("POST", path, body);
  }

  JsonNode send(String method, String path, Object body) {
    return request(method, "/_emulator/" + path, body);
  }

  private JsonNode request(String method, String path, Object body) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .header("Content-Type", "application/json")
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(method + " " + path + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException failed) {
      throw new IllegalStateException(method + " " + path, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
