package florin.migrate.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Florin's API as one user. */
public final class FlorinClient {

  private static final int PAGE = 500;

  private final Function<String, URI> address;
  private final Supplier<String> token;

  /**
   * @param address of a path that begins with {@code /api}
   * @param token an access token that is valid now
   */
  public FlorinClient(Function<String, URI> address, Supplier<String> token) {
    this.address = address;
    this.token = token;
  }

  public JsonNode get(String path) {
    return FlorinHttp.send(() -> request(path).GET(), "GET " + path);
  }

  /** All items of a list, page by page. */
  public List<JsonNode> all(String path) {
    List<JsonNode> items = new ArrayList<>();
    each(path, items::add);
    return items;
  }

  /** Reads all items of a list, page by page; only one page is kept. */
  public void each(String path, Consumer<JsonNode> item) {
    String next = "";
    do {
      JsonNode page =
          get(
              path
                  + (path.contains("?") ? "&" : "?")
                  + "limit="
                  + PAGE
                  + (next.isEmpty() ? "" : "&cursor=" + encoded(next)));
      page.path("items").forEach(item);
      next = page.path("next").asString("");
    } while (!next.isEmpty());
  }

  /** All items of a list without pages. */
  public List<JsonNode> whole(String path) {
    List<JsonNode> items = new ArrayList<>();
    get(path).path("items").forEach(items::add);
    return items;
  }

  /**
   * @param key names the request: repeated with the same one it has the effect of one
   */
  public JsonNode post(String path, Object body, String key) {
    String idempotencyKey =
        UUID.nameUUIDFromBytes((path + '\n' + key).getBytes(StandardCharsets.UTF_8)).toString();
    return FlorinHttp.send(
        () -> request(path).header("Idempotency-Key", idempotencyKey).POST(text(body)),
        "POST " + path);
  }

  public JsonNode delete(String path) {
    return FlorinHttp.send(() -> request(path).DELETE(), "DELETE " + path);
  }

  public JsonNode patch(String path, Object body) {
    return FlorinHttp.send(() -> request(path).method("PATCH", text(body)), "PATCH " + path);
  }

  public JsonNode put(String path, Object body) {
    return FlorinHttp.send(() -> request(path).PUT(text(body)), "PUT " + path);
  }

  private HttpRequest.Builder request(String path) {
    return FlorinHttp.request(address.apply(path)).header("Authorization", "Bearer " + token.get());
  }

  private static HttpRequest.BodyPublisher text(Object body) {
    return HttpRequest.BodyPublishers.ofString(FlorinHttp.JSON.writeValueAsString(body));
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
