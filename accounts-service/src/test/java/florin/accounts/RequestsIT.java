package florin.accounts;

import florin.journal.test.openapi.OpenApiFuzz;
import florin.journal.test.openapi.Repetitions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every operation of the document, with hostile requests and with every write sent twice. */
class RequestsIT extends RunningAccounts {

  @Test
  void neverFailOnAnyInput() throws InterruptedException {
    OpenApiFuzz fuzz =
        OpenApiFuzz.of(platform, port)
            .refusing("DELETE /api/users/me")
            .naming("accountId", "/api/accounts")
            .naming("accountIds", "/api/accounts")
            .naming("account", "/api/accounts")
            .naming("candidate", "/api/accounts")
            .naming("into", "/api/accounts")
            .naming("groupId", "/api/account-groups")
            .naming("groupIds", "/api/account-groups")
            .naming("after", "/api/changes/accounts");
    for (int i = 0; i < 4; i++) {
      String user = someone("nasty");
      cash(user);
      seen(user, UUID.randomUUID(), Instant.parse(TIME), "999999999999999999.00", "USD");
      seen(user, UUID.randomUUID(), Instant.parse(TIME), "999999999999999999.00", "USD");
      fuzz.as(
          user,
          Map.of(
              "type", List.of("depository", "credit", "loan", "investment", "other"),
              "status", List.of("active", "closed"),
              "interval", List.of("day", "week", "month"),
              "by", List.of("total", "type", "group", "account")));
    }
    fuzz.run();
  }

  @Test
  void areAnsweredWithTheSameBytesWhenTheyAreSentAgain() {
    String user = someone("twice");
    Repetitions twice = Repetitions.of(platform, port, user);
    String cash =
        "{\"name\":\"Cash\",\"type\":\"depository\",\"currency\":\"USD\"}"; // no balance: null
    String id = twice.send("POST /api/accounts", cash).path("id").asString();
    String other =
        twice.send("POST /api/accounts", cash.replace("Cash", "Purse")).path("id").asString();
    twice.send("PATCH /api/accounts/{id}", "{\"name\":\"Wallet\"}", id);
    twice.send(
        "POST /api/accounts/{id}/balances",
        "{\"current\":{\"amount\":\"5.00\",\"currency\":\"USD\"}}",
        id);
    twice.send("POST /api/accounts/{id}/merge", "{\"into\":\"" + id + "\"}", other);
    twice.send("POST /api/accounts/{id}/unmerge", null, other);
    UUID observed = UUID.randomUUID();
    seen(user, observed, Instant.parse(TIME), "5.00", "USD", UUID.fromString(id));
    twice.send("DELETE /api/accounts/{id}/merge-candidates/{candidate}", null, "" + observed, id);
    String group = twice.send("POST /api/account-groups", "{}").path("id").asString();
    twice.send("PATCH /api/account-groups/{id}", "{\"accent\":null}", group);
    twice.send("POST /api/account-groups/{id}/accounts", "{\"accountId\":\"" + id + "\"}", group);
    twice.send("PUT /api/account-groups/{id}/accounts", "{\"accountIds\":[\"" + id + "\"]}", group);
    twice.send("DELETE /api/account-groups/{id}/accounts/{account}", null, group, id);
    twice.send("PUT /api/account-groups/active", "{\"groupId\":\"" + group + "\"}");
    twice.send("PUT /api/account-groups/order", "{\"groupIds\":[\"" + group + "\"]}");
    twice.send("DELETE /api/account-groups/{id}", null, group);
    twice.send("PUT /api/account-snapshot", "{\"accountIds\":[\"" + other + "\"]}");
    twice.send("DELETE /api/account-snapshot", null);
    twice.send("PATCH /api/users/me", "{\"timeZone\":\"Europe/Zurich\",\"buffer\":null}");
    String renamed =
        twice.read("/api/changes/accounts").path("items").path(0).path("id").asString();
    twice.send("POST /api/changes/accounts/{id}/undo", null, renamed);
    twice.send("DELETE /api/accounts/{id}", null, id);
    twice.except("DELETE /api/users/me"); // from then on every request is answered 410
    twice.demandAll();
  }
}
