package florin.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.test.TestPlatform;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One user's random weeks: what the bank does, what goes wrong on the way and what the user makes
 * of it. Whatever the order, in the end the user sees what the bank has, with every edit in place.
 */
final class Schedule {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final int STEPS = 14;

  private final long seed;
  private final Random random;
  private final ScheduleWorld scheduleWorld;
  private final String subject = "user-" + UUID.randomUUID();
  private final UUID user = TestPlatform.user(subject);
  private final String connection;
  private final String item;

  /** What the user wrote, by the name that only one transaction has. */
  private final Map<String, String> notes = new HashMap<>();

  private final Set<String> removedByUser = new HashSet<>();
  private final List<String> log = new ArrayList<>();
  private int names;

  Schedule(long seed, ScheduleWorld scheduleWorld, String publicToken) {
    this.seed = seed;
    this.random = new Random(seed);
    this.scheduleWorld = scheduleWorld;
    this.connection = scheduleWorld.link(subject, publicToken);
    this.item = scheduleWorld.itemOf(connection);
  }

  /** The steps up to the middle, or those after it. */
  void half(boolean first) {
    try {
      for (int i = 0; i < STEPS / 2; i++) {
        step();
      }
      if (!first) {
        settle();
      }
    } catch (Throwable failed) {
      throw new AssertionError("-Dschedule.seed=" + seed + "\n" + String.join("\n", log), failed);
    }
  }

