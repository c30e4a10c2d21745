package florin.emulator;

import florin.emulator.data.Json;
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

/** A plain HTTP client of one emulator. */
record Client(URI base) {
  static final String ID = "client-of-tests";
  static final String SECRET = "secret-of-tests";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  record Answer(int status, String text) {
    JsonNode json() {
      return Json.MAPPER.readTree(text);
    }

    String errorCode() {
      return json().path("error_code").asString("");
    }
  }

  record Linked(String itemId, String accessToken) {}

  Answer plaid(String path, Object body) {
    return send(
        "POST",
        path,
        Json.MAPPER.writeValueAsString(body),
        Map.of("PLAID-CLIENT-ID", ID, "PLAID-SECRET", SECRET));
  }

  JsonNode ok(String path, Object body) {
    var answer = plaid(path, body);
    if (answer.status() != 200) {
      throw new AssertionError(path + ": " + answer.text());
    }
    return answer.json();
  }

  Answer control(String method, String path, Object body) {
    return send(method, "/_emulator/" + path, Json.MAPPER.writeValueAsString(body), Map.of());
  }

  JsonNode control(String path) {
    return send("GET", "/_emulator/" + path, "", Map.of()).json();
  }

  Answer send(String method, String path, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    headers.forEach(request::setHeader);
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException failure) {
      throw new AssertionError(method + " " + path, failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(method + " " + path, stopped);
    }
  }

  Linked link(String institutionId, Map<String, ?> options) {
    var token =
        ok(
                "/sandbox/public_token/create",
                Map.of(
                    "institution_id", institutionId,
                    "initial_products", List.of("transactions"),
                    "options", options))
            .path("public_token")
            .stringValue();
    var item = ok("/item/public_token/exchange", Map.of("public_token", token));
    return new Linked(item.path("item_id").stringValue(), item.path("access_token").stringValue());
  }

  Linked link(String institutionId) {
    return link(institutionId, Map.of());
  }

  /** All pages since a cursor. */
  Update sync(Linked item, String cursor, int count) {
    var update = new Update();
    var at = cursor;
    do {
      var page =
          ok(
              "/transactions/sync",
              Map.of("access_token", item.accessToken(), "cursor", at, "count", count));
      update.add(page);
      at = page.path("next_cursor").stringValue();
    } while (update.hasMore);
    return update;
  }

  String add(Linked item, Map<String, ?> transaction) {
    return control("POST", "items/" + item.itemId() + "/transactions", transaction)
        .json()
        .path("transaction_id")
        .stringValue();
  }

  void offerSavings(Linked item) {
    control(
        "POST",
        "items/" + item.itemId() + "/accounts",
        Map.of(
            "subtype",
            "savings",
            "name",
            "Holiday",
            "mask",
            "1234",
            "balance",
            12.5,
            "transactions",
            List.of(
                Map.of("amount", -10, "name", "Gift", "date", "2026-06-01"),
                Map.of("amount", -2.5, "name", "Interest", "date", "2026-06-20"))));
  }

  void repair(Linked item, Map<String, ?> body) {
    control("POST", "items/" + item.itemId() + "/repair", body);
  }

  Answer change(Linked item, String account, String what, Map<String, ?> body) {
    var id = account;
    for (var one : accounts(item)) {
      id =
          one.path("subtype").stringValue().equals(account)
              ? one.path("account_id").stringValue()
              : id;
    }
    var answer = control("POST", "items/" + item.itemId() + "/accounts/" + id + "/" + what, body);
    if (answer.status() != 200) {
      throw new AssertionError(what + ": " + answer.text());
    }
    return answer;
  }

  JsonNode accounts(Linked item) {
    return ok("/accounts/get", Map.of("access_token", item.accessToken())).path("accounts");
  }

  JsonNode account(Linked item, String name) {
    return accounts(item)
        .valueStream()
        .filter(one -> one.path("name").stringValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  List<String> names(Linked item) {
    return accounts(item).valueStream().map(one -> one.path("name").stringValue()).toList();
  }

  JsonNode truth(Linked item) {
    return control("truth?item_id=" + item.itemId());
  }

  /** What a client collected from the pages of one update. */
  static final class Update {
    final List<JsonNode> added = new ArrayList<>();
    final List<JsonNode> modified = new ArrayList<>();
    final List<JsonNode> removed = new ArrayList<>();
    String cursor = "";
    int pages;
    boolean hasMore;

    void add(JsonNode page) {
      page.path("added").forEach(added::add);
      page.path("modified").forEach(modified::add);
      page.path("removed").forEach(removed::add);
      cursor = page.path("next_cursor").stringValue();
      hasMore = page.path("has_more").booleanValue();
      pages++;
    }

    /** Applied to what the client held before. */
    void apply(TreeMap<String, JsonNode> held) {
      added.forEach(one -> held.put(one.path("transaction_id").stringValue(), one));
      modified.forEach(one -> held.put(one.path("transaction_id").stringValue(), one));
      removed.forEach(one -> held.remove(one.path("transaction_id").stringValue()));
    }

    static List<String> ids(List<JsonNode> transactions) {
      return transactions.stream().map(one -> one.path("transaction_id").stringValue()).toList();
    }
  }
}
