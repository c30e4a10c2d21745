package florin.systemtests;

import static org.awaitility.Awaitility.await;

import florin.journal.test.openapi.OpenApiDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user of the gateway, or of the emulator's control plane, with nothing but HTTP. */
final class Client {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** Less than the lifetime of an access token. */
  private static final Duration TOKEN_AGE = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /**
   * The document of the gateway, once it is known: every response of the gateway is as it declares.
   */
  private static volatile @Nullable Gateway gateway;

  private record Gateway(URI base, OpenApiDocument document) {}

  private final URI base;
  private final String name;
  private final String password;
  private String token = "";
  private long issued;

  private Client(URI base, String name, String password) {
    this.base = base;
    this.name = name;
    this.password = password;
  }

  /** An answer's status, headers and JSON. */
  record Answer(int status, Map<String, List<String>> headers, JsonNode body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of("")).getFirst();
    }
  }

  /** Compares every response of a gateway from now on with its OpenAPI document. */
  static void compareWithDocument(URI base) {
    gateway = new Gateway(base, OpenApiDocument.of(document(base)));
  }

  /** The merged document; the first reading of it can exceed the deadline of the gateway. */
  static JsonNode document(URI base) {
    return await()
        .atMost(PATIENCE)
        .until(() -> anonymous(base).get("/openapi.json"), answer -> answer.status() == 200)
        .body();
  }

  static Client anonymous(URI base) {
    return new Client(base, "", "");
  }

  /** A demo user, whose password is the name. */
  static Client user(URI gateway, String name) {
    return user(gateway, name, name);
  }

  static Client user(URI gateway, String name, String password) {
    Client user = new Client(gateway, name, password);
    user.token();
    return user;
  }

  /** Empty for nobody; a new one when the last is about to expire. */
  synchronized String token() {
    boolean fresh = System.nanoTime() - issued < TOKEN_AGE.toNanos();
    if (!name.isEmpty() && (token.isEmpty() || !fresh)) {
      token =
          anonymous(base)
              .post("/auth/token", Map.of("username", name, "password", password))
              .body()
              .get("accessToken")
              .asString();
      issued = System.nanoTime();
    }
    return token;
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path, Object body) {
    return send(
        request(path)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** Repeats a request with the same key until it is answered, whatever happens to the services. */
  Answer untilAnswered(String method, String path, Object body) {
    String key = UUID.randomUUID().toString();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        Answer answer =
            send(
                request(path)
                    .header("Idempotency-Key", key)
                    .method(
                        method,
                        HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
        if (answer.status() < 500 && answer.status() != 429 && answer.status() != 409) {
          return answer;
        }
      } catch (RuntimeException unreachable) {
        // the gateway or its answer is lost: the same request again
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new AssertionError(method + " " + path + ": no answer in " + PATIENCE);
  }

  Answer request(String method, String path, Object body) {
    return send(
        request(path)
            .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  Answer patch(String path, String ifMatch, Object body) {
    return send(
        request(path)
            .header("If-Match", ifMatch)
            .method("PATCH", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  Answer patch(String path, Object body) {
    return send(
        request(path)
            .method("PATCH", HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** Every item of a list, page by page. */
  List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    do {
      String uri =
          path
              + (path.contains("?") ? "&" : "?")
              + "limit=200"
              + (next.isEmpty() ? "" : "&cursor=" + next);
      Answer page = get(uri);
      if (page.status() != 200) {
        throw new AssertionError(uri + ": " + page.status() + " " + page.body());
      }
      page.body().get("items").forEach(items::add);
      next = page.body().get("next").isNull() ? "" : page.body().get("next").asString();
    } while (!next.isEmpty());
    return items;
  }

  void download(String path, Path file) throws IOException, InterruptedException {
    HttpResponse<Path> answer =
        HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofFile(file));
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode());
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json");
    String bearer = token();
    return bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer);
  }

  /** Files that are no JSON document, such as exports, as a text. */
  private static JsonNode body(HttpResponse<byte[]> answer) {
    if (answer.body().length == 0) {
      return JSON.nullNode();
    }
    String type = answer.headers().firstValue("Content-Type").orElse("application/json");
    return type.matches("application/([a-z0-9.-]+\\+)?json.*")
        ? JSON.readTree(answer.body())
        : JSON.getNodeFactory().stringNode(new String(answer.body(), StandardCharsets.UTF_8));
  }

  private Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      compare(request, answer);
      return new Answer(answer.statusCode(), answer.headers().map(), body(answer));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private void compare(HttpRequest request, HttpResponse<byte[]> answer) {
    Gateway known = gateway;
    if (known == null || !known.base().equals(base)) {
      return;
    }
    List<String> faults =
        known.document().faults(request.method(), request.uri().getPath(), answer);
    if (!faults.isEmpty()) {
      throw new AssertionError(
          request.method() + " " + request.uri() + ": " + answer.statusCode() + " " + faults);
    }
  }
}