  private void step() {
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> add(false);
      case 3, 4 -> add(true);
      case 5 -> twins();
      case 6, 7 -> modify();
      case 8 -> remove();
      case 9, 10 -> post(false);
      case 11 -> post(true);
      case 12 -> churn();
      case 13, 14 -> edit();
      case 15 -> fault();
      case 16 -> crash();
      case 17 -> webhooks();
      case 18 -> loseCursor();
      default -> sync();
    }
  }

  private void did(String what) {
    log.add(what);
  }

  // The bank.

  private String name() {
    return "T" + names++;
  }

  private Map<String, Object> transaction(String name, boolean pending) {
    return new TreeMap<>(
        Map.of(
            "account",
            "checking",
            "amount",
            amount(),
            "date",
            DAY.plusDays(random.nextInt(28)).toString(),
            "name",
            name,
            "pending",
            pending));
  }

  private BigDecimal amount() {
    return BigDecimal.valueOf(random.nextInt(-50_000, 50_000), 2);
  }

  /** A lost webhook is one that was never sent. */
  private String at(String path) {
    return "items/" + item + "/" + path + (random.nextInt(4) == 0 ? "?webhook=false" : "");
  }

  private void add(boolean pending) {
    List<Map<String, Object>> batch = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      batch.add(transaction(name(), pending));
    }
    did("add " + batch);
    scheduleWorld.bank().send("POST", at("transactions"), Map.of("transactions", batch));
  }

  /** Two that nobody can tell apart are two. */
  private void twins() {
    Map<String, Object> one = transaction("twin", false);
    did("twins " + one);
    scheduleWorld
        .bank()
        .send("POST", at("transactions"), Map.of("transactions", List.of(one, one)));
  }

  private List<JsonNode> truth() {
    List<JsonNode> all = new ArrayList<>();
    scheduleWorld
        .bank()
        .send("GET", "truth?item_id=" + item, Map.of())
        .path("transactions")
        .forEach(all::add);
    return all;
  }

  private JsonNode any(boolean pendingOnly) {
    List<JsonNode> some =
        truth().stream().filter(one -> !pendingOnly || one.path("pending").booleanValue()).toList();
    return some.isEmpty() ? null : some.get(random.nextInt(some.size()));
  }

  private void modify() {
    JsonNode one = any(false);
    if (one != null) {
      Map<String, Object> change = Map.of("amount", amount(), "merchant_name", "M" + names);
      did("modify " + one.path("name") + " " + change);
      scheduleWorld.bank().send("PATCH", at("transactions/" + id(one)), change);
    }
  }

  private void remove() {
    JsonNode one = any(false);
    if (one != null) {
      did("remove " + one.path("name"));
      scheduleWorld.bank().send("DELETE", at("transactions/" + id(one)), Map.of());
    }
  }

  /** With a tip; a posting that the bank does not link is another transaction. */
  private void post(boolean unlinked) {
    JsonNode one = any(true);
    if (one != null) {
      Map<String, Object> change =
          unlinked
              ? Map.of("unlinked", true, "name", name(), "amount", amount())
              : Map.of("amount", amount());
      did("post " + one.path("name") + " " + change);
      scheduleWorld.bank().send("POST", at("transactions/" + id(one) + "/post"), change);
    }
  }

  private static String id(JsonNode transaction) {
    return transaction.path("transaction_id").stringValue();
  }

  /**
   * Under a new id a transaction is known by what it says: between two looks at the bank it may
   * have the one or say the other, not both.
   */
  private void churn() {
    catchUp();
    String account =
        scheduleWorld
            .bank()
            .send("GET", "truth?item_id=" + item, Map.of())
            .path("accounts")
            .get(0)
            .path("account_id")
            .stringValue();
    did("churn");
    scheduleWorld
        .bank()
        .send("POST", "items/" + item + "/accounts/" + account + "/churn", Map.of());
    catchUp();
  }

  // What goes wrong.

  private void fault() {
    Map<String, Object> fault =
        switch (random.nextInt(4)) {
          case 0 -> Map.of("kind", "http", "status", 502);
          case 1 -> Map.of("kind", "truncated");
          case 2 -> Map.of("kind", "error", "code", "INTERNAL_SERVER_ERROR");
          default ->
              Map.of("kind", "error", "code", "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION");
        };
    Map<String, Object> plan = new TreeMap<>(fault);
    plan.put("endpoint", random.nextInt(4) == 0 ? "/accounts/get" : "/transactions/sync");
    plan.put("times", 1 + random.nextInt(3));
    did("fault " + plan);
    scheduleWorld.bank().send("POST", "items/" + item + "/faults", plan);
  }

  private void crash() {
    did("crash");
    scheduleWorld.crashes().plan(user, random);
  }

  /** Too many, and out of order: an old error after it was repaired. */
  private void webhooks() {
    boolean late = random.nextBoolean();
    did(late ? "late error" : "five webhooks");
    scheduleWorld
        .bank()
        .send(
            "POST",
            "items/" + item + "/webhooks",
            late
                ? Map.of("type", "ITEM", "code", "ERROR")
                : Map.of("type", "TRANSACTIONS", "code", "SYNC_UPDATES_AVAILABLE", "count", 5));
  }

  private void loseCursor() {
    did("lose cursor");
    scheduleWorld.loseCursor(connection);
  }

  // The user.

  private void sync() {
    did("sync");
    scheduleWorld.sync(subject, connection);
  }

  private void edit() {
    List<Map<String, Object>> seen = scheduleWorld.transactions(subject, false);
    seesNothingTwice(seen);
    List<Map<String, Object>> named =
        seen.stream().filter(one -> one.get("description").toString().startsWith("T")).toList();
    if (named.isEmpty()) {
      return;
    }
    Map<String, Object> one = named.get(random.nextInt(named.size()));
    String name = one.get("description").toString();
    if (random.nextInt(6) == 0) {
      did("user removes " + name);
      if (scheduleWorld.remove(subject, one.get("id"))) {
        removedByUser.add(name);
      }
      return;
    }
    String note = "note " + log.size();
    did("user notes " + name + ": " + note);
    if (scheduleWorld.note(subject, one.get("id"), note)) {
      notes.put(name, note);
    }
  }

  private static void seesNothingTwice(List<Map<String, Object>> seen) {
    Set<Object> names = new HashSet<>();
    seen.stream()
        .map(one -> one.get("description"))
        .filter(name -> name.toString().startsWith("T"))
        .forEach(name -> assertThat(names.add(name)).as("twice: %s", name).isTrue());
  }

  // The end.

  private void settle() {
    scheduleWorld.crashes().end(user);
    did("settle");
    catchUp();
    List<Map<String, Object>> transactions = scheduleWorld.transactions(subject, false);
    seesNothingTwice(transactions);
    for (Map<String, Object> one : transactions) {
      String note = notes.get(one.get("description").toString());
      if (note != null) {
        assertThat(one).containsEntry("note", note);
      }
    }
    scheduleWorld.demandCountsThatAddUp(connection);
  }

  /** Whatever is planned to go wrong on the way. */
  private void catchUp() {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              scheduleWorld.sync(subject, connection);
              assertThat(seen(false)).isEqualTo(held(false));
              assertThat(seen(true)).containsAllEntriesOf(held(true));
            });
  }

  private Map<String, String> seen(boolean removed) {
    Map<String, String> seen = new TreeMap<>();
    for (Map<String, Object> one : scheduleWorld.transactions(subject, removed)) {
      Map<?, ?> amount = (Map<?, ?>) one.get("amount");
      seen.put(
          one.get("externalId").toString(),
          "%s %s %s %s %s"
              .formatted(
                  plain(new BigDecimal(amount.get("amount").toString())),
                  amount.get("currency"),
                  one.get("date"),
                  one.get("pending"),
                  one.get("description")));
    }
    return seen;
  }

  /** What the bank has, either of that which the user removed or of the rest. */
  private Map<String, String> held(boolean removed) {
    Map<String, String> held = new TreeMap<>();
    for (JsonNode one : truth()) {
      if (removedByUser.contains(one.path("name").stringValue()) == removed) {
        held.put(
            id(one),
            "%s %s %s %s %s"
                .formatted(
                    plain(one.path("amount").decimalValue().negate()),
                    one.path("iso_currency_code").stringValue(),
                    one.path("date").stringValue(),
                    one.path("pending").booleanValue(),
                    one.path("name").stringValue()));
      }
    }
    return held;
  }

  private static String plain(BigDecimal amount) {
    return amount.setScale(2, java.math.RoundingMode.UNNECESSARY).toPlainString();
  }
}
