package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What a user did to accounts and groups, and did not mean to. */
class AccountUndoIT extends RunningAccounts {

  private static final String CHANGES = "/api/changes/accounts";

  private final String user = someone("undo");
  private final UUID account = Ids.next();
  private final UUID other = Ids.next();
  private String group = "";
  private String second = "";

  @BeforeEach
  void live() {
    seen(user, account, Instant.parse(TIME), "100", "USD", Ids.next());
    seen(user, other, Instant.parse(TIME), "50", "USD");
    group = created("First");
    second = created("Second");
    send(user, HttpMethod.POST, accounts(group), Map.of("accountId", account))
        .expectStatus()
        .isOk();
    send(user, HttpMethod.POST, accounts(group), Map.of("accountId", other)).expectStatus().isOk();
  }

  private String created(String name) {
    return (String)
        send(user, HttpMethod.POST, "/api/account-groups", Map.of("name", name))
            .expectStatus()
            .isCreated()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody()
            .get("id");
  }

  private static String accounts(String group) {
    return "/api/account-groups/" + group + "/accounts";
  }

  /** A command and the state that it is done in. */
  private record Done(
      HttpMethod method, String path, Object body, @org.jspecify.annotations.Nullable Done first) {

    Done(HttpMethod method, String path, Object body) {
      this(method, path, body, null);
    }

    @Override
    public String toString() {
      return method + " " + path + " " + body;
    }
  }

  static Stream<Done> everyCommand() {
    String account = "/api/accounts/{account}";
    Done named = new Done(HttpMethod.PATCH, account, Map.of("name", "Mine"));
    Done closed = new Done(HttpMethod.PATCH, account, Map.of("status", "closed"));
    Done classified =
        new Done(HttpMethod.PATCH, account, Map.of("type", "loan", "subtype", "student"));
    Done merged = new Done(HttpMethod.POST, account + "/merge", Map.of("into", "{other}"));
    Done selected =
        new Done(HttpMethod.PUT, "/api/account-snapshot", Map.of("accountIds", List.of("{other}")));
    return Stream.of(
        named,
        new Done(HttpMethod.PATCH, account, Collections.singletonMap("name", null), named),
        new Done(HttpMethod.PATCH, account, Map.of("hidden", true)),
        new Done(
            HttpMethod.PATCH,
            account,
            Map.of("hidden", false),
            new Done(HttpMethod.PATCH, account, Map.of("hidden", true))),
        closed,
        new Done(HttpMethod.DELETE, account, ""),
        new Done(HttpMethod.PATCH, account, Map.of("status", "active"), closed),
        classified,
        new Done(HttpMethod.PATCH, account, Map.of("type", "credit"), classified),
        new Done(HttpMethod.PATCH, account, Collections.singletonMap("type", null), classified),
        new Done(
            HttpMethod.PATCH,
            account,
            Map.of("name", "Mine", "hidden", true, "status", "closed", "type", "other")),
        new Done(HttpMethod.DELETE, account + "/merge-candidates/{candidate}", ""),
        merged,
        new Done(HttpMethod.POST, account + "/unmerge", "", merged),
        new Done(HttpMethod.POST, "/api/account-groups", Map.of("name", "Third")),
        new Done(HttpMethod.PATCH, "/api/account-groups/{group}", Map.of("name", "Renamed")),
        new Done(HttpMethod.PATCH, "/api/account-groups/{group}", Map.of("accent", "red")),
        new Done(HttpMethod.DELETE, "/api/account-groups/{group}", ""),
        new Done(
            HttpMethod.POST,
            "/api/account-groups/{second}/accounts",
            Map.of("accountId", "{other}")),
        new Done(HttpMethod.DELETE, "/api/account-groups/{group}/accounts/{account}", ""),
        new Done(
            HttpMethod.PUT,
            "/api/account-groups/{group}/accounts",
            Map.of("accountIds", List.of("{other}", "{account}"))),
        new Done(
            HttpMethod.PUT,
            "/api/account-groups/order",
            Map.of("groupIds", List.of("{second}", "{group}"))),
        new Done(HttpMethod.PUT, "/api/account-groups/active", Map.of("groupId", "{group}")),
        selected,
        new Done(HttpMethod.DELETE, "/api/account-snapshot", "", selected),
        new Done(HttpMethod.POST, "/api/accounts/{account}/balances", entered("55")),
        new Done(
            HttpMethod.POST,
            "/api/accounts/{account}/balances",
            entered("56"),
            new Done(HttpMethod.POST, "/api/accounts/{account}/balances", entered("55"))),
        new Done(
            HttpMethod.PATCH,
            "/api/users/me",
            Map.of("timeZone", "Asia/Tokyo", "baseCurrency", "JPY")),
        new Done(
            HttpMethod.PATCH,
            "/api/users/me",
            Map.of("buffer", Map.of("amount", "250", "currency", "USD"))),
        new Done(HttpMethod.PATCH, "/api/users/me", Map.of("spendFromSavings", true)));
  }

