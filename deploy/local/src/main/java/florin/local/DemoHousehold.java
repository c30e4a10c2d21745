package florin.local;

import florin.local.host.CannotStart;
import florin.local.host.FlorinSettings;
import florin.local.host.LocalHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * The demo user and three banks of the emulator, linked as a person would: through the gateway.
 * Every step looks first, so that it may be taken again after any interruption.
 */
final class DemoHousehold {

  static final String USER = "demo";
  static final String PASSWORD = "demo";

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final int QUIET_LOOKS = 3;
  private static final int TRIES = 20;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BUSY = 500;
  private static final String COMPLETE = "HISTORICAL_UPDATE_COMPLETE";
  private static final Map<String, String> INSTITUTIONS = new LinkedHashMap<>();

  static {
    INSTITUTIONS.put("ins_109508", "First Platypus Bank");
    INSTITUTIONS.put("ins_109512", "Houndstooth Bank");
    INSTITUTIONS.put("ins_127287", "Platypus OAuth Bank");
  }

  /** The bank that needs a new sign-in. */
  private static final String EXPIRED = "ins_109512";

  private static final List<String> TRANSACTIONS = List.of("transactions");

  /** The institutions that have investments or liabilities too. */
  private static final Map<String, List<String>> PRODUCTS =
      Map.of(
          "ins_109512", List.of("transactions", "liabilities"),
          "ins_127287", List.of("transactions", "investments"));

  private final LocalHttp localHttp;
  private final URI gateway;
  private final FlorinSettings.Plaid emulator;
  private final URI webhook;
  private final Consumer<String> say;

  DemoHousehold(
      LocalHttp localHttp,
      URI gateway,
      FlorinSettings.Plaid emulator,
      URI webhook,
      Consumer<String> say) {
    this.localHttp = localHttp;
    this.gateway = gateway;
    this.emulator = emulator;
    this.webhook = webhook;
    this.say = say;
  }

  /**
   * Links the institutions that are not linked yet and waits, with a deadline, for their
   * transactions.
   */
  void move() {
    for (var tries = 1; tries <= TRIES; tries++) {
      try {
        tryToMove();
        return;
      } catch (IOException e) {
        say.accept("the demo household has to wait: " + e);
        pause(PAUSE.multipliedBy(tries));
      }
    }
    say.accept("the demo household is left for the next start");
  }

  /**
   * Enters the demo user's own data, and makes one bank demand a new sign-in. Called when the
   * transactions have arrived; only the parts that the household lacks are entered.
   */
  void enterPlan() {
    try {
      var login = login();
      if (login.status() == UNAUTHORIZED) {
        return;
      }
      var session = session(login);
      var first =
          expect("scenarios", localHttp.get(gateway.resolve("/api/scenarios"), session))
              .at("/items")
              .isEmpty();
      new DemoEdits(localHttp, gateway, session).enter();
      if (first) {
        expireLogin();
      }
    } catch (IOException | CannotStart e) {
      say.accept("the plan of the demo household is left for the next start: " + e.getMessage());
    }
  }

  private void expireLogin() throws IOException {
    var items = localHttp.get(emulator.baseUrl().resolve("/_emulator/items"), Map.of());
    for (var item : expect("items", items).at("/items")) {
      if (item.at("/institution_id").asString("").equals(EXPIRED)) {
        var path = "/_emulator/items/" + item.at("/item_id").asString() + "/expire";
        expect(
            "expired login", localHttp.post(emulator.baseUrl().resolve(path), Map.of(), Map.of()));
      }
    }
  }

  private LocalHttp.Answer login() throws IOException {
    return localHttp.post(
        gateway.resolve("/auth/token"), Map.of(), Map.of("username", USER, "password", PASSWORD));
  }

  private void tryToMove() throws IOException {
    var login = login();
    if (login.status() == UNAUTHORIZED) {
      say.accept("the demo household is left as it is: user demo has another password");
      return;
    }
    var session = session(login);
    var missing = new LinkedHashMap<>(INSTITUTIONS);
    missing.keySet().removeAll(linked(session));
    for (var institution : missing.entrySet()) {
      link(session, institution.getKey(), institution.getValue());
    }
    if (!missing.isEmpty()) {
      awaitTransactions(session);
    }
  }

