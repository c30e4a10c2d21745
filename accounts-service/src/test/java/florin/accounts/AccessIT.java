package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.DatabaseRules;
import florin.journal.test.TableRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Who may see what, and what clients are told of it. */
class AccessIT extends RunningAccounts {

  @Autowired private ApplicationContext service;

  @Test
  void hidesOtherUsersAsIfTheyWereNotThere() {
    String mine = cash(someone("owner"));
    String random = UUID.randomUUID().toString();
    WebTestClient thief = as(someone("thief"));
    for (String path : List.of("", "/balances")) {
      assertThat(missing(thief.get().uri("/api/accounts/" + mine + path), mine))
          .isEqualTo(missing(thief.get().uri("/api/accounts/" + random + path), random));
    }
    assertThat(missing(rename(thief, mine), mine))
        .isEqualTo(missing(rename(thief, random), random));
    assertThat(missing(thief.delete().uri("/api/accounts/" + mine), mine))
        .isEqualTo(missing(thief.delete().uri("/api/accounts/" + random), random));
    assertThat(missing(enter(thief, mine), mine)).isEqualTo(missing(enter(thief, random), random));
  }

  private static WebTestClient.RequestHeadersSpec<?> rename(WebTestClient client, String id) {
    return client.patch().uri("/api/accounts/" + id).bodyValue(Map.of("name", "mine now"));
  }

  private static WebTestClient.RequestHeadersSpec<?> enter(WebTestClient client, String id) {
    return client
        .post()
        .uri("/api/accounts/" + id + "/balances")
        .bodyValue(Map.of("current", Map.of("amount", "1", "currency", "USD")));
  }

  private static String missing(WebTestClient.RequestHeadersSpec<?> request, String id) {
    var answer =
        request
            .header("X-Request-Id", "same")
            .exchange()
            .expectStatus()
            .isNotFound()
            .expectBody()
            .returnResult();
    return new String(answer.getResponseBodyContent(), StandardCharsets.UTF_8).replace(id, "ID");
  }

  @Test
  void demandsAToken() {
    for (String path : List.of("/api/accounts", "/api/institutions", "/api/users/me")) {
      nobody()
          .get()
          .uri(path)
          .exchange()
          .expectStatus()
          .isUnauthorized()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo(PROBLEM + "unauthenticated");
    }
  }

  @Test
  void holdsInTheDatabaseToo() {
    cash(someone("rls"));
    assertThat(platform.queryAs("app", "select * from view.account")).isEmpty();
    assertThat(platform.count("select count(*) from view.account")).isPositive();
    DatabaseRules.check(platform);
    TableRules.check(platform, service);
  }

  @Test
  void isDescribedInOpenApi() {
    String document =
        nobody()
            .get()
            .uri("/v3/api-docs")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();
    assertThat(document)
        .contains(
            "\"/api/accounts\"",
            "\"/api/accounts/{id}\"",
            "\"/api/accounts/{id}/balances\"",
            "\"/api/accounts/{id}/merge\"",
            "\"/api/accounts/{id}/unmerge\"",
            "\"/api/accounts/{id}/merge-candidates/{candidate}\"",
            "\"/api/account-groups\"",
            "\"/api/account-groups/{id}\"",
            "\"/api/account-groups/{id}/accounts\"",
            "\"/api/account-groups/{id}/accounts/{account}\"",
            "\"/api/account-groups/order\"",
            "\"/api/account-groups/active\"",
            "\"/api/account-snapshot\"",
            "\"/api/net-worth\"",
            "\"/api/changes/accounts/{id}/undo\"",
            "\"/api/institutions\"",
            "\"/api/users/me\"")
        .doesNotContain("\"Caller\"");
  }
}
