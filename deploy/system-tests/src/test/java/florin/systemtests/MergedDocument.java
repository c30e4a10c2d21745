package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.openapi.OpenApiDocument;
import florin.journal.test.openapi.OpenApiRules;
import florin.journal.test.openapi.Operation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document of the gateway, which has the operations of all services. */
final class MergedDocument {

  /** Needs one of two properties, which no list of required properties can state. */
  private static final String ALTERNATIVES = "/api/transactions/bulk";

  private MergedDocument() {}

  static void demandDescriptions(URI gateway) {
    OpenApiRules.check("all services", Client.document(gateway));
  }

  /** An operation whose schema requires no property refuses an empty body for no property. */
  static void demandRequiredProperties(URI gateway) {
    Client guest = Client.user(gateway, "guest");
    List<String> demanding = new ArrayList<>();
    for (Operation operation : OpenApiDocument.of(Client.document(gateway)).operations()) {
      if (operation.body().isEmpty()
          || !operation.body().get().path("required").isEmpty()
          || operation.path().equals(ALTERNATIVES)) {
        continue;
      }
      String path = operation.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
      JsonNode answer = guest.request(operation.method(), path, Map.of()).body();
      if (answer.path("errors").valueStream().anyMatch(error -> error.has("pointer"))) {
        demanding.add(operation.key() + ": " + answer.path("detail").asString());
      }
    }
    assertThat(demanding).isEmpty();
  }

  /** No GET operation shows anything of a user to another one. */
  static void demandSeparateUsers(URI gateway, Client user) {
    Client guest = Client.user(gateway, "guest");
    JsonNode api = Client.document(gateway);
    String transaction =
        user.get("/api/transactions?limit=1").body().get("items").get(0).get("id").asString();
    String account = user.all("/api/accounts").getFirst().get("id").asString();
    String connection = user.all("/api/connections").getFirst().get("id").asString();
    int lists = 0;
    for (String path : api.get("paths").propertyNames()) {
      if (!path.startsWith("/api/")
          || !api.get("paths").get(path).has("get")
          || path.equals("/api/account-groups") // shows a group to who has none
          || path.equals("/api/account-snapshot")
          || path.equals("/api/categories")
          || path.equals("/api/users/me")) {
        continue;
      }
      String concrete =
          path.replace("/api/transactions/{id}", "/api/transactions/" + transaction)
              .replace("/api/accounts/{id}", "/api/accounts/" + account)
              .replace("/api/connections/{id}", "/api/connections/" + connection)
              .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
      Client.Answer answer = guest.get(concrete);
      if (path.contains("{")) {
        assertThat(answer.status()).as(concrete).isEqualTo(404);
      } else {
        assertThat(answer.body().toString())
            .as(concrete)
            .doesNotContain(transaction, account, connection);
        if (answer.body().has("items")) {
          assertThat(answer.body().get("items")).as(concrete).isEmpty();
          lists++;
        }
      }
    }
    assertThat(lists).isGreaterThanOrEqualTo(5);
  }
}
