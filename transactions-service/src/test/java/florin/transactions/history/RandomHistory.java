package florin.transactions.history;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedTransaction;
import florin.events.providersync.RemovedTransaction;
import florin.events.providersync.TransactionsObserved;
import florin.journal.Commands;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import florin.transactions.Household;
import florin.transactions.category.SystemCategories;
import florin.transactions.history.ExpectedHistory.Bought;
import florin.transactions.history.ExpectedHistory.Change;
import florin.transactions.history.ExpectedHistory.Fact;
import florin.transactions.history.ExpectedHistory.Said;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** One user's random history, told to the service and to the model, and compared. */
final class RandomHistory {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> NAMES = List.of("Alpha", "Beta", "Gamma", "Delta", "Omega");
  private static final List<String> TAGS = List.of("t0", "t1", "t2");
  private static final Map<String, UUID> LABELS =
      SystemCategories.all().stream()
          .limit(4)
          .collect(Collectors.toMap(one -> one.label(), one -> one.id()));

  /** The running service: its port, and what takes its facts. */
  record Service(TestPlatform platform, int port, Commands commands, Inbox inbox) {}

  private final Service service;
  final Random random;
  final Map<String, UUID> merchants = new HashMap<>();
  final ExpectedHistory expectedHistory = new ExpectedHistory(merchants, LABELS);
  final WebTestClient client;
  final List<UUID> categories = new ArrayList<>();
  final UUID connection = Ids.next();
  final UUID account = Ids.next();
  int numbers;

  RandomHistory(Service service, Random random) {
    this.service = service;
    this.client = service.platform().client(service.port(), expectedHistory.subject);
    this.random = random;
    for (String name : NAMES) {
      expectedHistory.all.add(new Bought(fact(name, Optional.empty()).withoutMerchant()));
    }
    observe(expectedHistory.all.stream().map(one -> one.bank).toList(), List.of());
    list("/api/merchants?limit=500")
        .forEach(row -> merchants.put(row.get("name").toString(), id(row)));
    merchants.put("Mine", id(ask(HttpMethod.POST, "/api/merchants", Map.of("name", "Mine"), 201)));
    for (int i = 0; i < 3; i++) {
      Map<String, Object> own = Map.of("name", "Own " + i);
      categories.add(id(ask(HttpMethod.POST, "/api/categories", own, 201)));
    }
  }

  Map<String, Object> ask(HttpMethod method, String path, Object body, int status) {
    return Household.json(
        client
            .method(method)
            .uri(path)
            .header("Content-Type", "application/json")
            .bodyValue(body)
            .exchange(),
        status);
  }

  List<Map<String, Object>> list(String path) {
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> items =
        (List<Map<String, Object>>)
            Household.json(client.get().uri(path).exchange(), 200).get("items");
    return items;
  }

  static UUID id(Map<String, Object> row) {
    return UUID.fromString(row.get("id").toString());
  }

  <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  Fact fact(String name, Optional<String> former) {
    return new Fact(
        "x" + numbers++,
        former,
        "-" + (1 + random.nextInt(9)) + ".00",
        LocalDate.of(2026, 1, 1 + random.nextInt(9)).toString(),
        name,
        random.nextBoolean() ? Optional.of(any(NAMES)) : Optional.empty(),
        any(List.copyOf(LABELS.keySet())),
        former.isEmpty() && random.nextBoolean());
  }

  /** As the inbox does it, in one transaction of the household. */
  void observe(List<Fact> facts, List<String> removed) {
    TransactionsObserved news =
        TransactionsObserved.newBuilder()
            .setConnectionId(connection)
            .setRun(Ids.next())
            .setIndex(0)
            .setLast(true)
            .setAdded(List.of())
            .setModified(facts.stream().map(this::observed).toList())
            .setRemoved(
                removed.stream().map(one -> new RemovedTransaction(one, account, null)).toList())
            .setAt(Instant.now())
            .build();
    InboundEvent event =
        new InboundEvent(
            1,
            0,
            Ids.next(),
            new StreamId(expectedHistory.user, "connection", connection),
            1,
            Ids.next(),
            Actor.PROVIDER,
            Instant.now(),
            news);
    service
        .commands()
        .run(expectedHistory.user, unit -> service.inbox().apply(unit, List.of(event)))
        .block(PATIENCE);
  }

