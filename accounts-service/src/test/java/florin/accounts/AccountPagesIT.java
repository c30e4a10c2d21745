package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The list of a user's accounts, filtered and in pages. */
class AccountPagesIT extends RunningAccounts {

  @Test
  void hidesHiddenAccountsUnlessAsked() {
    String user = someone("hidden");
    String shown = cash(user);
    String hidden = cash(user, "Hidden");
    send(user, HttpMethod.PATCH, "/api/accounts/" + hidden, Map.of("hidden", true))
        .expectStatus()
        .isOk();
    assertThat(ids(user, "")).containsExactly(shown);
    assertThat(ids(user, "?includeHidden=true")).containsExactly(shown, hidden);
  }

  @Test
  void filtersByType() {
    String user = someone("type");
    cash(user);
    String loan =
        open(
            user,
            "{\"name\":\"House\",\"type\":\"loan\",\"subtype\":\"mortgage\",\"currency\":\"USD\"}");
    assertThat(ids(user, "?type=loan")).containsExactly(loan);
    assertThat(ids(user, "?type=credit")).isEmpty();
  }

  @Test
  void filtersByStatus() {
    String user = someone("status");
    String active = cash(user);
    String closed = cash(user, "Closed");
    send(user, HttpMethod.DELETE, "/api/accounts/" + closed, null).expectStatus().isNoContent();
    assertThat(ids(user, "?status=active")).containsExactly(active);
    assertThat(ids(user, "?status=closed")).containsExactly(closed);
    refused(as(user), "?status=gone", "invalid-parameter");
  }

  @Test
  void pagesListsThatAreReadAsAWhole() {
    String user = someone("whole");
    String account = cash(user);
    for (String list :
        List.of(
            "/api/account-groups?", "/api/accounts/" + account + "/balances?", "/api/net-worth?")) {
      List<Object> parts = new ArrayList<>();
      String cursor = "";
      do {
        Map<String, Object> page = got(user, list + "limit=1" + cursor);
        parts.addAll((List<?>) page.get("items"));
        cursor = page.get("next") == null ? "" : "&cursor=" + page.get("next");
      } while (!cursor.isEmpty());
      assertThat(parts).as(list).isEqualTo(items(user, list));
    }
  }

  @Test
  void givesPagesThatMissAndRepeatNothing() {
    String user = someone("pages");
    List<String> opened = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      opened.add(cash(user, "Cash " + i));
    }
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Map<?, ?> page = page(user, "?limit=3" + (cursor == null ? "" : "&cursor=" + cursor));
      seen.addAll(ids(page));
      cursor = (String) page.get("next");
      if (seen.size() == 3) {
        opened.add(cash(user, "Cash 7"));
      }
    } while (cursor != null);
    assertThat(seen).isEqualTo(opened);
    String next = (String) page(user, "?limit=1").get("next");
    for (String other : List.of("?limit=1&type=other&cursor=" + next, "?cursor=x" + next)) {
      refused(as(user), other, "invalid-cursor");
    }
    refused(as(someone("thief")), "?limit=1&cursor=" + next, "invalid-cursor");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    String user = someone("query");
    refused(as(user), "?hidden=true", "unknown-parameter");
    refused(as(user), "?includeHidden=perhaps", "invalid-parameter");
    refused(as(user), "?type=bank", "invalid-parameter");
    refused(as(user), "?limit=0", "invalid-parameter");
    refused(as(user), "/not-a-uuid", "invalid-parameter");
  }

  private void refused(WebTestClient client, String query, String code) {
    client
        .get()
        .uri("/api/accounts" + query)
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo(PROBLEM + code);
  }

  private List<String> ids(String user, String query) {
    return ids(page(user, query));
  }

  private static List<String> ids(Map<?, ?> page) {
    return ((List<?>) page.get("items"))
        .stream().map(item -> String.valueOf(((Map<?, ?>) item).get("id"))).toList();
  }

  private Map<?, ?> page(String user, String query) {
    return as(user)
        .get()
        .uri("/api/accounts" + query)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }
}