  private static Map<String, Object> entered(String amount) {
    return Map.of(
        "current",
        Map.of("amount", amount, "currency", "USD"),
        "observedAt",
        "2026-02-01T12:00:00Z");
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void restoresWhatWasBefore(Done done) {
    if (done.first() != null) {
      make(done.first()).expectStatus().is2xxSuccessful();
    }
    List<Object> before = everything();
    make(done).expectStatus().is2xxSuccessful();
    List<Object> after = everything();
    assertThat(after).isNotEqualTo(before);

    String change = newest();
    undo(change).expectStatus().isOk();
    assertThat(everything()).isEqualTo(before);
    String undone = newest();
    assertThat(undone).isNotEqualTo(change);

    undo(undone).expectStatus().isOk();
    assertThat(everything()).isEqualTo(after);
  }

  /** The days since then had no balance. */
  @Test
  void restoresTheDayOnWhichAnAccountClosed() {
    unlisted(user, account, Instant.parse(TIME).plus(Duration.ofDays(1)));
    restoresWhatWasBefore(
        new Done(HttpMethod.PATCH, "/api/accounts/{account}", Map.of("status", "active")));
  }

  private WebTestClient.ResponseSpec make(Done done) {
    Object body = done.body().equals("") ? null : filled(done.body().toString(), done.body());
    return send(user, done.method(), filled(done.path()), body);
  }

  private String filled(String text) {
    String candidate =
        text.contains("{candidate}")
            ? ((List<?>) got(user, "/api/accounts/" + account).get("mergeCandidates"))
                .getFirst()
                .toString()
            : "";
    return text.replace("{account}", account.toString())
        .replace("{other}", other.toString())
        .replace("{group}", group)
        .replace("{second}", second)
        .replace("{candidate}", candidate);
  }

  private Object filled(String shown, Object body) {
    if (!shown.contains("{account}") && !shown.contains("{other}") && !shown.contains("{")) {
      return body;
    }
    Map<String, Object> filled = new HashMap<>();
    ((Map<?, ?>) body)
        .forEach(
            (name, value) ->
                filled.put(
                    (String) name,
                    value instanceof List<?> values
                        ? values.stream().map(each -> filled(each.toString())).toList()
                        : value instanceof String text ? filled(text) : value));
    return filled;
  }

  private String newest() {
    return (String) items(user, CHANGES).getFirst().get("id");
  }

  private WebTestClient.ResponseSpec undo(String change) {
    return send(user, HttpMethod.POST, CHANGES + "/" + change + "/undo", null);
  }

  /** All that the user can see, without the versions, which only ever grow. */
  private List<Object> everything() {
    return List.of(
        plain(items(user, "/api/accounts?includeHidden=true")),
        plain(items(user, "/api/account-groups")),
        items(user, "/api/accounts/" + account + "/balances?from=2026-01-30&to=2026-03-02"),
        plain(List.of(got(user, "/api/account-snapshot"), got(user, "/api/users/me"))));
  }

  private static List<Map<Object, Object>> plain(List<? extends Map<?, ?>> items) {
    return items.stream()
        .map(
            item -> {
              Map<Object, Object> rest = new HashMap<>(item);
              rest.remove("version");
              return rest;
            })
        .toList();
  }

  @Test
  void isRefusedWhereSomebodySetItAgain() {
    make(new Done(HttpMethod.PATCH, "/api/accounts/{account}", Map.of("name", "One")))
        .expectStatus()
        .isOk();
    String first = newest();
    make(new Done(HttpMethod.PATCH, "/api/accounts/{account}", Map.of("hidden", true)))
        .expectStatus()
        .isOk();
    make(new Done(HttpMethod.PATCH, "/api/accounts/{account}", Map.of("name", "Two")))
        .expectStatus()
        .isOk();
    long before = events(user);
    undo(first)
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo(PROBLEM + "undo-conflict");
    undo(newest()).expectStatus().isOk();
    undo(first).expectStatus().isOk();
    assertThat(got(user, "/api/accounts/" + account).get("hidden")).isEqualTo(true);
    assertThat(got(user, "/api/accounts/" + account).get("name")).isEqualTo("Plaid Checking");
    assertThat(events(user)).isEqualTo(before + 2);
  }

  static Stream<Map<String, Object>> everyOpening() {
    Map<String, Object> plain = Map.of("name", "Cash", "type", "other", "currency", "USD");
    Map<String, Object> filled = new HashMap<>(plain);
    filled.put("openingBalance", Map.of("amount", "12.30", "currency", "USD"));
    return Stream.of(plain, filled);
  }

  @ParameterizedTest
  @MethodSource("everyOpening")
  void isRefusedForAnAccountThatIsThereForGood(Map<String, Object> opening) {
    send(user, HttpMethod.POST, "/api/accounts", opening).expectStatus().isCreated();
    List<Object> before = everything();
    undo(newest())
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo(PROBLEM + "not-undoable");
    assertThat(everything()).isEqualTo(before);
  }
}