  ObservedTransaction observed(Fact fact) {
    return ObservedTransaction.newBuilder()
        .setExternalId(fact.external())
        .setAccountId(account)
        .setAmount(new MoneyAmount(new BigDecimal(fact.amount()).setScale(10), "USD"))
        .setDate(LocalDate.parse(fact.date()))
        .setName(fact.name())
        .setMerchantName(fact.merchant().orElse(null))
        .setPending(fact.pending())
        .setPendingExternalId(fact.pendingExternal().orElse(null))
        .setCategoryPrimary(fact.label())
        .build();
  }

  long events() {
    return service
        .platform()
        .count("select count(*) from journal.event where user_id = '" + expectedHistory.user + "'");
  }

  void step() {
    switch (random.nextInt(12)) {
      case 0 -> news(any(expectedHistory.all));
      case 1 -> settle(any(expectedHistory.all));
      case 2 -> resync();
      case 3 -> remove(any(expectedHistory.all));
      case 4, 5 -> undo();
      case 6 -> merge("categories", categories, List.copyOf(LABELS.values()));
      case 7 -> merge("merchants", List.copyOf(merchants.values()), List.of());
      case 8, 9 -> editMany();
      default -> editOne();
    }
  }

  void news(Bought one) {
    Fact next = fact(any(NAMES), Optional.empty());
    say(one, next.under(one.bank));
  }

  void settle(Bought one) {
    say(one, fact(any(NAMES), Optional.of(one.bank.external())));
  }

  void say(Bought one, Fact fact) {
    one.bank = fact;
    one.gone = false;
    observe(List.of(fact), List.of());
  }

  /** The whole answer once more says nothing new. */
  void resync() {
    long before = events();
    observe(expectedHistory.counting().stream().map(one -> one.bank).toList(), List.of());
    assertThat(events()).isEqualTo(before);
  }

  void remove(Bought one) {
    one.gone = true;
    observe(List.of(), List.of(one.bank.external()));
  }

  void editOne() {
    if (expectedHistory.counting().isEmpty()) {
      return;
    }
    Said before = expectedHistory.said();
    Bought one = any(expectedHistory.counting());
    Map<String, Object> fields = fields();
    expectedHistory.set(one, fields);
    ask(HttpMethod.PATCH, "/api/transactions/" + one.id, fields, 200);
    remember(before);
  }

  void remember(Said before) {
    if (expectedHistory.changed(before)) {
      expectedHistory.remember(id(list("/api/changes/transactions?limit=1").getFirst()), before);
    }
  }

