package florin.providersync;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The emulator from outside: what a user does in Link, and what happens at the bank. */
record Bank(URI base, String clientId, String secret) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(tools.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  String publicToken(String institution, String webhookUrl) {
    return publicToken(institution, webhookUrl, List.of("transactions"));
  }

  String publicToken(String institution, String webhookUrl, List<String> products) {
    return send(
            "POST",
            "/sandbox/public_token/create",
            Map.of(
                "client_id", clientId,
                "secret", secret,
                "institution_id", institution,
                "initial_products", products,
                "options", Map.of("webhook", webhookUrl)))
        .path("public_token")
        .stringValue();
  }

  /** What makes the bank ask for the password again. */
  void resetLogin(String accessToken) {
    send(
        "POST",
        "/sandbox/item/reset_login",
        Map.of("client_id", clientId, "secret", secret, "access_token", accessToken));
  }

  JsonNode control(String method, String path, Object body) {
    return send(method, "/_emulator/" + path, body);
  }

  JsonNode look(String path) {
    return send("GET", "/_emulator/" + path, Map.of());
  }

  String add(String itemId, Map<String, ?> transaction) {
    return control("POST", "items/" + itemId + "/transactions", transaction)
        .path("transaction_id")
        .stringValue();
  }

  List<String> addQuietly(String itemId, List<?> transactions) {
    return control(
            "POST",
            "items/" + itemId + "/transactions?webhook=false",
            Map.of("transactions", transactions))
        .path("transaction_ids")
        .valueStream()
        .map(JsonNode::stringValue)
        .toList();
  }

  /** Changes or removes a transaction, or posts it, without a webhook. */
  JsonNode changeQuietly(String method, String itemId, String transaction, Map<String, ?> body) {
    return control(
        method, "items/" + itemId + "/transactions/" + transaction + "?webhook=false", body);
  }

  /** As the service itself would call, with its credentials. */
  JsonNode call(String path, Map<String, ?> fields) {
    Map<String, Object> body = new TreeMap<>(fields);
    body.put("client_id", clientId);
    body.put("secret", secret);
    return send("POST", path, body);
  }

  JsonNode item(String itemId) {
    return look("items")
        .path("items")
        .valueStream()
        .filter(one -> one.path("item_id").asString("").equals(itemId))
        .findFirst()
        .orElseThrow();
  }

  /** A transaction on an account that is there. */
  static Map<String, Object> coffee(String name, Object amount) {
    return new TreeMap<>(
        Map.of("account", "checking", "amount", amount, "date", "2026-06-29", "name", name));
  }

  JsonNode truth(String itemId) {
    return look("truth?item_id=" + itemId);
  }

  /** How often an endpoint was asked with a status or error. */
  long requests(String path, String itemId) {
    return look("requests")
        .path("last")
        .valueStream()
        .filter(
            line ->
                line.path("endpoint").asString("").equals(path)
                    && line.path("item_id").asString("").equals(itemId))
        .count();
  }

  private JsonNode send(String method, String path, Object body) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .header("Content-Type", "application/json")
            .build();
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(method + " " + path + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException failure) {
      throw new AssertionError(method + " " + path, failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(method + " " + path, stopped);
    }
  }
}