  private static Map<String, String> session(LocalHttp.Answer login) throws IOException {
    return Map.of(
        "Authorization", "Bearer " + expect("log-in", login).at("/accessToken").asString());
  }

  private Set<String> linked(Map<String, String> session) throws IOException {
    var institutions = new HashSet<String>();
    for (var connection : connections(session)) {
      if (!connection.at("/state").asString("").equals("removed")) {
        institutions.add(connection.at("/institution/id").asString(""));
      }
    }
    return institutions;
  }

  private JsonNode connections(Map<String, String> session) throws IOException {
    var answer = localHttp.get(gateway.resolve("/api/connections?limit=500"), session);
    return expect("connections", answer).at("/items");
  }

  private void link(Map<String, String> session, String id, String name) throws IOException {
    var publicToken =
        expect(
                "public token",
                localHttp.post(
                    emulator.baseUrl().resolve("/sandbox/public_token/create"),
                    Map.of(
                        "PLAID-CLIENT-ID", emulator.clientId(), "PLAID-SECRET", emulator.secret()),
                    Map.of(
                        "institution_id", id,
                        "initial_products", PRODUCTS.getOrDefault(id, TRANSACTIONS),
                        "options", Map.of("webhook", webhook.toString()))))
            .at("/public_token")
            .asString();
    var headers = new HashMap<>(session);
    headers.put("Idempotency-Key", UUID.randomUUID().toString());
    var answer =
        localHttp.post(
            gateway.resolve("/api/connections"),
            headers,
            Map.of(
                "provider",
                "plaid",
                "publicToken",
                publicToken,
                "institution",
                Map.of("id", id, "name", name)));
    expect("link " + name, answer);
    say.accept("linked " + name);
  }

  private void awaitTransactions(Map<String, String> session) throws IOException {
    var begin = System.nanoTime();
    var seen = -1;
    var quiet = 0;
    while (quiet < QUIET_LOOKS) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        say.accept("the demo household is still coming in; it will be complete in a while");
        return;
      }
      pause(PAUSE);
      var found = count(session);
      quiet = isInHand(session) && found > 0 && found == seen ? quiet + 1 : 0;
      seen = found;
    }
    say.accept("the demo household has " + seen + " transactions");
  }

  /** All webhooks of the banks are delivered, and each connection has been synced. */
  private boolean isInHand(Map<String, String> session) throws IOException {
    for (var connection : connections(session)) {
      if (connection.at("/lastSyncedAt").asString("").isEmpty()) {
        return false;
      }
    }
    var items = localHttp.get(emulator.baseUrl().resolve("/_emulator/items"), Map.of());
    for (var item : expect("items", items).at("/items")) {
      if (!item.at("/transactions_update_status").asString("").equals(COMPLETE)) {
        return false;
      }
    }
    return true;
  }

  private int count(Map<String, String> session) throws IOException {
    var count = 0;
    var query = "?limit=500";
    while (true) {
      var page =
          expect(
              "transactions", localHttp.get(gateway.resolve("/api/transactions" + query), session));
      count += page.at("/items").size();
      var next = page.at("/next").asString("");
      if (next.isEmpty()) {
        return count;
      }
      query = "?limit=500&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("interrupted while the demo household came in");
    }
  }

  /** An answer of a busy Florin is one to wait out, as a connection that is cut. */
  static JsonNode expect(String step, LocalHttp.Answer answer) throws IOException {
    if (answer.status() >= BUSY || answer.status() == TOO_MANY_REQUESTS) {
      throw new IOException(step + " was answered with " + answer.status());
    }
    if (!answer.isSuccess()) {
      throw new CannotStart(
          "the demo household: "
              + step
              + " was answered with "
              + answer.status()
              + answer.body().at("/detail").asString("")
              + "; start with -Dflorin.demo=false to leave it out");
    }
    return answer.body();
  }
}
