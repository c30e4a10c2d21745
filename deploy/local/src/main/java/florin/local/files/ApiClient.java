package florin.local.files;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to the gateway as one user. */
final class ApiClient {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final HttpClient client;
  private final URI gateway;
  private final String login;
  private String token;

  private ApiClient(HttpClient client, URI gateway, String login, String token) {
    this.client = client;
    this.gateway = gateway;
    this.login = login;
    this.token = token;
  }

  /** With the token of the environment, or one that its user and password get. */
  static ApiClient of(URI gateway, Map<String, String> environment)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    @Nullable String given = environment.get("FLORIN_TOKEN");
    if (given != null && !given.isBlank()) {
      return new ApiClient(client, gateway, "", given.strip());
    }
    if (!environment.containsKey("FLORIN_USER")) {
      throw new IOException(
          "no token (expected: FLORIN_TOKEN, or FLORIN_USER and FLORIN_PASSWORD)");
    }
    String login =
        JSON.writeValueAsString(
            Map.of(
                "username",
                environment.getOrDefault("FLORIN_USER", ""),
                "password",
                environment.getOrDefault("FLORIN_PASSWORD", "")));
    ApiClient api = new ApiClient(client, gateway, login, "");
    api.logIn();
    return api;
  }

  private void logIn() throws IOException, InterruptedException {
    token = "";
    token = send("POST", "/auth/token", login).path("accessToken").asString("");
  }

  /** The same after a new log-in if the token has expired meanwhile. */
  JsonNode sendLasting(String method, String path, String json)
      throws IOException, InterruptedException {
    try {
      return send(method, path, json);
    } catch (RefusedRequest refused) {
      if (!refused.code().equals("unauthenticated") || login.isEmpty()) {
        throw refused;
      }
      logIn();
      return send(method, path, json);
    }
  }

  JsonNode send(String method, String path, String json) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (!json.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request);
  }

  JsonNode upload(Path file) throws IOException, InterruptedException {
    String boundary = "florin-" + UUID.randomUUID();
    String name = Objects.requireNonNull(file.getFileName(), "file name").toString();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
            .formatted(boundary, name.replaceAll("[\"\\\\\\p{Cntrl}]", "_"));
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(file),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n", StandardCharsets.US_ASCII));
    return send(
        HttpRequest.newBuilder(gateway.resolve("/api/imports"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(body));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response =
        client.send(
            request.timeout(PATIENCE).header("Accept", "application/json").build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode body = json(response.body());
    if (response.statusCode() >= 300) {
      String title = body.path("title").asString("status " + response.statusCode());
      String type = body.path("type").asString("");
      throw new RefusedRequest(
          type.substring(type.lastIndexOf(':') + 1),
          title + ": " + body.path("detail").asString(""));
    }
    return body;
  }

  private static JsonNode json(String body) {
    try {
      return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }
}