  void editMany() {
    Said before = expectedHistory.said();
    List<Bought> meant =
        expectedHistory.counting().stream().filter(_ -> random.nextBoolean()).toList();
    Map<String, Object> body = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      String tag = any(TAGS);
      meant =
          expectedHistory.counting().stream()
              .filter(one -> ExpectedHistory.tags(one).contains(tag))
              .toList();
      body.put("filter", Map.of("tag", List.of(tag)));
    } else {
      body.put("ids", meant.stream().map(one -> one.id).toList());
    }
    Map<String, Object> fields = fields();
    body.put("set", fields);
    List<String> more = tags();
    List<String> fewer = tags().stream().filter(tag -> !more.contains(tag)).toList();
    body.put("addTags", more);
    body.put("removeTags", fewer);
    for (Bought one : meant) {
      expectedHistory.set(one, fields);
      ExpectedHistory.retag(one, more, fewer);
    }
    Map<String, Object> result = ask(HttpMethod.POST, "/api/transactions/bulk", body, 200);
    assertThat(result).containsEntry("matched", meant.size());
    if (expectedHistory.changed(before)) {
      expectedHistory.remember(UUID.fromString(result.get("changeId").toString()), before);
    }
  }

  List<String> tags() {
    return TAGS.stream().filter(_ -> random.nextInt(3) == 0).toList();
  }

  /** One or two fields; null clears. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      boolean clear = random.nextInt(3) == 0;
      switch (random.nextInt(6)) {
        case 0 -> fields.put("categoryId", clear ? null : any(open()));
        case 1 -> fields.put("merchantId", clear ? null : any(List.copyOf(merchants.values())));
        case 2 -> fields.put("description", clear ? null : "mine " + random.nextInt(2));
        case 3 -> fields.put("note", clear ? null : "n" + random.nextInt(2));
        case 4 -> fields.put("tags", tags());
        default -> fields.put("excluded", random.nextBoolean());
      }
    }
    return fields;
  }

  /** The categories to choose from. */
  List<UUID> open() {
    List<UUID> open = new ArrayList<>(LABELS.values());
    categories.stream().filter(one -> !expectedHistory.merged(one)).forEach(open::add);
    return open;
  }

  void merge(String area, List<UUID> own, List<UUID> others) {
    Said before = expectedHistory.said();
    UUID one = any(own);
    String path = "/api/" + area + "/" + one;
    if (random.nextInt(3) == 0) {
      expectedHistory.merge(one, Optional.empty());
      ask(HttpMethod.POST, path + "/unmerge", "", 200);
    } else {
      List<UUID> targets = new ArrayList<>(own);
      targets.addAll(others);
      UUID into = any(targets);
      boolean ring = expectedHistory.leads(into, one);
      ask(HttpMethod.POST, path + "/merge", Map.of("into", into), ring ? 422 : 200);
      if (!ring) {
        expectedHistory.merge(one, Optional.of(into));
      }
    }
    remember(before);
  }

  /** What the bank took away since cannot be set back. */
  void undo() {
    expectedHistory.last().ifPresent(this::undo);
  }

  void undo(Change last) {
    boolean possible = last.touched().stream().noneMatch(one -> one.gone);
    Map<String, Object> answer =
        ask(
            HttpMethod.POST,
            "/api/changes/transactions/" + last.id() + "/undo",
            "",
            possible ? 200 : 409);
    if (possible) {
      expectedHistory.forget();
    } else {
      assertThat(answer).containsEntry("type", "urn:florin:problem:undo-conflict");
    }
  }

  void compare() {
    Map<Object, Map<String, Object>> rows = new HashMap<>();
    list("/api/transactions?limit=500").forEach(row -> rows.put(row.get("externalId"), row));
    assertThat(rows.keySet())
        .isEqualTo(
            expectedHistory.counting().stream()
                .map(one -> one.bank.external())
                .collect(Collectors.toSet()));
    for (Bought one : expectedHistory.counting()) {
      Map<String, Object> row = rows.get(one.bank.external());
      one.id = one.id == null ? id(row) : one.id;
      Map<String, Object> expected = expectedHistory.shown(one);
      Map<String, Object> actual = new LinkedHashMap<>(row);
      actual.put("amount", ((Map<?, ?>) row.get("amount")).get("amount"));
      actual.keySet().retainAll(expected.keySet());
      assertThat(actual).isEqualTo(expected);
    }
  }

  /** What the list shows, out of nothing but the events that the explanation names. */
  void explain() {
    for (Map<String, Object> row : list("/api/transactions?limit=500")) {
      Map<String, Object> explanation =
          Household.json(
              client.get().uri("/api/transactions/" + row.get("id") + "/explanation").exchange(),
              200);
      for (Object reason : (List<?>) Objects.requireNonNull(explanation.get("fields"))) {
        Map<?, ?> field = (Map<?, ?>) reason;
        String name = field.get("field").toString();
        assertThat(field.get("value")).as(name).isEqualTo(row.get(name));
        if (name.equals("categoryId") || name.equals("merchantId")) {
          assertThat(
                  Objects.toString(
                      ExplanationReplay.of(
                          service.platform(),
                          expectedHistory.user,
                          name,
                          (List<?>) field.get("chain")),
                      null))
              .as(name)
              .isEqualTo(row.get(name));
        }
      }
    }
  }
}
