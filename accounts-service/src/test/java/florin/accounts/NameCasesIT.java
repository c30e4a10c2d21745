package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Case C25 for accounts and groups: what looks the same is the same name. */
class NameCasesIT extends RunningAccounts {

  private static final String GROUPS = "/api/account-groups";

  private final String user = someone("names");

  private Map<?, ?> answered(HttpMethod method, String path, Object body, int status) {
    return send(user, method, path, body)
        .expectStatus()
        .isEqualTo(status)
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  private Map<?, ?> opened(String name, int status) {
    return answered(
        HttpMethod.POST,
        "/api/accounts",
        Map.of("name", name, "type", "other", "currency", "USD"),
        status);
  }

  private Map<?, ?> patched(String path, Object body, int status) {
    return answered(HttpMethod.PATCH, path, body, status);
  }

  private Map<?, ?> undone(String change, int status) {
    return answered(HttpMethod.POST, "/api/changes/accounts/" + change + "/undo", "", status);
  }

  private String newest() {
    return items(user, "/api/changes/accounts").getFirst().get("id").toString();
  }

  private static void demandTaken(Map<?, ?> problem, Object existing) {
    assertThat(problem.get("type")).isEqualTo(PROBLEM + "name-taken");
    assertThat(problem.get("detail").toString()).contains(existing.toString());
  }

  @Test
  void c25NamesOfAccountsThatLookTheSameAreTheSame() {
    Object wallet = opened("Straße", 201).get("id");
    for (String same : List.of(" STRASSE ", "strasse\u00a0", "Stra\u200bße")) {
      demandTaken(opened(same, 409), wallet);
    }
    Object other = opened("  Safe\u00a0", 201).get("id");
    assertThat(got(user, "/api/accounts/" + other).get("name")).isEqualTo("Safe");
    demandTaken(patched("/api/accounts/" + other, Map.of("name", "STRASSE"), 409), wallet);
    send(user, HttpMethod.DELETE, "/api/accounts/" + wallet, null).expectStatus().isNoContent();
    String closed = newest();
    Object again = opened("strasse", 201).get("id");
    demandTaken(patched("/api/accounts/" + wallet, Map.of("status", "active"), 409), again);
    demandTaken(undone(closed, 409), again);
    patched("/api/accounts/" + again, Map.of("name", "Street"), 200);
    String renamed = newest();
    undone(closed, 200);
    demandTaken(undone(renamed, 409), wallet);
    assertThat(opened("\u200b", 422).get("type")).isEqualTo(PROBLEM + "invalid-text");
  }

  @Test
  void c02AccountsOfABankMayShareAName() {
    UUID one = Ids.next();
    UUID two = Ids.next();
    seen(user, one, Instant.parse(TIME), "100", "USD");
    seen(user, two, Instant.parse(TIME), "250", "USD");
    assertThat(items(user, "/api/accounts"))
        .extracting(row -> row.get("name"))
        .containsExactly("Plaid Checking", "Plaid Checking");
    demandTaken(patched("/api/accounts/" + one, Map.of("name", "plaid checking"), 409), two);
    patched("/api/accounts/" + one, Map.of("name", "Mine", "status", "closed"), 200);
    patched("/api/accounts/" + one, Map.of("status", "active"), 200);
    Map<String, Object> cleared = new HashMap<>();
    cleared.put("name", null);
    patched("/api/accounts/" + one, cleared, 200);
  }

  @Test
  void c25NamesOfGroupsThatLookTheSameAreTheSame() {
    Object first = answered(HttpMethod.POST, GROUPS, Map.of("name", "İstanbul"), 201).get("id");
    demandTaken(answered(HttpMethod.POST, GROUPS, Map.of("name", "istanbul"), 409), first);
    Object second = answered(HttpMethod.POST, GROUPS, Map.of("name", "Trip"), 201).get("id");
    demandTaken(patched(GROUPS + "/" + second, Map.of("name", "ISTANBUL "), 409), first);
    assertThat(patched(GROUPS + "/" + first, Map.of("name", "ISTANBUL"), 200).get("name"))
        .isEqualTo("ISTANBUL");
    send(user, HttpMethod.DELETE, GROUPS + "/" + second, null).expectStatus().isNoContent();
    String deleted = newest();
    Object third = answered(HttpMethod.POST, GROUPS, Map.of("name", "TRIP"), 201).get("id");
    assertThat(undone(deleted, 409).get("detail").toString()).contains(third.toString());
    assertThat(answered(HttpMethod.POST, GROUPS, Map.of(), 201).get("name")).isEqualTo("Group");
    assertThat(answered(HttpMethod.POST, GROUPS, Map.of("name", " "), 201).get("name"))
        .isEqualTo("Group 2");
  }
}
